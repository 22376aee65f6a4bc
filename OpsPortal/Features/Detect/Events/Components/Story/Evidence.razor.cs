using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Events.Components.Story;

/// <summary>Everything known about an event: why it stands as it does, its labels, what its source tells, and when it was here before.</summary>
public sealed partial class Evidence : ComponentBase
{
    [Parameter, EditorRequired] public EventStory Story { get; set; } = default!;

    private EventView View => Story.View;

    private string? Runbook => View.Annotations["runbook_url"] is { Length: > 0 } url ? url : null;

    /// <summary>Null where the source gave no address that may be followed.</summary>
    private string? Origin => SafeLink.From(View.GeneratorUrl);

    private string Reason
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
