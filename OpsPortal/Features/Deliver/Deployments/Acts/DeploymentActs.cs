using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>What people do with a deployment under way.</summary>
internal sealed class DeploymentActs(DeploymentDesk desk)
{
    /// <remarks>Every act is refused without <see cref="Permissions.ChangesImplement"/> (leaving out: <see cref="Permissions.DeploymentsSkip"/>), and as the act of the same name of <see cref="Deployment"/>.</remarks>
    public Task<Outcome<Deployment>> PauseAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.paused", (deployment, now) => deployment.Pause(reason, by.Party, now), stopping);

    public Task<Outcome<Deployment>> ResumeAsync(ActingSession by, DeploymentNumber number, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.resumed", (deployment, now) => deployment.Resume(by.Party, now), stopping);

    public Task<Outcome<Deployment>> RetryAsync(ActingSession by, DeploymentNumber number, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.retried", (deployment, now) => deployment.Retry(by.Party, now), stopping);

    public Task<Outcome<Deployment>> SkipAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.DeploymentsSkip, number, "deployment.step-skipped", (_, deployment, now) => Task.FromResult(deployment.Skip(reason, by.Party, now).Refusal), stopping);

    public Task<Outcome<Deployment>> ProceedAsync(ActingSession by, DeploymentNumber number, string note, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.proceeded", (deployment, now) => deployment.Proceed(note, by.Party, now), stopping);

    public Task<Outcome<Deployment>> CompleteAsync(ActingSession by, DeploymentNumber number, string evidence, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.step-shown", (deployment, now) => deployment.Complete(evidence, by.Party, now), stopping);

    public Task<Outcome<Deployment>> AbortAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.aborted", (deployment, now) => deployment.Abort(reason, by.Party, now), stopping);

    public Task<Outcome<Deployment>> GiveUpAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        RunAsync(by, number, "deployment.given-up", (deployment, now) => deployment.GiveUp(reason, by.Party, now), stopping);

    public Task<Outcome<Deployment>> CommentAsync(ActingSession by, DeploymentNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesRead, number, "deployment.commented", (_, deployment, now) => Task.FromResult(deployment.Comment(text, by.Party, now).Refusal), stopping);

    /// <remarks>After its end also refused where another deployment holds the lock, or something newer is there already.</remarks>
    public Task<Outcome<Deployment>> RollBackAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesImplement, number, "deployment.rolled-back", async (db, deployment, now) =>
            (DeploymentLifecycle.HasEnded(deployment.State) ? await StartRules.LockAsync(db, deployment, stopping) : null) ?? deployment.RollBack(reason, by.Party, now).Refusal, stopping);

    private Task<Outcome<Deployment>> RunAsync(ActingSession by, DeploymentNumber number, string act, Func<Deployment, DateTimeOffset, Outcome<Deployment>> decide, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesImplement, number, act, (_, deployment, now) => Task.FromResult(decide(deployment, now).Refusal), stopping);
}
