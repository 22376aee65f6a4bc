using OpsPortal.Features.Detect.Signals.Alertmanager.Intake;
using OpsPortal.Features.Detect.Signals.Alertmanager.Reading;
using OpsPortal.Features.Detect.Signals.Alertmanager.Silences;

namespace OpsPortal.Features.Detect.Signals.Alertmanager;

internal static class AlertmanagerFeature
{
    /// <summary>The API of Alertmanager, so that Prometheus, <c>amtool</c> and the like use the portal unchanged.</summary>
    public static WebApplicationBuilder AddAlertmanager(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AlertReader>().AddSingleton<PostAlerts>();
        builder.Services.AddSingleton<OpenAlerts>().AddSingleton<GetAlerts>().AddSingleton<GetStatus>();
        builder.Services.AddSingleton<SilenceRoutes>();
        return builder;
    }
}
