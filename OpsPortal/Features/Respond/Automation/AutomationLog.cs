using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation;

internal static partial class AutomationLog
{
    [LoggerMessage(5101, LogLevel.Information, "{Act} on {Object} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, string @object, string actor);

    [LoggerMessage(5102, LogLevel.Information, "{Run} of {Trigger} for {Event} is {State}: {Why}")]
    public static partial void Planned(this ILogger log, RunNumber run, TriggerNumber trigger, string @event, RunState state, string why);

    [LoggerMessage(5103, LogLevel.Warning, "{Trigger} was stopped: {Why}")]
    public static partial void Stopped(this ILogger log, TriggerNumber trigger, string why);

    [LoggerMessage(5104, LogLevel.Error, "What happened could not be matched with triggers; it is tried again from where it was left")]
    public static partial void PlanFailed(this ILogger log, Exception failure);

    [LoggerMessage(5105, LogLevel.Warning, "{Count} processes of {Run} were still there after it ended, and were ended")]
    public static partial void LeftBehind(this ILogger log, int count, string run);
}
