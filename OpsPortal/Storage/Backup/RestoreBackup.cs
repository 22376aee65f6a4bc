using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage.Start;

namespace OpsPortal.Storage.Backup;

/// <summary>Puts a back-up in the place of the portal's database and keys.</summary>
/// <remarks>
/// Refuses: while a portal runs on the database, a file that is no back-up, is damaged or was made by a newer portal or on
/// the other database product, and, unless forced, a place that holds a database already. What it replaces is kept beside it.
/// </remarks>
internal sealed class RestoreBackup(StorageOptions storage)
{
    public async Task<Outcome<BackupManifest>> RunAsync(string file, bool force, CancellationToken stopping)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(file, stopping);
            var read = await BackupArchive.ReadManifestAsync(archive, file, stopping);
            if (read is not Outcome<BackupManifest>.Done(var manifest)) return read;
            var refusal = await RefusalAsync(file, manifest) ?? await ReplaceAsync(archive, file, manifest, force, stopping);
            return refusal is null ? manifest : refusal;
        }
        catch (InvalidDataException)
        {
            return BackupRefusals.NotABackup(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return BackupRefusals.FileUnusable(file, failure.Message);
        }
    }

    private async Task<Refusal?> RefusalAsync(string file, BackupManifest manifest)
    {
        if (manifest.Database != storage.Database) return BackupRefusals.OtherProduct(manifest.Database, storage.Database);
        await using var db = new OpsDbFactory(Options.Create(storage)).CreateDbContext();
        return db.Database.GetMigrations().Contains(manifest.Content.Migration) ? null : BackupRefusals.NewerFormat(file, manifest.Portal);
    }

    private async Task<Refusal?> ReplaceAsync(ZipArchive archive, string file, BackupManifest manifest, bool force, CancellationToken stopping)
    {
        var database = DatabaseBackup.Of(storage);
        await database.CreateAsync(stopping);
        await using var lease = DatabaseLease.For(storage);
        if (await lease.TakeAsync(stopping) is { } inUse) return inUse;
        if (await database.HoldsDataAsync(stopping) && !force) return BackupRefusals.TargetHasData(storage.Where);

        // Beside its later place, so that the last step is a rename.
        var aside = Directory.CreateDirectory(Path.Combine(storage.DirectoryPath, "restoring")).FullName;
        var keys = Directory.CreateDirectory(Path.Combine(aside, "keys")).FullName;
        try
        {
            var copy = Path.Combine(aside, "database");
            foreach (var promised in manifest.Files)
            {
                var to = promised.Name == database.EntryName ? copy : Path.Combine(keys, Path.GetFileName(promised.Name));
                if (!await BackupArchive.UnpackAsync(archive, promised, to, stopping)) return BackupRefusals.Damaged(file, $"{promised.Name} is not what the manifest says");
            }

            if (!File.Exists(copy)) return BackupRefusals.NotABackup(file);
            if (await database.CopyInAsync(copy, manifest.Content, stopping) is { } failed) return failed;
            ReplaceKeys(keys);
            return null;
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private void ReplaceKeys(string keys)
    {
        var kept = storage.KeysPath + SqliteBackup.Kept;
        if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
        if (Directory.Exists(storage.KeysPath)) Directory.Move(storage.KeysPath, kept);
        Directory.Move(keys, storage.KeysPath);
    }
}
