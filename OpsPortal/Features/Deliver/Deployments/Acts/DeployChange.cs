using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>Begins an approved change and its deployment together: every gate is judged at that moment, and both begin or neither does.</summary>
internal sealed class DeployChange(ChangeDesk changes, StartChange start, DeploymentDesk desk, StartRules rules)
{
    /// <param name="isHotfix">It goes the shorter way to production.</param>
    /// <remarks>Refused as <see cref="MayStart"/> and <see cref="StartRules"/> say; a change that somebody else has begun is not deployed by another.</remarks>
    public async Task<Outcome<Deployment>> RunAsync(ActingSession by, ChangeNumber number, bool isHotfix, CancellationToken stopping)
    {
        Deployment? made = null;
        var outcome = await changes.RunAsync(by.Actor, Permissions.ChangesImplement, number, StartChange.Act, async (db, change, now) =>
        {
            made = null;
            if (await BeginAsync(db, change, by, now, stopping) is { } why) return why;
            var process = await ProcessDesk.OfAsync(db, change.Plan, stopping);
            if (process is not null && await ChangeCases.RoundAsync(db, number.ToString(), change.Round, stopping) is { } round && process.ChangedAt > round.RequestedAt) return ProcessYounger(process);
            var recipe = process?.Content.Recipe ?? DeploymentRecipe.ByHand(change.Plan, new DeploymentModel.AllAtOnce());
            var deployment = Deployment.Make(new(await Numbers.NextAsync(db, "DEP", stopping)), change, recipe, by.Party, now, isHotfix);
            if (deployment is not Outcome<Deployment>.Done(var done)) return deployment.Refusal;
            if (await rules.RefuseAsync(db, done, process is not null, by.Party, stopping) is { } refused) return refused;
            if (done.Start(by.Party, now).Refusal is { } notStarted) return notStarted;
            db.Add(done);
            if (process is not null) db.Add(new ProcessInForce { Deployment = done.Number, Content = process.Content });
            await desk.KeepAsync(db, done, now, stopping);
            made = done;
            return null;
        }, stopping);
        if (outcome.Refusal is { } no) return no;
        desk.Told([made!]);
        return made!;
    }

    /// <summary>An approved change begins by its permit. One that has begun goes on only in the hands of whoever began it.</summary>
    private async Task<Refusal?> BeginAsync(OpsDb db, Change change, ActingSession by, DateTimeOffset now, CancellationToken stopping)
    {
        if (change.State == ChangeState.Implementing)
            return change.Participants.Any(one => one.Part == Part.Trigger && one.Party.Person == by.Party.Person && one.Party.Owner == by.Party.Owner && one.Party.Account == by.Party.Account) ? null : OtherBegan(change);
        var decided = await start.JudgeAsync(db, change, null, by, now, stopping);
        return decided is Outcome<ExecutionPermit>.Done(var permit) ? change.Start(permit).Refusal : decided.Refusal;
    }

    private static Refusal OtherBegan(Change change) => new("deployment.other-began", $"{change.StartedBy} has begun {change.Number}; whoever began it deploys it.");

    private static Refusal ProcessYounger(DeploymentProcess process) => new("deployment.process-changed",
        $"{process.ChangedBy} changed how {process.Service} is deployed after approval was asked for. Ask for approval again, so that what is done is what was approved.");
}
