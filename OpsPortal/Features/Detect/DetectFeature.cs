using OpsPortal.Features.Detect.Correlation;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Detect.Prioritisation;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager;
using OpsPortal.Features.Detect.Significance;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Features.Detect.Traces;

namespace OpsPortal.Features.Detect;

/// <summary>From a signal to an event: what each stage registers, in the order of the flow.</summary>
internal static class DetectFeature
{
    public static WebApplicationBuilder AddDetect(this WebApplicationBuilder builder) =>
        builder.AddMaintenance().AddPrioritisation().AddSignificance().AddSignals().AddAlertmanager().AddTraces().AddSources()
            .AddEvents().AddCorrelation().AddEffectiveness().AddMonitors().AddMoments();

    public static void MapDetect(this WebApplication app)
    {
        app.MapEventCsv();
        app.MapAlertmanager();
        app.MapSources();
    }
}
