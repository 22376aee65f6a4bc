namespace OpsPortal.Features.Detect.Maintenance;

internal static class MaintenanceFeature
{
    /// <summary>Silences: their use cases, and the view of them that the signal path asks. Add it before the signal path.</summary>
    public static WebApplicationBuilder AddMaintenance(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SilenceBook>().AddSingleton<ReapplySilences>().AddHostedService<SilenceBookKeeper>();
        builder.Services.AddSingleton<SetSilence>().AddSingleton<ExpireSilence>();
        return builder;
    }
}
