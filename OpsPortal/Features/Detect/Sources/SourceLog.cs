namespace OpsPortal.Features.Detect.Sources;

internal static partial class SourceLog
{
    [LoggerMessage(1401, LogLevel.Warning, "What sources sent in the last seconds could not be written down; the signals themselves are not concerned")]
    public static partial void TrafficNotWritten(this ILogger log, Exception fault);

    [LoggerMessage(1402, LogLevel.Warning, "{What} is not listened for: port {Port} is taken by another program or may not be used ({Why}). Set {Setting} to another port, or to 0 to switch it off")]
    public static partial void PortNotToBeHad(this ILogger log, string what, int port, string why, string setting);

    [LoggerMessage(1403, LogLevel.Information, "{What} is listened for on port {Port}")]
    public static partial void Listening(this ILogger log, string what, int port);

    [LoggerMessage(1406, LogLevel.Warning, "{Messages} syslog messages were lost: they came faster than they could be stored")]
    public static partial void SyslogLost(this ILogger log, long messages);

    [LoggerMessage(1407, LogLevel.Warning, "A syslog connection from {From} was closed: {Why}")]
    public static partial void SyslogClosed(this ILogger log, string from, string why);
}
