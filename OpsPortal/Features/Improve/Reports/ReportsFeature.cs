using OpsPortal.Features.Improve.Reports.Kinds.Deliver;
using OpsPortal.Features.Improve.Reports.Kinds.Estate;
using OpsPortal.Features.Improve.Reports.Kinds.Events;
using OpsPortal.Features.Improve.Reports.Kinds.Respond;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.Improve.Reports.Schedules;

namespace OpsPortal.Features.Improve.Reports;

internal static class ReportsFeature
{
    /// <summary>Reports, and the aggregates they are made from.</summary>
    public static WebApplicationBuilder AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddReportParts().AddReportScheduleParts();
        return builder;
    }

    /// <summary>The same without what a whole portal needs besides. Reports are offered in this order.</summary>
    internal static IServiceCollection AddReportParts(this IServiceCollection services) => services
        .AddSingleton<ChangedQuarters>().AddSingleton<EventCounter>().AddSingleton<RebuildRollups>()
        .AddSingleton<EventReading>().AddSingleton<EventRows>().AddSingleton<IncidentReading>().AddSingleton<ProblemReading>().AddSingleton<DeploymentLinks>().AddSingleton<DeploymentReading>().AddSingleton<ChangeReading>()
        .AddSingleton<IReport, EventVolumeReport>().AddSingleton<IReport, AlertQualityReport>().AddSingleton<IReport, ResponseTimesReport>().AddSingleton<IReport, DetectionLatencyReport>().AddSingleton<IReport, HandoffsReport>()
        .AddSingleton<IReport, DeploymentsReport>().AddSingleton<IReport, ChangesReport>().AddSingleton<IReport, MaintenanceReport>()
        .AddSingleton<IReport, IncidentsReport>().AddSingleton<IReport, AvailabilityReport>().AddSingleton<IReport, CapacityReport>()
        .AddSingleton<ReportShelf>().AddSingleton<ReportDocuments>();
}
