using OpsPortal.Domain.Improve.Improvements;

namespace OpsPortal.Features.Improve.Improvements;

internal static partial class ImprovementLog
{
    [LoggerMessage(8300, LogLevel.Information, "{Act}: {Improvement} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, ImprovementNumber improvement, string actor);

    [LoggerMessage(8301, LogLevel.Information, "Refused {Act} of {Improvement} by {Actor}: {Code}")]
    public static partial void Refused(this ILogger log, string act, ImprovementNumber improvement, string actor, string code);

    [LoggerMessage(8302, LogLevel.Warning, "A finding could not be entered in the register: {Code}: {Why}")]
    public static partial void NotEntered(this ILogger log, string code, string why);

    [LoggerMessage(8303, LogLevel.Information, "{Count} findings entered in the improvement register")]
    public static partial void Fed(this ILogger log, int count);
}
