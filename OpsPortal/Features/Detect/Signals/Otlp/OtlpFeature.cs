using System.ComponentModel.DataAnnotations;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Otlp.Grpc;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Logs;
using OpsPortal.Features.Detect.Signals.Otlp.Metrics;
using OpsPortal.Features.Detect.Signals.Otlp.Traces;

namespace OpsPortal.Features.Detect.Signals.Otlp;

/// <summary>Where OTLP is taken; section <c>OpsPortal:Otlp</c>.</summary>
internal sealed class OtlpOptions
{
    /// <summary>Port of OTLP over gRPC; 0: not listened for.</summary>
    [Range(0, 65535)] public int GrpcPort { get; init; } = 4317;
}

internal static class OtlpFeature
{
    /// <summary>OpenTelemetry's protocol: over HTTP on the portal's own address, over gRPC on a port of its own.</summary>
    public static WebApplicationBuilder AddOtlp(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OtlpOptions>().BindConfiguration("OpsPortal:Otlp").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OtlpHttp>().AddSingleton<TakeLogs>().AddSingleton<DeltaSums>().AddSingleton<SeriesMemory>().AddSingleton<TakeMetrics>().AddSingleton<TakeTraces>();
        builder.Services.AddHostedService<OtlpGrpcListener>();
        return builder;
    }

    public static IEndpointRouteBuilder MapOtlp(this IEndpointRouteBuilder routes)
    {
        var otlp = routes.MapGroup("/v1").ExcludeFromDescription().RequireAuthorization(Permissions.SignalsIngest);
        otlp.MapPost("/logs", routes.ServiceProvider.GetRequiredService<TakeLogs>().RunAsync);
        otlp.MapPost("/metrics", routes.ServiceProvider.GetRequiredService<TakeMetrics>().RunAsync);
        otlp.MapPost("/traces", routes.ServiceProvider.GetRequiredService<TakeTraces>().RunAsync);
        return routes;
    }
}
