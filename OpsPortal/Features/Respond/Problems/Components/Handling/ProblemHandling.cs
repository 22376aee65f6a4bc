using MudBlazor;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Handling;

/// <summary>How a proposed problem is decided.</summary>
internal sealed class DecidingProblems(ConfirmProblem confirm, DismissProblem dismiss, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<ProblemRow>?> ConfirmAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Confirm", ProblemWords.Name(rows), "Note") { Optional = true, Hint = "What should be found out? May be left empty." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Confirmed", async (row, stopping) => (await confirm.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }

    public async Task<ActPlan<ProblemRow>?> DismissAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Dismiss", ProblemWords.Name(rows), "Reason") { Hint = "It is proposed again only if it comes clearly more often." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Dismissed", async (row, stopping) => (await dismiss.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }
}

/// <summary>How a problem goes on while its cause is looked for.</summary>
internal sealed class WorkingProblems(AssignProblem assign, ReprioritiseProblem reprioritise, ProblemDesk desk, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<ProblemRow>?> AssignAsync(IReadOnlyList<ProblemRow> rows)
    {
        var actor = await viewer.ActorAsync();
        if (await AssignDialog.AskAsync(dialogs, ProblemWords.Name(rows), await desk.CandidatesAsync(CancellationToken.None), actor.Person) is not { } to) return null;
        return new($"Assigned to {to.Name}:",
            async (row, stopping) => (await assign.ToPersonAsync(actor, row.Number, to.Id, stopping, row.Version)).Refusal,
            async (row, stopping) => (await assign.ToPersonAsync(actor, row.Number, row.Owner, stopping)).Refusal);
    }

    public async Task<ActPlan<ProblemRow>?> ReprioritiseAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await PriorityDialog.AskAsync(dialogs, ProblemWords.Name(rows), rows is [var one] ? one.Priority : null) is not { } chosen) return null;
        var actor = await viewer.ActorAsync();
        return new($"Set to {chosen.Priority}:",
            async (row, stopping) => (await reprioritise.RunAsync(actor, row.Number, chosen.Priority, chosen.Reason, stopping, row.Version)).Refusal,
            async (row, stopping) => (await reprioritise.RunAsync(actor, row.Number, row.Priority, "Set by mistake", stopping)).Refusal);
    }
}

/// <summary>How a problem becomes a known error, and ceases to be one.</summary>
internal sealed class KnowingErrors(DeclareKnownError declare, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<ProblemRow>?> DeclareAsync(IReadOnlyList<ProblemRow> rows)
    {
        var actor = await viewer.ActorAsync();
        return new("Declared a known error:",
            async (row, stopping) => (await declare.RunAsync(actor, row.Number, stopping, row.Version)).Refusal,
            async (row, stopping) => (await declare.WithdrawAsync(actor, row.Number, "Declared by mistake", stopping)).Refusal);
    }

    public async Task<ActPlan<ProblemRow>?> WithdrawAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Not known", ProblemWords.Name(rows), "Reason") { Hint = "What was wrong, the cause or the workaround?" }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Looked into again:", async (row, stopping) => (await declare.WithdrawAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }
}

/// <summary>How a problem ends, and begins again.</summary>
internal sealed class EndingProblems(ResolveProblem resolve, CloseProblem close, ReopenProblem reopen, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<ProblemRow>?> ResolveAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Resolve", ProblemWords.Name(rows), "Note") { Optional = true, Hint = "The fix is in place; whether it holds is counted from then on." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Resolved", async (row, stopping) => (await resolve.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }

    public async Task<ActPlan<ProblemRow>?> CloseAsync(IReadOnlyList<ProblemRow> rows)
    {
        var shown = rows.All(row => row.Verdict == FixVerdict.Stopped);
        if (await NoteDialog.AskAsync(dialogs, new("Close", ProblemWords.Name(rows), "Note") { Optional = shown, Hint = shown ? "May be left empty: it has been shown that it stopped." : "It has not been shown that it stopped. Why is it closed all the same?" }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Closed", async (row, stopping) => (await close.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }

    public async Task<ActPlan<ProblemRow>?> ReopenAsync(IReadOnlyList<ProblemRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Reopen", ProblemWords.Name(rows), "Reason")) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Reopened", async (row, stopping) => (await reopen.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }
}

/// <summary>What can be done to problems, in a list and on the page of one.</summary>
internal sealed class ProblemActs(DecidingProblems deciding, WorkingProblems working, KnowingErrors knowing, EndingProblems ending)
{
    /// <summary>In the order of the buttons of the list.</summary>
    public IReadOnlyList<ListAct<ProblemRow>> OfList { get; } =
    [
        new("Confirm", "c", deciding.ConfirmAsync), new("Dismiss", "d", deciding.DismissAsync), new("Assign", "o", working.AssignAsync), new("Resolve", "r", ending.ResolveAsync), new("Close", "", ending.CloseAsync), new("Priority", "p", working.ReprioritiseAsync),
    ];

    /// <summary>What makes sense for one as it stands, in the order of the buttons.</summary>
    public IEnumerable<ListAct<ProblemRow>> For(ProblemView view)
    {
        var state = view.Row.State;
        if (state == ProblemState.Proposed) yield return new("Confirm", "c", deciding.ConfirmAsync);
        if (state is ProblemState.Proposed or ProblemState.Confirmed) yield return new("Dismiss", "d", deciding.DismissAsync);
        if (state == ProblemState.Confirmed) yield return new("Known error", "k", knowing.DeclareAsync) { Asks = false };
        if (state is ProblemState.Confirmed or ProblemState.KnownError) yield return new("Resolve", "r", ending.ResolveAsync);
        if (state == ProblemState.KnownError) yield return new("Not known", "", knowing.WithdrawAsync);
        if (state == ProblemState.Resolved) yield return new("Close", "", ending.CloseAsync);
        if (view.Problem.IsOpen)
        {
            yield return new("Assign", "o", working.AssignAsync);
            yield return new("Priority", "p", working.ReprioritiseAsync);
        }

        if (state is ProblemState.Resolved or ProblemState.Closed or ProblemState.Dismissed) yield return new("Reopen", "", ending.ReopenAsync);
    }
}
