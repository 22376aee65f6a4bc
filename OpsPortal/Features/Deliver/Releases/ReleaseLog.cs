using OpsPortal.Domain.Deliver.Releases;

namespace OpsPortal.Features.Deliver.Releases;

internal static partial class ReleaseLog
{
    [LoggerMessage(7601, LogLevel.Information, "{Act}: {Release} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, ReleaseNumber release, string actor);

    [LoggerMessage(7602, LogLevel.Information, "Refused {Act} of {Subject} by {Actor}: {Code}")]
    public static partial void Refused(this ILogger log, string act, string subject, string actor, string code);

    [LoggerMessage(7603, LogLevel.Information, "Feature {Switch} set by {Actor}: {Rule}")]
    public static partial void Switched(this ILogger log, string @switch, string actor, string rule);

    [LoggerMessage(7604, LogLevel.Warning, "The feature switches could not be read; answers are those of {Since:u}")]
    public static partial void SwitchesNotRead(this ILogger log, DateTimeOffset since, Exception why);
}
