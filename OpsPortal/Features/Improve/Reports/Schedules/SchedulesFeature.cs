using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Pages;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.Improve.Reports.Schedules.Sending;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Improve.Reports.Schedules;

internal static class SchedulesFeature
{
    /// <summary>Reports that are mailed again and again.</summary>
    internal static IServiceCollection AddReportScheduleParts(this IServiceCollection services) => services
        .AddSingleton<ScheduleDesk>().AddSingleton<SaveSchedule>().AddSingleton<ScheduleActs>().AddSingleton<SendAgain>().AddSingleton<ScheduleQueries>().AddSingleton<ScheduleTools>()
        .AddSingleton<SendingTools>().AddSingleton<MakeSending>().AddSingleton<IOutboxSender, ReportMailSender>();
}
