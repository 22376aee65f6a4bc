using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>Which portal carries deployments out. There is one row.</summary>
internal sealed class ExecutorLease
{
    public const int Only = 1;

    public int Id { get; init; }

    public required string Holder { get; init; }

    /// <summary>UTC. After it any other portal may take over.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>Takes the lease, and renews it while this portal lives.</summary>
internal sealed class LeaseKeeper(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>A portal that is gone is followed by another after so long.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private readonly string _me = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}";
    private DateTimeOffset _renewAt;
    private DateTimeOffset _until;

    /// <summary>Whether this portal carries deployments out now.</summary>
    public bool IsHeld => clock.GetUtcNow() < _until;

    /// <summary>Renews or takes it. True: it is held; and whether it was not before.</summary>
    public async Task<(bool Held, bool IsNew)> HoldAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var was = now < _until;
        if (was && now < _renewAt) return (true, false);
        var (until, me) = (now + Lasts, _me);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var taken = await db.Set<ExecutorLease>().Where(lease => lease.Id == ExecutorLease.Only && (lease.Holder == me || lease.Until <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Holder, me).SetProperty(lease => lease.Until, until), stopping) == 1 || await FirstAsync(db, until, stopping);
        (_until, _renewAt) = taken ? (until, now + (Lasts / 3)) : (default, default);
        return (taken, taken && !was);
    }

    /// <summary>Lets another portal follow at once.</summary>
    public async Task GiveBackAsync(CancellationToken stopping)
    {
        var me = _me;
        _until = default;
        await using var db = await databases.CreateDbContextAsync(stopping);
        await db.Set<ExecutorLease>().Where(lease => lease.Holder == me).ExecuteDeleteAsync(stopping);
    }

    private async Task<bool> FirstAsync(OpsDb db, DateTimeOffset until, CancellationToken stopping)
    {
        if (await db.Set<ExecutorLease>().AnyAsync(stopping)) return false;
        db.Add(new ExecutorLease { Id = ExecutorLease.Only, Holder = _me, Until = until });
        try
        {
            await db.SaveChangesAsync(stopping);
            return true;
        }
        catch (DbUpdateException)
        {
            return false; // another portal was first
        }
    }
}
