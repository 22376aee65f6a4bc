using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Backup;

/// <summary>One file that holds a database, the keys that protect its sessions, and a manifest that proves both.</summary>
internal static class BackupArchive
{
    /// <summary>Folder of the data-protection keys inside the archive.</summary>
    public const string Keys = "keys/";

    /// <summary>Adds a file and returns its line of the manifest.</summary>
    public static async Task<BackupFile> AddAsync(ZipArchive archive, string name, string file, CancellationToken stopping)
    {
        await using var source = File.OpenRead(file);
        await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(stopping);
        var (length, hash) = await CopyAsync(source, entry, stopping);
        return new(name, length, hash);
    }

    public static async Task AddManifestAsync(ZipArchive archive, BackupManifest manifest, CancellationToken stopping)
    {
        await using var entry = await archive.CreateEntry(BackupManifest.EntryName).OpenAsync(stopping);
        await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, stopping);
    }

    /// <summary>The manifest; refused where there is none, or a newer portal wrote it.</summary>
    public static async Task<Outcome<BackupManifest>> ReadManifestAsync(ZipArchive archive, string file, CancellationToken stopping)
    {
        if (archive.GetEntry(BackupManifest.EntryName) is not { } entry) return BackupRefusals.NotABackup(file);
        try
        {
            await using var json = await entry.OpenAsync(stopping);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(json, BackupManifest.Json, stopping);
            if (manifest is not { Content: not null, Files: not null }) return BackupRefusals.NotABackup(file);
            return manifest.Format > BackupManifest.Current ? BackupRefusals.NewerFormat(file, manifest.Portal) : manifest;
        }
        catch (JsonException)
        {
            return BackupRefusals.NotABackup(file);
        }
    }

    /// <summary>Unpacks one file and says whether it is what the manifest promises.</summary>
    public static async Task<bool> UnpackAsync(ZipArchive archive, BackupFile promised, string to, CancellationToken stopping)
    {
        if (archive.GetEntry(promised.Name) is not { } entry) return false;
        await using var source = await entry.OpenAsync(stopping);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None);
        var (length, hash) = await CopyAsync(source, target, stopping);
        target.Flush(flushToDisk: true);
        return length == promised.Length && hash == promised.Sha256;
    }

    private static async Task<(long Length, string Sha256)> CopyAsync(Stream source, Stream target, CancellationToken stopping)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var length = 0L;
        while (await source.ReadAsync(buffer, stopping) is > 0 and var read)
        {
            sha.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), stopping);
            length += read;
        }

        return (length, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }
}
