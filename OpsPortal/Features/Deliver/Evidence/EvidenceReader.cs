using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Evidence;

/// <summary>Reads everything about one change as it is at one moment.</summary>
internal sealed class EvidenceReader(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Null where there is no such change.</summary>
    public async Task<EvidenceFacts?> ReadAsync(ChangeNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        await using var moment = await OneMomentAsync(db, stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change) return null;
        var subject = number.ToString();
        var rounds = await db.Set<ApprovalRound>().AsNoTracking().Include(round => round.Decisions.OrderBy(decision => decision.Place)).Where(round => round.Subject == subject).OrderBy(round => round.Number).ToListAsync(stopping);
        List<PersonId> principals = [.. rounds.SelectMany(round => round.Decisions).Select(decision => decision.Principal).OfType<PersonId>().Distinct()];
        var facts = new EvidenceFacts
        {
            Change = change,
            Revisions = await db.Set<ChangeRevision>().AsNoTracking().Where(revision => revision.Change == number).OrderBy(revision => revision.Number).ToListAsync(stopping),
            Timeline = await db.Set<ChangeEntry>().AsNoTracking().Where(entry => entry.Change == number).OrderBy(entry => entry.Id).ToListAsync(stopping),
            Rounds = rounds,
            BreakGlass = await db.Set<BreakGlass>().AsNoTracking().Where(glass => glass.Change == subject).ToListAsync(stopping),
            FreezeOverrides = await db.Set<FreezeOverride>().AsNoTracking().Where(given => given.Change == subject).ToListAsync(stopping),
            Delegations = principals.Count == 0 ? [] : await db.Set<Delegation>().AsNoTracking().Where(delegation => principals.Contains(delegation.Principal)).ToListAsync(stopping),
            Audit = await AuditAsync(db, subject, stopping),
        };
        return facts with { Persons = await EvidencePersons.ReadAsync(db, facts, stopping) };
    }

    /// <summary>Everything is read as of the same moment, and nobody who writes waits for it.</summary>
    private static async Task<IAsyncDisposable> OneMomentAsync(OpsDb db, CancellationToken stopping)
    {
        await db.Database.OpenConnectionAsync(stopping);
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite) return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stopping);
        var transaction = sqlite.BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, stopping);
        return transaction;
    }

    private static async Task<EvidenceAudit> AuditAsync(OpsDb db, string subject, CancellationToken stopping)
    {
        var head = await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Sequence).Select(entry => new { entry.Sequence, entry.Hash }).FirstOrDefaultAsync(stopping);
        var parts = subject + " ";
        var entries = await db.Audit.AsNoTracking().Where(entry => entry.Object == subject || entry.Object.StartsWith(parts)).OrderBy(entry => entry.Sequence).ToListAsync(stopping);
        return new(head?.Sequence ?? 0, head?.Hash ?? AuditEntry.Genesis, entries);
    }
}
