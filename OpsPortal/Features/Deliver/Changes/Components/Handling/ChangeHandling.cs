using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Duties.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People.StepUps.Prompt;

namespace OpsPortal.Features.Deliver.Changes.Components.Handling;

/// <summary>One button.</summary>
/// <param name="Done">What is said when it was carried out.</param>
/// <param name="Run">Asks what has to be asked and acts; null when the person thinks better of it.</param>
internal sealed record ChangeButton(string Name, string Done, Func<IDialogService, ActingSession, ChangeNumber, Task<Outcome<Change>?>> Run);

/// <summary>Planning a change and carrying it out.</summary>
internal sealed class RunningChanges(SubmitChange submit, StartChange start, FinishChange finish, BackOutChange back, CloseChange close)
{
    public ChangeButton Submit { get; } = new("Submit", "Those who may approve it are asked.", async (_, by, number) => await submit.RunAsync(by, number, CancellationToken.None));

    public ChangeButton Start { get; } = new("Begin", "It has begun.", async (_, by, number) => await start.RunAsync(by, number, null, CancellationToken.None));

    public ChangeButton Finish { get; } = new("Carried out", "It was carried out.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Carried out", number.ToString(), "Note") { Optional = true, Hint = "How did it go?" }, note => finish.RunAsync(by, number, note, CancellationToken.None)));

    public ChangeButton BackOut { get; } = new("Backed out", "It was taken back.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Backed out", number.ToString(), "Reason") { Hint = "What made you take it back?" }, note => back.RunAsync(by, number, note, CancellationToken.None)));

    public ChangeButton Close { get; } = new("Close", "Closed.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Close", number.ToString(), "Review") { Hint = "Did it do what it was to do? What is to be learned?" }, note => close.RunAsync(by, number, note, CancellationToken.None)));
}

/// <summary>What concerns asking: answers, and ends.</summary>
internal sealed class AskingForChanges(DecideOnChange decide, WithdrawChange withdraw, BreakTheGlass glass)
{
    public ChangeButton Answer { get; } = new("Answer", "Answered.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Answer", number.ToString(), "Answer"), note => decide.AnswerAsync(by, number, note, CancellationToken.None)));

    public ChangeButton Stop { get; } = new("Ask no more", "Nobody is asked any more; it is a draft again.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Ask no more", number.ToString(), "Reason"), note => decide.StopAskingAsync(by, number, note, CancellationToken.None)));

    public ChangeButton Withdraw { get; } = new("Call off", "Called off.", (dialogs, by, number) => Noted.AskAsync(dialogs, new("Call off", number.ToString(), "Reason"), note => withdraw.RunAsync(by, number, note, CancellationToken.None)));

    public ChangeButton Declare { get; } = new("Break glass", "Declared; a second person has to confirm it.", async (dialogs, by, number) =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("Break glass", number.ToString(), "Reason") { Hint = "Why can it not wait for its approvals? Everybody who is passed over is told at once." }) is not { } note) return null;
        if (await StepUpPrompt.AskAsync(dialogs, $"Break-glass for {number}") is not { } stepUp) return null;
        return await glass.DeclareAsync(by, stepUp, number, note.Text, CancellationToken.None);
    });

    public ChangeButton Confirm { get; } = new("Confirm break-glass", "Confirmed; it may begin.", async (dialogs, by, number) =>
        await StepUpPrompt.AskAsync(dialogs, $"Confirm that {number} goes without its approvals") is { } stepUp ? await glass.ConfirmAsync(by, stepUp, number, CancellationToken.None) : null);

    public ChangeButton Review { get; } = new("Review break-glass", "Reviewed.", async (dialogs, by, number) =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("Review break-glass", number.ToString(), "Review") { Hint = "Was it right to go without approvals? What is to be changed?" }) is not { } note) return null;
        if (await StepUpPrompt.AskAsync(dialogs, $"Review of break-glass for {number}") is not { } stepUp) return null;
        return await glass.ReviewAsync(by, stepUp, number, note.Text, CancellationToken.None);
    });
}

/// <summary>Which buttons make sense for a change as it stands.</summary>
internal sealed class ChangeHandling(RunningChanges running, AskingForChanges asking)
{
    /// <summary>The most sensible first.</summary>
    public IEnumerable<ChangeButton> For(ChangeView view, Actor actor)
    {
        var (state, write, implement) = (view.Row.State, actor.May(Permissions.ChangesWrite), actor.May(Permissions.ChangesImplement));
        var glass = view.BreakGlasses.FirstOrDefault();
        if (write && view.Standing?.State == ApprovalState.AskedBack) yield return asking.Answer;
        if (write && state == ChangeState.Draft) yield return running.Submit;
        if (implement && (state == ChangeState.Approved || (state is ChangeState.Draft or ChangeState.AwaitingApproval && glass is { ConfirmedAt: not null, UsedAt: null } && glass.ExpiresAt > view.Case.At))) yield return running.Start;
        if (implement && state == ChangeState.Implementing) yield return running.Finish;
        if (write && state is ChangeState.Implemented or ChangeState.BackedOut) yield return running.Close;
        if (implement && state is ChangeState.Implementing or ChangeState.Implemented) yield return running.BackOut;
        if (write && state == ChangeState.AwaitingApproval) yield return asking.Stop;
        if (actor.May(Permissions.ChangesBreakGlass) && view.Row.Kind == Domain.Deliver.Changes.ChangeKind.Emergency && state is ChangeState.Draft or ChangeState.AwaitingApproval)
            yield return glass is { ConfirmedAt: null, UsedAt: null } && glass.ExpiresAt > view.Case.At ? asking.Confirm : asking.Declare;
        if (glass is { UsedAt: not null, ReviewedAt: null }) yield return asking.Review;
        if (write && state is ChangeState.Draft or ChangeState.AwaitingApproval or ChangeState.Approved or ChangeState.Rejected) yield return asking.Withdraw;
    }
}

file static class Noted
{
    /// <summary>Asks for a note, acts, and forgets the draft once it has arrived.</summary>
    public static async Task<Outcome<Change>?> AskAsync(IDialogService dialogs, NoteAsked asked, Func<string, Task<Outcome<Change>>> act)
    {
        if (await NoteDialog.AskAsync(dialogs, asked) is not { } note) return null;
        var outcome = await act(note.Text);
        if (outcome.Refusal is null) await note.Sent();
        return outcome;
    }
}
