using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;

namespace OpsPortal.Features.Deliver.Deployments.Components.Handling;

/// <summary>One button.</summary>
/// <param name="Done">What is said when it was carried out.</param>
/// <param name="Run">Asks what has to be asked and acts; null when the person thinks better of it.</param>
internal sealed record DeploymentButton(string Name, string Done, Func<IDialogService, ActingSession, DeploymentNumber, Task<Outcome<Deployment>?>> Run)
{
    /// <summary>It is what is waited for.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>Which buttons make sense for a deployment as it stands, the most sensible first.</summary>
internal sealed class DeploymentHandling(DeploymentActs acts)
{
    public IEnumerable<DeploymentButton> For(Deployment deployment, Actor actor)
    {
        var (state, may) = (deployment.State, actor.May(Permissions.ChangesImplement));
        var halted = state is Paused or WaitingForPerson;
        if (may && deployment.Question?.Kind is QuestionKind.Gate or QuestionKind.Inconclusive) yield return Noted("Go on", "It goes on.", "Note", "Why is it right to go on?", acts.ProceedAsync) with { GoesOn = true };
        if (may && deployment.Question?.Kind is QuestionKind.Manual or QuestionKind.UnknownOutcome) yield return Noted("It was done", "Noted; it goes on.", "Evidence", "What did you see, or where can it be looked at?", acts.CompleteAsync) with { GoesOn = true };
        if (may && state == Paused) yield return new("Go on", "It goes on.", async (_, by, number) => await acts.ResumeAsync(by, number, CancellationToken.None)) { GoesOn = true };
        if (may && halted && deployment.Current is { } here && deployment.LastOf(here) is { State: Domain.Deliver.Deployments.Steps.StepState.Failed or Domain.Deliver.Deployments.Steps.StepState.TimedOut or Domain.Deliver.Deployments.Steps.StepState.Unknown })
            yield return new("Try again", "The step is tried once more.", async (_, by, number) => await acts.RetryAsync(by, number, CancellationToken.None));
        if (may && state is Running or RollingBack) yield return Noted("Pause", "Nothing new begins.", "Reason", "What is being waited for?", acts.PauseAsync);
        if (may && !(deployment.IsGoingBack && DeploymentLifecycle.IsUnderWay(state)) && DeploymentLifecycle.Allows(state, RollingBack) && deployment.WhyNotBack is null)
            yield return Noted("Roll back", "The earlier version is being brought back.", "Reason", "What is wrong with it? The version goes nowhere until somebody lifts its quarantine.", acts.RollBackAsync);
        if (actor.May(Permissions.DeploymentsSkip) && halted && deployment.Current is not null) yield return Noted("Leave step out", "The step is left out.", "Reason", "Why is it right to go on without it?", acts.SkipAsync);
        if (may && halted) yield return Noted("Give up", "It was given up.", "Reason", "It goes neither on nor back: how are things left?", acts.GiveUpAsync);
        if (may && DeploymentLifecycle.Allows(state, Aborted) && !deployment.IsGoingBack) yield return Noted("Abort", "It was stopped; everything is left as it is.", "Reason", "Everything is left as it is now. Why?", acts.AbortAsync);
        yield return Noted("Comment", "Noted.", "Note", "", acts.CommentAsync);
    }

    private static DeploymentButton Noted(string name, string done, string label, string hint, Func<ActingSession, DeploymentNumber, string, CancellationToken, Task<Outcome<Deployment>>> act) => new(name, done, async (dialogs, by, number) =>
    {
        if (await NoteDialog.AskAsync(dialogs, new(name, number.ToString(), label) { Hint = hint }) is not { } note) return null;
        var outcome = await act(by, number, note.Text, CancellationToken.None);
        if (outcome.Refusal is null) await note.Sent();
        return outcome;
    });
}
