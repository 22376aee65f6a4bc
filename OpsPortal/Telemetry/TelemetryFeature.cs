using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OpsPortal.Jobs;
using OpsPortal.Telemetry.Health;
using OpsPortal.Telemetry.Scrape;
using Prometheus;

namespace OpsPortal.Telemetry;

internal static class TelemetryFeature
{
    /// <summary>Seconds.</summary>
    private static readonly double[] RequestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>What the portal tells about itself: metrics, health, traces and its log.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration("OpsPortal:Metrics");
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<IntakeMetrics>().AddSingleton<IMeasured>(services => services.GetRequiredService<IntakeMetrics>());
        builder.Services.AddSingleton<IMeasured>(services => services.GetRequiredService<JobHealth>());
        builder.Services.AddSingleton<LiveMetrics>().AddSingleton<IMeasured>(services => services.GetRequiredService<LiveMetrics>());
        builder.Services.AddScoped<CircuitHandler, CircuitCount>();
        builder.Services.AddSingleton<OpenEventsGauge>().AddSingleton<MetricsPage>();
        builder.Services.AddSingleton<IAuthorizationHandler, ScrapePolicy>();
        builder.Services.AddAuthorizationBuilder().AddPolicy(ScrapePolicy.Name, policy => policy.AddRequirements(new ScrapePolicy.Requirement()));
        builder.Services.AddSingleton<DatabaseProbe>().AddHealthChecks()
            .AddCheck<DatabaseHealth>("database").AddCheck<WriterHealth>("writer").AddCheck<JobsHealth>("jobs").AddCheck<DiskHealth>("disk");
        AddTraces(builder);
        AddLog(builder);
        return builder;
    }

    /// <summary>Measures requests; long-lived connections are not requests and are left out.</summary>
    public static IApplicationBuilder UseTelemetry(this IApplicationBuilder app)
    {
        var metrics = app.ApplicationServices.GetRequiredService<MetricsPage>().Factory;
        return app.UseWhen(
            request => !request.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && !request.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal),
            requests => requests.UseHttpMetrics(http =>
            {
                http.InProgress.Enabled = false;
                http.RequestCount.Counter = metrics.CreateCounter("http_requests_received_total", "Requests answered, by route.", "code", "method", "endpoint");
                http.RequestDuration.Histogram = metrics.CreateHistogram(
                    "http_request_duration_seconds", "Time to answer a request, by route.", ["code", "method", "endpoint"], new() { Buckets = RequestBuckets });
                http.ReduceStatusCodeCardinality();
            }));
    }

    public static IEndpointRouteBuilder MapTelemetry(this IEndpointRouteBuilder routes)
    {
        var registry = routes.ServiceProvider.GetRequiredService<MetricsPage>().Registry;
        routes.MapMetrics("/metrics", registry).RequireAuthorization(ScrapePolicy.Name);
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new() { ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        return routes;
    }

    /// <summary>Spans leave the process only where the usual setting names a collector.</summary>
    private static void AddTraces(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(portal => portal.AddService("opsportal"))
            .WithTracing(traces => traces
                .AddSource(PortalActivity.Source.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = request => !request.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddOtlpExporter());
    }

    /// <summary>One line for people in Development, one JSON object for collectors elsewhere; both carry event ids.</summary>
    private static void AddLog(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.UseUtcTimestamp = true;
            });
        }
        else
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.UseUtcTimestamp = true;
            });
        }
    }
}
