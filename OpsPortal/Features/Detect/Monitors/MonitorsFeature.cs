using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Editing;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Monitors.Pages;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.Detect.Monitors.Tightening;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors;

internal static class MonitorsFeature
{
    /// <summary>The store of metrics, and the monitors that watch it and the world outside. Add it after the signal path.</summary>
    public static WebApplicationBuilder AddMonitors(this WebApplicationBuilder builder)
    {
        AddMonitorParts(builder.Services);
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddMonitorParts(IServiceCollection services)
    {
        services.AddOutgoing().AddMetricStore();
        services.AddSingleton<ProbeRunner>().AddSingleton<PrometheusClient>().AddSingleton<PortalCounts>().AddSingleton<Collector>().AddSingleton<HistoryReader>();
        services.TryAddSingleton<ITighterValues, NothingTighter>();
        services.AddSingleton<Evaluator>().AddSingleton<RoundFeedback>().AddSingleton<MonitorRound>();
        services.AddSingleton<MonitorDesk>().AddSingleton<CreateMonitor>().AddSingleton<ChangeMonitor>().AddSingleton<EnableMonitor>().AddSingleton<DeleteMonitor>();
        services.AddSingleton<WorkedTimes>().AddSingleton<BackTestMonitor>().AddSingleton<PreviewMonitor>().AddSingleton<ForecastMonitor>().AddSingleton<BreachForecasts>();
        services.AddSingleton<IMonitorQueries, MonitorQueries>().AddSingleton<ICoverageSubjects, CoverageSubjects>().AddSingleton<Coverage>();
        services.AddSingleton<MonitorActs>().AddSingleton<MonitorPageTools>().AddSingleton<MonitorEditing>();
    }
}
