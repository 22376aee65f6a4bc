using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents;

internal static partial class IncidentLog
{
    [LoggerMessage(6201, LogLevel.Information, "{Act} {Incident} by {By}")]
    public static partial void Acted(this ILogger log, string act, IncidentNumber incident, string by);

    [LoggerMessage(6202, LogLevel.Information, "{Incident} refused {Act} by {By}: {Code}")]
    public static partial void Refused(this ILogger log, IncidentNumber incident, string act, string by, string code);

    [LoggerMessage(6203, LogLevel.Error, "What happened to the events of incidents could not be followed; it is tried again")]
    public static partial void NotFollowed(this ILogger log, Exception failure);

    [LoggerMessage(6204, LogLevel.Warning, "{Incident} was not taken on within {Waited}; level {Level}: {Told}")]
    public static partial void Escalated(this ILogger log, IncidentNumber incident, TimeSpan waited, int level, string told);
}
