namespace OpsPortal.Features.Estate;

internal static partial class EstateLog
{
    [LoggerMessage(4101, LogLevel.Error, "The changed service catalogue could not be read; the one before stays in use until the next change")]
    public static partial void NotRead(this ILogger log, Exception failed);

    [LoggerMessage(4102, LogLevel.Information, "{Act} on {Service} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, string service, string actor);

    [LoggerMessage(4103, LogLevel.Information, "Import by {Actor}: {Added} added, {Changed} changed, {Removed} removed, {Unchanged} as they were")]
    public static partial void Imported(this ILogger log, string actor, int added, int changed, int removed, int unchanged);

    [LoggerMessage(4104, LogLevel.Warning, "The demo services could not be added: {Why}")]
    public static partial void DemoRefused(this ILogger log, string why);
}
