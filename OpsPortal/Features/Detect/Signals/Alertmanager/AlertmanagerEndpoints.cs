using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Alertmanager.Intake;
using OpsPortal.Features.Detect.Signals.Alertmanager.Reading;
using OpsPortal.Features.Detect.Signals.Alertmanager.Silences;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Telemetry.Scrape;

namespace OpsPortal.Features.Detect.Signals.Alertmanager;

internal static class AlertmanagerEndpoints
{
    /// <summary>Where else the same API is found, for senders that are given a path prefix.</summary>
    public const string Prefix = "/alertmanager";

    private static readonly string[] FirstVersion = ["alerts", "alerts/groups", "receivers", "silences", "silence/{id}", "status"];

    public static IEndpointRouteBuilder MapAlertmanager(this IEndpointRouteBuilder routes)
    {
        MapAll(routes.MapGroup(""));
        MapAll(routes.MapGroup(Prefix));
        ShowVersion(routes.ServiceProvider.GetRequiredService<MetricsPage>());
        return routes;
    }

    private static void MapAll(RouteGroupBuilder root)
    {
        root.ExcludeFromDescription();
        var (intake, reading, status, silences) = Handlers(((IEndpointRouteBuilder)root).ServiceProvider);
        var api = root.MapGroup("/api/v2");
        api.MapPost("/alerts", intake.RunAsync).RequireAuthorization(Permissions.SignalsIngest);
        api.MapGet("/alerts", reading.ListAsync).RequireAuthorization(Permissions.EventsRead);
        api.MapGet("/alerts/groups", reading.GroupsAsync).RequireAuthorization(Permissions.EventsRead);
        api.MapGet("/status", status.RunAsync).RequireAuthorization(Permissions.EventsRead);
        api.MapGet("/receivers", GetStatus.ReceiversAsync).RequireAuthorization(Permissions.EventsRead);
        api.MapGet("/silences", silences.ListAsync).RequireAuthorization(Permissions.SilencesRead);
        api.MapPost("/silences", silences.PostAsync).RequireAuthorization(Permissions.SilencesWrite);
        api.MapGet("/silence/{id}", silences.GetAsync).RequireAuthorization(Permissions.SilencesRead);
        api.MapDelete("/silence/{id}", silences.DeleteAsync).RequireAuthorization(Permissions.SilencesWrite);

        // These tell nothing but that there is nothing here.
        api.Map("/{**path}", NotHereAsync).AllowAnonymous();
        foreach (var path in FirstVersion) root.Map($"/api/v1/{path}", GoneAsync).AllowAnonymous();

        root.MapMethods("/-/healthy", [HttpMethods.Get, HttpMethods.Head], FineAsync).AllowAnonymous();
        root.MapMethods("/-/ready", [HttpMethods.Get, HttpMethods.Head], FineAsync).AllowAnonymous();

        // There is no file to read again: settings are read at start, and what is kept in the database is always current.
        root.MapPost("/-/reload", () => Results.Ok()).RequireAuthorization(Permissions.JobsManage);
    }

    private static (PostAlerts Intake, GetAlerts Reading, GetStatus Status, SilenceRoutes Silences) Handlers(IServiceProvider services) => (
        services.GetRequiredService<PostAlerts>(), services.GetRequiredService<GetAlerts>(),
        services.GetRequiredService<GetStatus>(), services.GetRequiredService<SilenceRoutes>());

    private static Task NotHereAsync(HttpContext http)
    {
        var path = http.Request.RouteValues["path"]?.ToString()?.TrimEnd('/') ?? "";
        var allowed = path.StartsWith("silence/", StringComparison.Ordinal) && path.LastIndexOf('/') == "silence".Length ? "GET,DELETE" : path switch
        {
            "alerts" or "silences" => "GET,POST",
            "alerts/groups" or "status" or "receivers" => "GET",
            _ => null,
        };
        if (allowed is null) return WireError.NoSuchPath(http.Request.PathBase + http.Request.Path).WriteAsync(http.Response);
        http.Response.Headers.Allow = allowed;
        return WireError.Method(http.Request.Method, allowed).WriteAsync(http.Response);
    }

    private static Task GoneAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync("""{"status":"deprecated","error":"Version 1 of the Alertmanager API is gone; use the same path under /api/v2."}""" + "\n");
    }

    private static Task FineAsync(HttpContext http)
    {
        if (HttpMethods.IsHead(http.Request.Method)) return Task.CompletedTask;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("OK");
    }

    /// <summary>Dashboards look for this to learn which Alertmanager they talk to.</summary>
    private static void ShowVersion(MetricsPage page) =>
        page.Factory.CreateGauge("alertmanager_build_info", "The version of Alertmanager whose API the portal speaks.", "version", "revision")
            .WithLabels(GetStatus.Version, GetStatus.Portal).Set(1);
}
