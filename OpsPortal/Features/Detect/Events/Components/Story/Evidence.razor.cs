using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Ui.Time;
using Words = OpsPortal.Domain.Detect.Significance.Words;

namespace OpsPortal.Features.Detect.Events.Components.Story;

/// <summary>Everything known about an event: why it stands as it does, its labels, what its source tells, and when it was here before.</summary>
public sealed partial class Evidence : ComponentBase
{
    [Parameter, EditorRequired] public EventStory Story { get; set; } = default!;

    private EventView View => Story.View;

    private string? Runbook => View.Annotations["runbook_url"] is { Length: > 0 } url ? url : null;

    /// <summary>Null where the source gave no address that may be followed.</summary>
    private string? Origin => SafeLink.From(View.GeneratorUrl);

    /// <summary>Rules are told as they are now; one that was changed since may have said something else then.</summary>
    private string Significance => Story.Rule is { } rule ? $"{Words.Of(rule)}. {rule.Reason}"
        : View.Rule is null ? "No rule spoke of it: an alert is an event, and so is a record of an error or worse." : "The rule that made an event of it has been removed since.";

    private string Reason => Story.Rule is { Priority: not null } or { Type: not null }
        ? $"The rule {Story.Rule.Name} names {string.Join(" and ", new[] { Story.Rule.Priority is { } priority ? $"priority {priority}" : null, Story.Rule.Type is { } type ? $"type {type}" : null }.OfType<string>())}, as it is now.{(Story.Rule.Priority is null || Story.Rule.Type is null ? $" For the rest: {BySeverity}" : "")}"
        : Story.Priority is { Impact: { } impact } facts ? ByMatrix(facts, impact) : BySeverity;

    private string WhyMaintenance(EventWindow window) => window switch
    {
        _ when WindowNumber.OfSuppressor(View.SuppressedBy) == window.Number => $"Why it is suppressed: {window.Number} covers it",
        _ when View.LoweredBy == window.Number.Value => $"Why it is less pressing: {window.Number} {window.Does}",
        _ => $"Why it is tagged: {window.Number} covers it",
    };

    private string ByMatrix(PriorityReason facts, Stakes impact)
    {
        var urgent = facts.BreachAt is { } at && facts.Urgency == Urgency.High && View.Row.Type != EventType.Exception
            ? $"a limit is reached at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : $"it is {Article(View.Row.Type)} {View.Row.Type}";
        var says = $"{impact.Impact} impact ({impact.Words}) × {facts.Urgency.ToString().ToLowerInvariant()} urgency ({urgent}) = {facts.Priority}.";
        if (View.PrioritySetBy.Length > 0) return $"{View.PrioritySetBy} set {View.Row.Priority} by hand; the timeline has the reason. The facts say: {says}";
        return facts.Priority == View.Row.Priority ? says : $"As the facts are now: {says} It was raised when they were others.";
    }

    private string BySeverity
    {
        get
        {
            var word = View.Row.Labels["severity"];
            var (type, priority) = (Severity.Type(word), Severity.Priority(word));
            var means = $"{Article(type)} {type} of priority {priority}";
            return word.Length == 0
                ? $"Its source gave no severity label. Without one an event is {means}: somebody should look, without haste."
                : $"Its source gave the label severity=\"{word}\", which stands for {means}.";
        }
    }

    private static string Article(EventType type) => type == EventType.Warning ? "a" : "an";

    private static string Ended(EarlierEvent earlier) => earlier switch
    {
        { State: EventState.Closed, Lesson.Length: > 0 } => $"closed: {earlier.ClosingNote} Lesson: {earlier.Lesson}",
        { State: EventState.Closed } => $"closed: {earlier.ClosingNote}",
        { State: EventState.Resolved } => $"resolved after {Spans.Duration(earlier.EndsAt - earlier.FirstSeenAt)}",
        _ => $"still open, {earlier.State}",
    };
}
