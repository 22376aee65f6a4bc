using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Begins a change, if everything that is known at that moment allows it.</summary>
internal sealed class StartChange(ChangeDesk desk, ChangeCases cases)
{
    public const string Act = "change.started";

    /// <param name="intent">What the run is about to do, as it says itself; null: what the plan says.</param>
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, ExecutionIntent? intent, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesImplement, number, Act, async (db, change, now) =>
        {
            var decided = await JudgeAsync(db, change, intent, by, now, stopping);
            return decided is Outcome<ExecutionPermit>.Done(var permit) ? change.Start(permit).Refusal : decided.Refusal;
        }, stopping);

    /// <summary>The permit that would be given now, or why there is none. Changes nothing.</summary>
    public async Task<Outcome<ExecutionPermit>> JudgeAsync(OpsDb db, Change change, ExecutionIntent? intent, ActingSession by, DateTimeOffset now, CancellationToken stopping)
    {
        var at = await cases.ReadAsync(db, change, now, stopping);
        if (at.Policy is not Outcome<PolicyRevision>.Done(var policy)) return at.Policy.Refusal ?? PolicyRefusals.BookEmpty();
        var subject = change.Number.ToString();
        var glasses = await db.Set<BreakGlass>().Where(glass => glass.Change == subject && glass.UsedAt == null).ToListAsync(stopping);
        var decided = MayStart.Decide(new()
        {
            Change = change,
            Policy = policy,
            Round = at.Round,
            Intent = intent ?? new(change.Plan.Environment, change.Plan.Components),
            Executor = by,
            Who = at.Who,
            Freezes = await db.Set<Freeze>().AsNoTracking().Where(freeze => freeze.StartsAt <= now && freeze.EndsAt > now && freeze.LiftedAt == null).ToListAsync(stopping),
            Overrides = await db.Set<FreezeOverride>().AsNoTracking().Where(given => given.Change == subject && given.ExpiresAt > now).ToListAsync(stopping),
            BreakGlass = change.State == ChangeState.Approved ? null : glasses.Where(glass => glass.ExpiresAt > now).MaxBy(glass => glass.DeclaredAt),
        }, now);

        // Break-glass is for when something is not as it should be.
        return decided is Outcome<ExecutionPermit>.Done(var permit) && permit.BreakGlass is null && (at.Ready.NotMet ?? at.Rehearsal.Why) is { } notReady ? notReady : decided;
    }
}

/// <summary>Says that a change was carried out and stays.</summary>
internal sealed class FinishChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string note, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesImplement, number, "change.implemented", (_, change, now) => Task.FromResult(change.Finish(note, by.Party, now).Refusal), stopping);
}

/// <summary>Says that a change was taken back.</summary>
internal sealed class BackOutChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesImplement, number, "change.backed-out", (_, change, now) => Task.FromResult(change.BackOut(reason, by.Party, now).Refusal), stopping);
}

/// <summary>Closes a change with what was learned.</summary>
internal sealed class CloseChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string review, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.closed", (_, change, now) => Task.FromResult(change.Close(review, by.Party, now).Refusal), stopping);
}
