namespace OpsPortal.Features.Detect.Maintenance;

internal static partial class SilenceLog
{
    [LoggerMessage(1301, LogLevel.Warning, "The silences could not be read; those known before stay in force until the next change")]
    public static partial void BookNotRead(this ILogger log, Exception failed);
}
