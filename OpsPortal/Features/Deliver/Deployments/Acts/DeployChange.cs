using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>Begins an approved change and its deployment together: every gate is judged at that moment, and both begin or neither does.</summary>
internal sealed class DeployChange(ChangeDesk changes, StartChange start, DeploymentDesk desk, StartRules rules, TrafficControllers traffic)
{
    /// <param name="isHotfix">It goes the shorter way to production.</param>
    /// <remarks>Refused as <see cref="MayStart"/> and <see cref="StartRules"/> say, and where the traffic is not known to be all on one side; a change that somebody else has begun is not deployed by another.</remarks>
    public async Task<Outcome<Deployment>> RunAsync(ActingSession by, ChangeNumber number, bool isHotfix, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ChangesImplement)) return Refusals.Forbidden(Permissions.ChangesImplement);
        var facing = await FacingAsync(number, stopping);
        if (facing is not Outcome<Facing>.Done(var sides)) return facing.Refusal!;
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
            if (process is not null) db.Add(new ProcessInForce { Deployment = done.Number, Content = process.Content with { Traffic = process.Content.Traffic?.Facing(sides.NewShare) } });
            if (process?.Content.Announces == true) db.Add(new AnnouncedDeployment { Deployment = done.Number });
            await desk.KeepAsync(db, done, now, stopping);
            made = done;
            return null;
        }, stopping);
        if (outcome.Refusal is { } no) return no;
        desk.Told([made!]);
        return made!;
    }

    /// <summary>Which side serves now. Asked before anything is begun, and outside of any transaction.</summary>
    private async Task<Outcome<Facing>> FacingAsync(ChangeNumber number, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change) return Refusals.NotFound(number.ToString());
        if ((await ProcessDesk.OfAsync(db, change.Plan, stopping))?.Content is not { Traffic: { } route, Recipe.Model.Switches: true }) return new Facing(0);
        var read = await traffic.ReadAsync(new(change.Plan.Components[0].Service.Value, change.Plan.Environment, route.Controller, route.Settings), stopping);
        if (read is not Outcome<TrafficReading>.Done(var now)) return new Refusal("deployment.traffic-unknown", $"Nobody can say where the traffic is: {read.Refusal!.Message}");
        var share = now.PercentOf(route.New);
        return share is <= TrafficReading.Tolerance or >= 100 - TrafficReading.Tolerance ? new Facing(share) : new Refusal("deployment.traffic-split", $"The traffic is split: {now}. Bring it to one side first.");
    }

    private sealed record Facing(double NewShare);

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
