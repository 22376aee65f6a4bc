using System.Text.Json;
using Microsoft.Extensions.Options;
using OpsPortal.Api;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;
using OpsPortal.Storage.Backup;
using OpsPortal.Storage.Start;

namespace OpsPortal.Cli;

/// <summary><c>OpsPortal audit verify [FILE]</c>: reads only, and may run beside the portal.</summary>
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

    /// <summary>Follows the chain in an export, where each line is one entry; needs neither database nor portal.</summary>
    public static async Task<int> VerifyFileAsync(string file, CancellationToken stopping)
    {
        if (!File.Exists(file)) return Launch.Refuse($"{file} does not exist.");
        var chain = new AuditChain();
        await foreach (var line in File.ReadLinesAsync(file, stopping))
        {
            try
            {
                if (JsonSerializer.Deserialize<AuditEntry>(line, WireJson.Options) is not { } entry || !chain.Follow(entry)) break;
            }
            catch (JsonException)
            {
                return Launch.Refuse(FormattableString.Invariant($"Line {chain.Length + 1} of {file} is not an entry of an audit trail. {chain.Length} entries before it hold."));
            }
        }

        return Report(chain);
    }

    private static int Report(AuditChain chain)
    {
        if (chain.Break is { } broken) return Launch.Refuse(FormattableString.Invariant($"The audit chain is broken. {broken} {chain.Length - 1} entries before it hold."));
        Console.WriteLine(FormattableString.Invariant($"The audit chain holds: {chain.Length} entries, head {chain.Head}."));
        return 0;
    }
}
