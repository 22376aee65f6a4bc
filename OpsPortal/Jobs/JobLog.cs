namespace OpsPortal.Jobs;

internal static partial class JobLog
{
    [LoggerMessage(3201, LogLevel.Error, "Job {Job} failed after {Took}; it is tried again")]
    public static partial void Failed(this ILogger log, Exception failure, string job, TimeSpan took);

    [LoggerMessage(3202, LogLevel.Debug, "Job {Job} is still running; this run is skipped")]
    public static partial void StillRunning(this ILogger log, string job);

    [LoggerMessage(3203, LogLevel.Information, "{Count} recurring jobs are scheduled")]
    public static partial void Scheduled(this ILogger log, int count);

    [LoggerMessage(3204, LogLevel.Information, "{Count} snoozed events came back")]
    public static partial void Woken(this ILogger log, int count);

    [LoggerMessage(3205, LogLevel.Information, "{Count} resolved events were closed")]
    public static partial void Closed(this ILogger log, int count);

    [LoggerMessage(3206, LogLevel.Information, "{Events} closed events and {Silences} expired silences were removed")]
    public static partial void Removed(this ILogger log, int events, int silences);

    [LoggerMessage(3207, LogLevel.Error, "The intake stands still: {Waiting} requests wait and nothing has become durable since {LastCommit}")]
    public static partial void IntakeStandsStill(this ILogger log, int waiting, DateTimeOffset? lastCommit);
}
