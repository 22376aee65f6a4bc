using MudBlazor;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People.Components;

namespace OpsPortal.Features.Deliver.Releases.Components.Handling;

/// <summary>One button.</summary>
/// <param name="Done">What is said when it was carried out.</param>
/// <param name="Run">Asks what has to be asked and acts; null when the person thinks better of it.</param>
internal sealed record ReleaseButton(string Name, string Done, Func<IDialogService, ActingSession, ReleaseView, Task<Outcome<Release>?>> Run);

/// <summary>Which buttons make sense for a release as it stands.</summary>
internal sealed class ReleaseHandling(DecideOnRelease decide, ReplanRelease replan, CommentOnRelease comment)
{
    private ReleaseButton Go { get; } = Noted("Go", "It goes out.", "Why may it go out?", decide.GoAsync);

    private ReleaseButton NoGo { get; } = Noted("No go", "It does not go out as it is.", "What is missing?", decide.NoGoAsync);

    private ReleaseButton Publish { get; } = new("Release", "Released.", async (dialogs, by, view) =>
        await ConfirmDialog.AskAsync(dialogs, $"Release {view.Row.Number}?", Consequence(view), "Release") ? await decide.PublishAsync(by, view.Row.Number, CancellationToken.None) : null);

    private ReleaseButton Withdraw { get; } = Noted("Withdraw", "Withdrawn; what runs stays.", "Why is it taken away? Its audience loses it at once; a switch is turned off.", decide.WithdrawAsync);

    private ReleaseButton PlanAgain { get; } = Noted("Plan again", "It is being prepared again.", "What was repaired?", replan.PlanAgainAsync);

    private ReleaseButton Cancel { get; } = Noted("Call off", "Called off.", "Why does it not go out at all? It cannot be taken up again.", replan.CancelAsync);

    private ReleaseButton Comment { get; } = Noted("Comment", "Written.", "", comment.RunAsync, "Comment");

    /// <summary>The most sensible first.</summary>
    public IEnumerable<ReleaseButton> For(ReleaseView view, Actor actor)
    {
        var (state, write, decides) = (view.Row.State, actor.May(Permissions.ReleasesWrite), actor.May(Permissions.ReleasesDecide));
        if (decides && state == ReleaseState.Go) yield return Publish;
        if (decides && state == ReleaseState.Planned) yield return Go;
        if (decides && state is ReleaseState.Planned or ReleaseState.Go) yield return NoGo;
        if (decides && state == ReleaseState.Released) yield return Withdraw;
        if (write && state == ReleaseState.Withdrawn) yield return PlanAgain;
        yield return Comment;
        if (write && ReleaseLifecycle.Allows(state, ReleaseState.Cancelled)) yield return Cancel;
    }

    private static string Consequence(ReleaseView view) => view.Switch is { } feature
        ? $"{view.Row.Audience} have it from now on. The switch {feature.Key} becomes: {feature.Rule.TurnedOn().ToString().ToLowerInvariant()}."
        : $"{view.Row.Audience} have it from now on.";

    private static ReleaseButton Noted(string name, string done, string hint, Func<ActingSession, ReleaseNumber, string, CancellationToken, Task<Outcome<Release>>> act, string label = "Reason") => new(name, done, async (dialogs, by, view) =>
    {
        if (await NoteDialog.AskAsync(dialogs, new(name, view.Row.Number.ToString(), label) { Hint = hint }) is not { } note) return null;
        var outcome = await act(by, view.Row.Number, note.Text, CancellationToken.None);
        if (outcome.Refusal is null) await note.Sent();
        return outcome;
    });
}
