using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;
using static OpsPortal.Features.Detect.Events.Components.Queue.QueueActs;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>What is said about an event: a comment, a call for more hands, or that it was worth somebody's time.</summary>
public sealed class Speaking(EscalateEvent escalate, CommentOnEvent comment, JudgeEvent judge, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<EventRow>?> EscalateAsync(IReadOnlyList<EventRow> rows)
    {
        var ask = new NoteAsked("Escalate", EventWords.Name(rows), "Reason") { Hint = "Who should come, and why now?" };
        if (await NoteDialog.AskAsync(dialogs, ask) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Escalated", (row, stopping) => RefusalAsync(escalate.RunAsync(actor, row.Number, note.Text, stopping, row.Version))) { After = note.Sent };
    }

    public async Task<ActPlan<EventRow>?> ActionableAsync(IReadOnlyList<EventRow> rows) => await JudgeAsync(Usefulness.Actionable);

    public async Task<ActPlan<EventRow>?> NoiseAsync(IReadOnlyList<EventRow> rows) => await JudgeAsync(Usefulness.Noise);

    public async Task<ActPlan<EventRow>?> CommentAsync(IReadOnlyList<EventRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Comment", EventWords.Name(rows), "Comment")) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Commented on", (row, stopping) => RefusalAsync(comment.RunAsync(actor, row.Number, note.Text, stopping))) { After = note.Sent };
    }

    private async Task<ActPlan<EventRow>> JudgeAsync(Usefulness usefulness)
    {
        var actor = await viewer.ActorAsync();
        return new($"Marked as {usefulness.ToString().ToLowerInvariant()}:",
            (row, stopping) => RefusalAsync(judge.RunAsync(actor, row.Number, usefulness, stopping)),
            (row, stopping) => RefusalAsync(judge.RunAsync(actor, row.Number, null, stopping)));
    }
}
