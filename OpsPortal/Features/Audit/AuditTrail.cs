using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsPortal.Domain.Audit;
using OpsPortal.Storage;

namespace OpsPortal.Features.Audit;

/// <summary>Appends acts to the chain, inside the transaction of the act itself.</summary>
internal static class AuditTrail
{
    /// <summary>PostgreSQL's name for the lock under which the chain grows; any constant that nobody else uses.</summary>
    private const long ChainLock = 0x4F50_5341_5544_4954;

    public static async Task AppendAsync(OpsDb db, IReadOnlyList<Act> acts, CancellationToken stopping)
    {
        if (acts.Count == 0) return;

        // SQLite's write transaction already admits one writer at a time.
        if (db is PostgresOpsDb) await LockAsync(db, stopping);
        var last = await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Sequence)
            .Select(entry => new { entry.Sequence, entry.Hash }).FirstOrDefaultAsync(stopping);
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? AuditEntry.Genesis);
        foreach (var act in acts)
        {
            var entry = Entry(act, ++sequence, hash, "");
            hash = entry.ComputeHash();
            db.Audit.Add(Entry(act, sequence, entry.PreviousHash, hash));
        }
    }

    private static async Task LockAsync(OpsDb db, CancellationToken stopping)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChainLock})", stopping);
        }
        catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            // For whoever saves it is a save that lost against another, and is decided anew as every other.
            throw new DbUpdateException("Another save was in the way.", deadlock);
        }
    }

    private static AuditEntry Entry(Act act, long sequence, string previous, string hash) => new()
    {
        Sequence = sequence,
        At = AuditEntry.Truncate(act.At),
        Actor = act.By.Name,
        Account = act.By.Account,
        Person = act.By.Person?.ToString() ?? "",
        From = act.By.From,
        Act = act.Name,
        Object = act.Object,
        Before = Act.Write(act.Before),
        After = Act.Write(act.After),
        PreviousHash = previous,
        Hash = hash,
    };
}
