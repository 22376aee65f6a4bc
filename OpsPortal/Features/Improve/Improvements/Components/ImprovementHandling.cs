using MudBlazor;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Improve.Improvements.Acts;

namespace OpsPortal.Features.Improve.Improvements.Components;

/// <summary>One button.</summary>
/// <param name="Done">What is said when it was carried out.</param>
/// <param name="Run">Asks what has to be asked and acts; null when the person thinks better of it.</param>
internal sealed record ImprovementButton(string Name, string Done, Func<IDialogService, Actor, Improvement, Task<Outcome<Improvement>?>> Run);

/// <summary>Which buttons make sense for an improvement as it stands.</summary>
internal sealed class ImprovementHandling(WorkOnImprovement work, CommentOnImprovement comment)
{
    private ImprovementButton TakeOn { get; } = new("Take on", "It is yours.", async (_, by, one) => await work.TakeOnAsync(by, one.Number, CancellationToken.None));

    private ImprovementButton TakeOver { get; } = new("Take over", "It is yours.", async (_, by, one) => await work.TakeOnAsync(by, one.Number, CancellationToken.None));

    private ImprovementButton Start { get; } = new("Start", "Started.", async (_, by, one) => await work.StartAsync(by, one.Number, CancellationToken.None));

    private ImprovementButton Finish { get; } = Noted("Done", "Done.", new("Done", "", "Note") { Optional = true, Hint = "What was done?" }, work.FinishAsync);

    private ImprovementButton Dismiss { get; } = Noted("Dismiss", "Dismissed.", new("Dismiss", "", "Reason") { Hint = "Why is it not done?" }, work.DismissAsync);

    private ImprovementButton Reopen { get; } = Noted("Reopen", "It is open again.", new("Reopen", "", "Reason") { Hint = "What has changed?" }, work.ReopenAsync);

    private ImprovementButton Comment { get; } = Noted("Comment", "Written.", new("Comment", "", "Comment"), comment.RunAsync);

    /// <summary>The most sensible first.</summary>
    public IEnumerable<ImprovementButton> For(Improvement one, Actor actor)
    {
        if (actor.May(Permissions.ImprovementsWrite))
        {
            if (one.State == ImprovementState.Proposed) yield return TakeOn;
            if (one.State == ImprovementState.TakenOn) yield return Start;
            if (one.State is ImprovementState.InProgress or ImprovementState.TakenOn) yield return Finish;
            if (one.State is ImprovementState.InProgress or ImprovementState.TakenOn && one.Owner != actor.Person) yield return TakeOver;
            if (one.IsOpen) yield return Dismiss;
            else yield return Reopen;
        }

        yield return Comment;
    }

    private static ImprovementButton Noted(string name, string done, NoteAsked asked, Func<Actor, ImprovementNumber, string, CancellationToken, Task<Outcome<Improvement>>> act) => new(name, done, async (dialogs, by, one) =>
    {
        if (await NoteDialog.AskAsync(dialogs, asked with { On = one.Number.ToString() }) is not { } note) return null;
        var outcome = await act(by, one.Number, note.Text, CancellationToken.None);
        if (outcome.Refusal is null) await note.Sent();
        return outcome;
    });
}
