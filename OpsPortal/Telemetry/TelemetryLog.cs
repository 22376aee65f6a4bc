namespace OpsPortal.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(3101, LogLevel.Warning, "Open events could not be counted for /metrics")]
    public static partial void CountingFailed(this ILogger log, Exception failure);

    [LoggerMessage(3102, LogLevel.Warning, "The database could not be {Used} for the health check")]
    public static partial void DatabaseUnusable(this ILogger log, Exception failure, string used);
}
