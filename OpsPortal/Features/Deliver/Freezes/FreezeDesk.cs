using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Freezes;

/// <summary>Sets, moves and lifts freezes.</summary>
internal sealed class FreezeDesk(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Most freezes that are not over.</summary>
    public const int Most = 1000;

    /// <remarks>Refused without <see cref="Permissions.FreezesWrite"/>, for a service that is not known, beyond <see cref="Most"/>, and as <see cref="FreezeDraft.Check"/>.</remarks>
    public async Task<Outcome<Freeze>> SetAsync(Actor by, FreezeDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.FreezesWrite)) return Refusals.Forbidden(Permissions.FreezesWrite);
        if (draft.Services.FirstOrDefault(key => catalogue.Current.Find(key) is null) is { Value: not null } unknown) return FreezeRefusals.UnknownService(unknown);
        var now = clock.GetUtcNow();
        var outcome = Freeze.Create(draft, by, now);
        if (outcome is not Outcome<Freeze>.Done(var freeze)) return outcome;
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Freeze>().CountAsync(other => other.EndsAt > now && other.LiftedAt == null, stopping) >= Most) return FreezeRefusals.TooMany(Most);
        db.Add(freeze);
        db.Record(new Act(by, now, "freeze.set", $"freeze {freeze.Id}", null, Facts(freeze)));
        await db.SaveChangesAsync(stopping);
        Told();
        return freeze;
    }

    /// <remarks>Refused without <see cref="Permissions.FreezesWrite"/>, and as <see cref="FreezeEnding"/> and <see cref="Freeze.Lift"/>.</remarks>
    public Task<Outcome<Freeze>> LiftAsync(Actor by, Guid id, CancellationToken stopping) => ActAsync(by, id, "freeze.lifted", _ => true, (freeze, now) => freeze.Lift(by, now), stopping);

    /// <remarks>Refused without <see cref="Permissions.FreezesWrite"/>, as <see cref="Freeze.Move"/>, and where it would begin later or end earlier as <see cref="FreezeEnding"/>.</remarks>
    public Task<Outcome<Freeze>> MoveAsync(Actor by, Guid id, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        ActAsync(by, id, "freeze.moved", freeze => start > freeze.StartsAt || end < freeze.EndsAt, (freeze, now) => freeze.Move(start, end, now), stopping);

    /// <summary>Those that overlap a range, by start. Lifted ones are among them where they are asked for.</summary>
    public async Task<IReadOnlyList<Freeze>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, bool withLifted, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Freeze>().AsNoTracking().Where(freeze => freeze.StartsAt < to && freeze.EndsAt > from && (withLifted || freeze.LiftedAt == null)).OrderBy(freeze => freeze.StartsAt).ToListAsync(stopping);
    }

    /// <summary>Whether a service is known to the catalogue.</summary>
    public IReadOnlyList<ServiceKey> Services => [.. catalogue.Current.Services.Select(entry => entry.Key)];

    /// <param name="frees">Whether the act frees a time that is frozen now.</param>
    private async Task<Outcome<Freeze>> ActAsync(Actor by, Guid id, string act, Func<Freeze, bool> frees, Func<Freeze, DateTimeOffset, Outcome<Freeze>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.FreezesWrite)) return Refusals.Forbidden(Permissions.FreezesWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Freeze>().SingleOrDefaultAsync(freeze => freeze.Id == id, stopping) is not { } found) return Refusals.NotFound("The freeze");
        var (before, now) = (Facts(found), clock.GetUtcNow());
        if (frees(found) && await HeldChanges.RefuseAsync(db, found, by, now, stopping) is { } own)
        {
            db.Record(new Act(by, now, $"{act}-refused", $"freeze {id}", null, new { own.Code, own.Message }));
            await db.SaveChangesAsync(stopping);
            feed.Publish(ChangeKind.Audit);
            return own;
        }

        var outcome = decide(found, now);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new Act(by, now, act, $"freeze {id}", before, Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("freeze.changed-meanwhile", "Somebody else changed this freeze at the same moment; look again, then decide.");
        }

        Told();
        return outcome;
    }

    private void Told()
    {
        feed.Publish(ChangeKind.Windows);
        feed.Publish(ChangeKind.Audit);
    }

    private static object Facts(Freeze freeze) => new { freeze.Name, freeze.Reason, Services = freeze.Services.Select(key => key.Value), freeze.Environment, freeze.StartsAt, freeze.EndsAt, freeze.LiftedBy, freeze.LiftedAt };
}
