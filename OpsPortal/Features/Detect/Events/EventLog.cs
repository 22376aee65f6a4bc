using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events;

internal static partial class EventLog
{
    [LoggerMessage(2001, LogLevel.Information, "{Act} on {Event} by {Actor}")]
    public static partial void Acted(this ILogger log, EventNumber @event, string act, string actor);

    [LoggerMessage(2003, LogLevel.Information, "The conditions of {Count} events have come to rest")]
    public static partial void Settled(this ILogger log, int count);

    [LoggerMessage(2002, LogLevel.Information, "{Act} on {Event} by {Actor} refused: {Code}")]
    public static partial void Refused(this ILogger log, EventNumber @event, string act, string actor, string code);
}
