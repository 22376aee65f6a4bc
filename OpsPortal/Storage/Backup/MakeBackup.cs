using System.IO.Compression;
using System.Reflection;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Backup;

/// <summary>Backs the portal up into one file, while it runs or while it does not.</summary>
internal sealed class MakeBackup(StorageOptions storage, TimeProvider clock)
{
    /// <summary>Of this program, as people say it.</summary>
    public static string PortalVersion { get; } = typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Writes beside the named file and renames at the end, so that a back-up that was cut short never looks like one.</summary>
    public async Task<Outcome<BackupManifest>> RunAsync(string file, bool force, CancellationToken stopping)
    {
        file = Path.GetFullPath(file);
        if (File.Exists(file) && !force) return BackupRefusals.FileExists(file);
        var (copy, partial) = (file + ".copy", file + ".partial");
        try
        {
            var outcome = await WriteAsync(copy, partial, stopping);
            if (outcome is Outcome<BackupManifest>.Done) File.Move(partial, file, overwrite: true);
            return outcome;
        }
        catch (Exception failure) when (failure is IOException and not StorageGoneException or UnauthorizedAccessException)
        {
            return BackupRefusals.FileUnusable(file, failure.Message);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(partial);
        }
    }

    private async Task<Outcome<BackupManifest>> WriteAsync(string copy, string partial, CancellationToken stopping)
    {
        var database = DatabaseBackup.Of(storage);
        // Everything in it is secret: nobody but the owner may read it, from the first byte on.
        using (CreatePrivate(copy))
        {
        }

        var copied = await database.CopyOutAsync(copy, stopping);
        if (copied is not Outcome<BackupContent>.Done(var content)) return copied.Refusal!;

        await using var stream = CreatePrivate(partial);
        await using (var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stopping))
        {
            List<BackupFile> files = [await BackupArchive.AddAsync(archive, database.EntryName, copy, stopping)];
            foreach (var key in Directory.Exists(storage.KeysPath) ? Directory.GetFiles(storage.KeysPath, "*.xml").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
                files.Add(await BackupArchive.AddAsync(archive, BackupArchive.Keys + Path.GetFileName(key), key, stopping));
            var manifest = new BackupManifest(BackupManifest.Current, PortalVersion, storage.Database, clock.GetUtcNow(), content, files);
            await BackupArchive.AddManifestAsync(archive, manifest, stopping);
            await archive.DisposeAsync();
            stream.Flush(flushToDisk: true);
            return manifest;
        }
    }

    private static FileStream CreatePrivate(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, options);
    }
}
