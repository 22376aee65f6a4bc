using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Events.Components.Handling;

/// <summary>The way of an event from detection to closure, with the time it has spent in each state.</summary>
public sealed partial class StateStepper(Viewer viewer) : ComponentBase
{
    /// <summary>Detection, classification and prioritisation happen in one go; the last stands for all three.</summary>
    private static readonly EventState[] Way =
        [EventState.Prioritised, EventState.Investigating, EventState.Escalated, EventState.Resolved, EventState.Closed];

    [Parameter, EditorRequired] public EventView View { get; set; } = default!;

    /// <summary>When <see cref="View"/> was read; the present state has lasted longer since.</summary>
    [Parameter, EditorRequired] public DateTimeOffset ReadAt { get; set; }

    /// <summary>Escalated is a detour: it is shown to those who took it.</summary>
    private IEnumerable<Step> Steps =>
        from state in Way
        let spent = View.TimeInState.Where(s => s.State == state).Select(s => (TimeSpan?)s.Spent).FirstOrDefault()
        where state != EventState.Escalated || spent is not null
        select new Step(state, state == View.Row.State, spent is not null && state != View.Row.State, Say(state, spent));

    private string Say(EventState state, TimeSpan? spent)
    {
        if (spent is not { } span) return "";
        if (state == EventState.Closed) return View.Row.State == EventState.Closed ? "done" : Spans.Duration(span);
        return Spans.Duration(state == View.Row.State ? span + (viewer.Now - ReadAt) : span);
    }

    private sealed record Step(EventState State, bool IsNow, bool IsPast, string Said)
    {
        public string Class => IsNow ? "now" : IsPast ? "past" : "ahead";
    }
}
