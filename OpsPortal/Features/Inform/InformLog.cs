namespace OpsPortal.Features.Inform;

internal static partial class InformLog
{
    [LoggerMessage(6001, LogLevel.Information, "{Act} on {Object} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, string @object, string actor);

    [LoggerMessage(6002, LogLevel.Error, "What happened to events could not be told to those who asked; it is tried again from where it was left")]
    public static partial void PlanFailed(this ILogger log, Exception failure);

    [LoggerMessage(6003, LogLevel.Information, "{Fired} events told, {Cleared} told to be over, in {Messages} messages")]
    public static partial void Told(this ILogger log, int fired, int cleared, int messages);

    [LoggerMessage(6004, LogLevel.Warning, "Nobody of {Team} is on call, so {Rule} tells nobody")]
    public static partial void NobodyOnCall(this ILogger log, string team, string rule);

    [LoggerMessage(6005, LogLevel.Information, "{Announcement} told to {Count} subscribers: {Moment}")]
    public static partial void Announced(this ILogger log, string announcement, int count, string moment);

    [LoggerMessage(6006, LogLevel.Error, "The public status page could not be made anew; the last one is served")]
    public static partial void StatusStale(this ILogger log, Exception failure);
}
