namespace OpsPortal.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(4001, LogLevel.Information, "Database of this start: {Where}; {Count} migrations applied now")]
    public static partial void DatabaseReady(this ILogger log, string where, int count);

    [LoggerMessage(4002, LogLevel.Critical, "This portal stops, because it lost its database to another: {Reason}")]
    public static partial void LeaseLost(this ILogger log, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "The database server is back, and this portal holds it again")]
    public static partial void LeaseTakenAgain(this ILogger log);

    [LoggerMessage(4004, LogLevel.Warning, "{Trouble}")]
    public static partial void LeaseOutOfReach(this ILogger log, string trouble);

    [LoggerMessage(4005, LogLevel.Error, "{Method} {Path} was answered with 503: {Trouble}")]
    public static partial void RequestMetTrouble(this ILogger log, string method, string path, string trouble);
}
