namespace OpsPortal.Outgoing.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(5001, LogLevel.Information, "{About} is {State} after attempt {Attempt}: {Said}")]
    public static partial void Settled(this ILogger log, string about, OutboxState state, int attempt, string said);

    [LoggerMessage(5002, LogLevel.Error, "Message {Message} about {About} could not be sent")]
    public static partial void Failed(this ILogger log, Exception failure, Guid message, string about);

    [LoggerMessage(5003, LogLevel.Error, "How message {Message} about {About} went could not be written down; it is dealt with when its lease ends")]
    public static partial void NotNoted(this ILogger log, Exception failure, Guid message, string about);

    [LoggerMessage(5004, LogLevel.Error, "The outbox could not be looked through; it is tried again")]
    public static partial void SweepFailed(this ILogger log, Exception failure);
}
