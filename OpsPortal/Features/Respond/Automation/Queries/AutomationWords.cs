using System.Globalization;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation.Queries;

/// <summary>Triggers and runs in the words of the screen.</summary>
internal static class AutomationWords
{
    /// <summary>What it waits for, as <c>raised, of checkout, P2 or worse</c>.</summary>
    public static string When(TriggerCondition condition)
    {
        var parts = new List<string> { Of(condition.On, condition.Wait) };
        if (condition.Source.Length > 0) parts.Add($"from {condition.Source}");
        if (condition.Service.Length > 0) parts.Add($"of {condition.Service}");
        if (condition.AtLeast is { } priority) parts.Add($"{priority} or worse");
        if (condition.TypeAtLeast is { } type) parts.Add($"{type} or worse");
        parts.AddRange(condition.Matchers.Select(matcher => matcher.ToString()));
        return condition.HoldsForEverything ? $"{parts[0]}, whatever it is" : string.Join(", ", parts);
    }

    /// <summary>What it does, as <c>runs restart.sh</c>.</summary>
    public static string Does(TriggerAction action) => action.Kind switch
    {
        ActionKind.Script => $"runs {action.Script}",
        ActionKind.Scale => string.Create(CultureInfo.InvariantCulture, $"scales {action.ScaleTarget} by {action.ScaleBy:+0;-0}"),
        ActionKind.OpenIncident => action.JoinsOpenIncident ? "opens an incident, or joins it" : "opens an incident",
        ActionKind.Notify => $"tells {string.Join(", ", action.Recipients)}",
        _ => $"posts to {(Uri.TryCreate(action.Url, UriKind.Absolute, out var url) ? url.Authority : action.Url)}",
    };

    public static string Of(Occasion occasion) => occasion switch
    {
        Occasion.Raised => "raised",
        Occasion.Acknowledged => "acknowledged",
        Occasion.Cleared => "cleared",
        _ => "unacknowledged",
    };

    public static string Of(RunState state) => state switch
    {
        RunState.AwaitingApproval => "Awaiting approval",
        RunState.Rehearsed => "Dry run",
        _ => state.ToString(),
    };

    public static string Of(TriggerMode mode) => mode == TriggerMode.DryRun ? "Dry run" : mode.ToString();

    public static string Of(Ruling ruling) => ruling switch
    {
        Ruling.Go => "acts",
        Ruling.Ask => "asks first",
        Ruling.Refuse => "is held back",
        _ => "is stopped",
    };

    private static string Of(Occasion occasion, TimeSpan wait) => occasion == Occasion.Unacknowledged ? $"unacknowledged for {Words.Span(wait)}" : Of(occasion);
}
