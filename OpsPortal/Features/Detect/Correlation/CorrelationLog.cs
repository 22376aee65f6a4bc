using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Correlation;

internal static partial class CorrelationLog
{
    [LoggerMessage(1501, LogLevel.Error, "Open events could not be grouped; it is tried again")]
    public static partial void NotGrouped(this ILogger log, Exception failure);

    [LoggerMessage(1502, LogLevel.Information, "{Number} stands for the group of {Before} now, but somebody changed it at the same moment")]
    public static partial void NotTakenOver(this ILogger log, EventNumber number, EventNumber before);

    [LoggerMessage(1503, LogLevel.Debug, "Grouping has stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(1504, LogLevel.Information, "{Count} kinds of events have come together often enough to be taken for one")]
    public static partial void Learned(this ILogger log, int count);
}
