using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>What every act on a source has in common: the right is checked, the source loaded, the change saved with its audit entry, and everyone told.</summary>
public sealed class SourceActs(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="by">Who acts; needs <see cref="Permissions.SourcesManage"/>.</param>
    /// <param name="version">The version the actor saw; null: whatever it is now.</param>
    /// <param name="decide">Changes the source or refuses; may change the database beside it.</param>
    internal async Task<Outcome<T>> RunAsync<T>(
        Actor by, string name, int? version, string act, Func<OpsDb, IntakeSource, DateTimeOffset, Task<Outcome<T>>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.SourcesManage)) return Refusals.Forbidden(Permissions.SourcesManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<IntakeSource>().SingleOrDefaultAsync(source => source.Name == name, stopping) is not { } found) return Refusals.NotFound(name);
        if (version is { } seen && seen != found.Version) return SourceRefusals.ChangedMeanwhile;
        var (now, before) = (clock.GetUtcNow(), Facts(found));
        var outcome = await decide(db, found, now);
        if (outcome is Outcome<T>.Refused) return outcome;
        found.Changed();
        db.Record(new(by, now, act, found.Name, before, db.Entry(found).State == EntityState.Deleted ? null : Facts(found)));
        return await SaveAsync(db, stopping) ?? outcome;
    }

    /// <summary>Adds a source that did not exist.</summary>
    internal async Task<Outcome<T>> AddAsync<T>(Actor by, IntakeSource source, Func<OpsDb, DateTimeOffset, T> arm, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<IntakeSource>().AnyAsync(stored => stored.Name == source.Name, stopping)) return SourceRefusals.NameTaken;
        var now = clock.GetUtcNow();
        var made = arm(db, now);
        db.Add(source);
        db.Record(new(by, now, "source.added", source.Name, After: Facts(source)));
        return await SaveAsync(db, stopping) ?? (Outcome<T>)made;
    }

    private async Task<Refusal?> SaveAsync(OpsDb db, CancellationToken stopping)
    {
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SourceRefusals.ChangedMeanwhile;
        }

        feed.Publish(ChangeKind.Sources);
        feed.Publish(ChangeKind.People);
        feed.Publish(ChangeKind.Audit);
        return null;
    }

    /// <summary>What people can change, as the audit trail keeps it; never a secret.</summary>
    private static object Facts(IntakeSource source) => new
    {
        source.Kind,
        source.Team,
        source.Enabled,
        source.HeartbeatSeconds,
        key = source.KeyShown,
        signed = source.SealedSecret is not null,
        source.Mapping,
        source.Fingerprint,
    };
}
