using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Editing;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Pages;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors;

internal static class MonitorsFeature
{
    /// <summary>The store of metrics, and the monitors that watch it and the world outside. Add it after the signal path.</summary>
    public static WebApplicationBuilder AddMonitors(this WebApplicationBuilder builder)
    {
        builder.Services.AddOutgoing().AddMetricStore();
        builder.Services.AddSingleton<ProbeRunner>().AddSingleton<PrometheusClient>().AddSingleton<PortalCounts>().AddSingleton<Collector>().AddSingleton<HistoryReader>();
        builder.Services.AddSingleton<Evaluator>().AddSingleton<RoundFeedback>().AddSingleton<MonitorRound>();
        builder.Services.AddSingleton<MonitorDesk>().AddSingleton<CreateMonitor>().AddSingleton<ChangeMonitor>().AddSingleton<EnableMonitor>().AddSingleton<DeleteMonitor>();
        builder.Services.AddSingleton<WorkedTimes>().AddSingleton<BackTestMonitor>().AddSingleton<PreviewMonitor>().AddSingleton<ForecastMonitor>();
        builder.Services.AddSingleton<IMonitorQueries, MonitorQueries>().AddSingleton<ICoverageSubjects, CoverageSubjects>().AddSingleton<Coverage>();
        builder.Services.AddSingleton<MonitorActs>().AddSingleton<MonitorPageTools>().AddSingleton<MonitorEditing>();
        return builder;
    }
}
