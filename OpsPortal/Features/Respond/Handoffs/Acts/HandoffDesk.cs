using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>A handoff with its items, as it was loaded for an act.</summary>
internal sealed record LoadedHandoff(OpsDb Db, Handoff Handoff, List<HandoffItem> Items, DateTimeOffset Now)
{
    /// <summary>Refused where it is none of this handoff.</summary>
    public Outcome<HandoffItem> Item(Guid id) => Items.Find(item => item.Id == id) is { } found ? found : Refusals.NotFound("That item");
}

/// <summary>
/// What every act on a handoff has in common: the right is checked, the handoff loaded with its items, the domain asked, the answer saved with its
/// audit entry in one transaction, and everyone who looks is told.
/// </summary>
internal sealed class HandoffDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="by">Needs <see cref="Permissions.IncidentsWork"/>.</param>
    /// <param name="version">The version the actor saw; refused where the handoff has changed since. Null: whatever it is now.</param>
    /// <param name="act">The name in the audit trail, as <c>handoff.signed</c>.</param>
    public async Task<Outcome<Handoff>> RunAsync(Actor by, HandoffNumber number, int? version, string act, Func<LoadedHandoff, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.IncidentsWork)) return Refusals.Forbidden(Permissions.IncidentsWork);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<Handoff>().SingleOrDefaultAsync(handoff => handoff.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (version is { } seen && found.Version != seen) return HandoffRefusals.ChangedMeanwhile("Somebody");
        var (now, before) = (Now, Facts(found));
        var items = await db.Set<HandoffItem>().Where(item => item.Handoff == number).ToListAsync(stopping);
        if (await decide(new(db, found, items, now)) is { } why) return why;
        db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return HandoffRefusals.ChangedMeanwhile("Somebody");
        }

        Told();
        return found;
    }

    public void Told()
    {
        feed.Publish(ChangeKind.Handoffs);
        feed.Publish(ChangeKind.Events);
        feed.Publish(ChangeKind.Incidents);
        feed.Publish(ChangeKind.Audit);
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(Handoff handoff) => new { handoff.Subject, handoff.State, Giver = handoff.GiverName, Taker = handoff.TakerName, handoff.SignedAt, handoff.AcceptedAt, handoff.Seal };
}
