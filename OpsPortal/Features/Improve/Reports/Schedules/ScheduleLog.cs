using OpsPortal.Domain.Improve.Schedules;

namespace OpsPortal.Features.Improve.Reports.Schedules;

internal static partial class ScheduleLog
{
    [LoggerMessage(8340, LogLevel.Information, "{Act}: {Schedule} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, ScheduleNumber schedule, string actor);

    [LoggerMessage(8341, LogLevel.Information, "{Act} of {Schedule} by {Actor} is refused: {Code}")]
    public static partial void Refused(this ILogger log, string act, ScheduleNumber schedule, string actor, string code);

    [LoggerMessage(8342, LogLevel.Information, "The report of {Schedule} due {DueAt} is on its way to {Count} recipients")]
    public static partial void Made(this ILogger log, ScheduleNumber schedule, DateTimeOffset dueAt, int count);

    [LoggerMessage(8343, LogLevel.Warning, "The report of {Schedule} due {DueAt} is not sent: {Why}")]
    public static partial void NotMade(this ILogger log, ScheduleNumber schedule, DateTimeOffset dueAt, string why);

    [LoggerMessage(8344, LogLevel.Error, "The report of {Schedule} due {DueAt} could not be made at attempt {Attempt}")]
    public static partial void Failed(this ILogger log, Exception failure, ScheduleNumber schedule, DateTimeOffset dueAt, int attempt);
}
