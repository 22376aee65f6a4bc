using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;
using OpsPortal.Storage.Backup;

namespace OpsPortal.Cli;

/// <summary><c>OpsPortal backup FILE</c> and <c>OpsPortal restore FILE</c>.</summary>
internal static class BackupCommands
{
    public static async Task<int> BackupAsync(StorageOptions storage, string file, bool force, CancellationToken stopping) =>
        Tell(await new MakeBackup(storage, TimeProvider.System).RunAsync(file, force, stopping), $"Backed up {storage.Where} to {file}", "Keep it safe: whoever has it can read everything and sign in as anybody.");

    public static async Task<int> RestoreAsync(StorageOptions storage, string file, bool force, CancellationToken stopping) =>
        Tell(await new RestoreBackup(storage).RunAsync(file, force, stopping), $"Restored {storage.Where} from {file}", "Start the portal to use it.");

    private static int Tell(Outcome<BackupManifest> outcome, string done, string next)
    {
        if (outcome is not Outcome<BackupManifest>.Done(var manifest)) return Launch.Refuse(outcome.Refusal!.Message);
        var content = manifest.Content;
        Console.WriteLine(FormattableString.Invariant(
            $"{done}: {content.Events} events, {content.Silences} silences, {content.Persons} persons, {content.AuditEntries} audit entries, as of {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC. {next}"));
        return 0;
    }
}
