namespace OpsPortal.Features.Detect.Effectiveness;

internal static class EffectivenessFeature
{
    /// <summary>What shows later how long detection took and whether alerting is any good.</summary>
    public static WebApplicationBuilder AddEffectiveness(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FirstSight>().AddHostedService(services => services.GetRequiredService<FirstSight>());
        return builder;
    }
}
