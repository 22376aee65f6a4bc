using Microsoft.Extensions.Options;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;
using OpsPortal.Storage.Backup;
using OpsPortal.Storage.Start;

namespace OpsPortal.Cli;

/// <summary><c>OpsPortal audit verify [FILE [CHAIN]]</c>: reads only, and may run beside the portal.</summary>
/// <remarks>Ends with 0 where all holds, with 1 where something does not, with 2 where there is nothing that could be verified.</remarks>
internal static class AuditCommand
{
    public static async Task<int> VerifyAsync(StorageOptions storage, CancellationToken stopping)
    {
        if (!await DatabaseBackup.Of(storage).HoldsDataAsync(stopping)) return Launch.Refuse(BackupRefusals.NoDatabase(storage.Where).Message);
        var contexts = new OpsDbFactory(Options.Create(storage));
        await using (var db = contexts.CreateDbContext())
        {
            if (await DatabaseVersion.RefusalAsync(db, storage, stopping) is { } refusal) return Launch.Refuse(refusal.Message);
        }

        var chain = new AuditChain();
        await foreach (var entry in new AuditQueries(contexts).ChainAsync(stopping))
        {
            if (!chain.Follow(entry)) break;
        }

        return Report(chain);
    }

    /// <summary>Follows the chain in an export, or judges an evidence pack; needs neither database nor portal.</summary>
    /// <param name="chain">An export to hold a pack against; null: the pack alone.</param>
    public static async Task<int> VerifyFileAsync(string file, string? chain, CancellationToken stopping)
    {
        if (new[] { file, chain }.OfType<string>().FirstOrDefault(name => !File.Exists(name)) is { } absent) return Unverifiable($"{absent} does not exist.");
        if (await EvidenceVerdict.OpenAsync(file, stopping) is { } pack) return await EvidenceVerdict.ReportAsync(pack, chain, stopping);
        if (chain is not null) return Unverifiable($"{file} is no evidence pack.");
        await using var stream = File.OpenRead(file);
        var export = await ExportedChain.FollowAsync(stream, null, stopping);
        if (export.Unreadable == 1) return Unverifiable($"{file} is neither an exported audit chain nor an evidence pack.");
        if (export.Unreadable is { } line) return Launch.Refuse(FormattableString.Invariant($"The audit chain is broken. Line {line} of {file} is not an entry of an audit trail. {export.Chain.Length} entries before it hold."));
        return Report(export.Chain);
    }

    internal static int Unverifiable(string why)
    {
        Launch.Refuse(why);
        return Commands.Misunderstood;
    }

    private static int Report(AuditChain chain)
    {
        if (chain.Break is { } broken) return Launch.Refuse(FormattableString.Invariant($"The audit chain is broken. {broken} {chain.Length - 1} entries before it hold."));
        Console.WriteLine(FormattableString.Invariant($"The audit chain holds: {chain.Length} entries, head {chain.Head}."));
        return 0;
    }
}
