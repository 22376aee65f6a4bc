namespace OpsPortal.Features.Detect.Maintenance;

internal static partial class SilenceLog
{
    [LoggerMessage(1301, LogLevel.Warning, "Changed silences could not be applied to open events; it is tried again within a minute")]
    public static partial void NotApplied(this ILogger log, Exception failed);

    [LoggerMessage(1302, LogLevel.Information, "Silences now suppress {Suppressed} more and {Unsuppressed} fewer open events")]
    public static partial void Reapplied(this ILogger log, int suppressed, int unsuppressed);
}
