using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Features.Improve.Reports.Kinds.Deliver;
using OpsPortal.Features.Improve.Reports.Kinds.Estate;
using OpsPortal.Features.Improve.Reports.Kinds.Events;
using OpsPortal.Features.Improve.Reports.Kinds.Improve;
using OpsPortal.Features.Improve.Reports.Kinds.Respond;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.Improve.Reports.Schedules;

namespace OpsPortal.Features.Improve.Reports;

internal static class ReportsFeature
{
    /// <summary>Reports, and the aggregates they are made from.</summary>
    public static WebApplicationBuilder AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddReportParts().AddReportScheduleParts().AddSingleton<IForesight, MonitorForesight>();
        return builder;
    }

    /// <summary>The same without what a whole portal needs besides. Reports are offered in this order.</summary>
    internal static IServiceCollection AddReportParts(this IServiceCollection services) => services.AddShared()
        .AddSingleton<ChangedQuarters>().AddSingleton<EventCounter>().AddSingleton<RebuildRollups>()
        .AddSingleton<NoiseBudget>().AddSingleton<EventReading>().AddSingleton<EventRows>().AddSingleton<IncidentReading>().AddSingleton<ProblemReading>().AddSingleton<DeploymentLinks>().AddSingleton<DeploymentReading>().AddSingleton<ChangeReading>().AddSingleton<ImprovementReading>()
        .AddSingleton<IReport, EventVolumeReport>().AddSingleton<IReport, AlertQualityReport>().AddSingleton<IReport, ResponseTimesReport>().AddSingleton<IReport, DetectionLatencyReport>().AddSingleton<IReport, HandoffsReport>()
        .AddSingleton<IReport, DeploymentsReport>().AddSingleton<IReport, ChangesReport>().AddSingleton<IReport, MaintenanceReport>()
        .AddSingleton<IReport, IncidentsReport>().AddSingleton<IReport, AvailabilityReport>().AddSingleton<IReport, CapacityReport>().AddSingleton<IReport, ImprovementsReport>()
        .AddSingleton<ReportShelf>().AddSingleton<MonthlyReviewReader>().AddSingleton<ReportDocuments>();

    /// <summary>What the register counts by as well.</summary>
    private static IServiceCollection AddShared(this IServiceCollection services)
    {
        services.TryAddSingleton<AgendaQueries>();
        services.TryAddSingleton<MissedDetections>();
        return services;
    }
}
