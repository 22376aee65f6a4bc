using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Signals.Opsgenie;

internal static class OpsgenieFeature
{
    /// <summary>The part of Opsgenie's Alert API that senders use.</summary>
    public static WebApplicationBuilder AddOpsgenie(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpsgenieReply>().AddSingleton<OpsgenieRoutes>();
        return builder;
    }

    public static IEndpointRouteBuilder MapOpsgenie(this IEndpointRouteBuilder routes)
    {
        var opsgenie = routes.ServiceProvider.GetRequiredService<OpsgenieRoutes>();
        var api = routes.MapGroup("/v2").ExcludeFromDescription().RequireAuthorization(Permissions.SignalsIngest);
        api.MapPost("/alerts", opsgenie.CreateAsync);
        api.MapPost("/alerts/{alias}/close", opsgenie.CloseAsync);
        api.MapPost("/alerts/{alias}/acknowledge", opsgenie.AcknowledgeAsync);
        api.MapMethods("/heartbeats/{name}/ping", [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch], opsgenie.PingAsync);
        return routes;
    }
}
