using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Audit;
using OpsPortal.Storage;
using OpsPortal.Storage.Backup;
using OpsPortal.Storage.Start;

namespace OpsPortal.Cli;

/// <summary><c>OpsPortal audit verify</c>: reads only, and may run beside the portal.</summary>
internal static class AuditCommand
{
    private const int PageSize = 2000;

    public static async Task<int> VerifyAsync(StorageOptions storage, CancellationToken stopping)
    {
        if (!await DatabaseBackup.Of(storage).HoldsDataAsync(stopping)) return Launch.Refuse(BackupRefusals.NoDatabase(storage.Where).Message);
        var contexts = new OpsDbFactory(Options.Create(storage));
        await using (var db = contexts.CreateDbContext())
        {
            if (await DatabaseVersion.RefusalAsync(db, storage, stopping) is { } refusal) return Launch.Refuse(refusal.Message);
        }

        var chain = new AuditChain();
        for (var after = 0L; chain.Break is null;)
        {
            await using var db = contexts.CreateDbContext();
            var page = await db.Audit.AsNoTracking().Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(PageSize).ToListAsync(stopping);
            if (page.Count == 0) break;
            foreach (var entry in page.TakeWhile(chain.Follow)) after = entry.Sequence;
        }

        if (chain.Break is { } broken) return Launch.Refuse(FormattableString.Invariant($"The audit chain is broken. {broken} {chain.Length - 1} entries before it hold."));
        Console.WriteLine(FormattableString.Invariant($"The audit chain holds: {chain.Length} entries, head {chain.Head}."));
        return 0;
    }
}
