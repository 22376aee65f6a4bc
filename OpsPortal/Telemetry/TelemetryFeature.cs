namespace OpsPortal.Telemetry;

internal static class TelemetryFeature
{
    /// <summary>What the portal tells about itself.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<IntakeMetrics>();
        return builder;
    }
}
