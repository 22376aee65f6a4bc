using System.Collections.Concurrent;
using System.Globalization;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;
using static OpsPortal.Features.Detect.Events.Components.Queue.QueueActs;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>How the handling of an event ends.</summary>
public sealed class Ending(ResolveEvent resolve, CloseEvent close, ReopenEvent reopen, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<EventRow>?> ResolveAsync(IReadOnlyList<EventRow> rows)
    {
        var members = rows.Sum(row => row.Members);
        var ask = new NoteAsked("Resolve", EventWords.Name(rows), "Note")
        {
            Optional = true,
            Hint = "What was done? May be left empty.",
            Option = members > 0 ? string.Create(CultureInfo.InvariantCulture, $"Also the {members:N0} {(members == 1 ? "event" : "events")} behind {(rows.Count == 1 ? "it" : "them")}; without this the next of them takes the row") : null,
        };
        if (await NoteDialog.AskAsync(dialogs, ask) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        var behind = new ConcurrentDictionary<EventNumber, List<EventNumber>>();
        return new("Resolved",
            (row, stopping) => RefusalAsync(note.Chosen && row.Members > 0
                ? resolve.WithThoseBehindAsync(actor, row.Number, note.Text, behind.GetOrAdd(row.Number, _ => []), stopping, row.Version)
                : resolve.RunAsync(actor, row.Number, note.Text, stopping, row.Version)),
            (row, stopping) => ReopenAsync(actor, row.Number, behind.GetValueOrDefault(row.Number) ?? [], stopping))
        { After = note.Sent };
    }

    private async Task<Refusal?> ReopenAsync(Actor actor, EventNumber number, IReadOnlyList<EventNumber> behind, CancellationToken stopping)
    {
        const string Why = "Resolved by mistake";
        if ((await reopen.RunAsync(actor, number, Why, stopping)).Refusal is { } no) return no;
        foreach (var member in behind) await reopen.RunAsync(actor, member, Why, stopping);
        return null;
    }

    public async Task<ActPlan<EventRow>?> CloseAsync(IReadOnlyList<EventRow> rows)
    {
        var needsLesson = rows.Any(row => row.Priority <= Priority.P2);
        var ask = new NoteAsked("Close", EventWords.Name(rows), "Closing note") { Lesson = needsLesson ? "Lesson learned" : null, Hint = "An event is resolved before it is closed." };
        if (await NoteDialog.AskAsync(dialogs, ask) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Closed",
            (row, stopping) => RefusalAsync(close.RunAsync(actor, row.Number, note.Text, note.Lesson, stopping, row.Version)),
            (row, stopping) => RefusalAsync(reopen.RunAsync(actor, row.Number, "Closed by mistake", stopping)))
        { After = note.Sent };
    }

    public async Task<ActPlan<EventRow>?> ReopenAsync(IReadOnlyList<EventRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Reopen", EventWords.Name(rows), "Reason")) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Reopened", (row, stopping) => RefusalAsync(reopen.RunAsync(actor, row.Number, note.Text, stopping, row.Version))) { After = note.Sent };
    }
}
