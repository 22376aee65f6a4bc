using OpsPortal.Domain.Deliver.Changes;

namespace OpsPortal.Features.Deliver.Changes;

internal static partial class ChangeLog
{
    [LoggerMessage(7101, LogLevel.Information, "{Act}: {Change} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, ChangeNumber change, string actor);

    [LoggerMessage(7102, LogLevel.Information, "Refused {Act} of {Subject} by {Actor}: {Code}")]
    public static partial void Refused(this ILogger log, string act, string subject, string actor, string code);
}
