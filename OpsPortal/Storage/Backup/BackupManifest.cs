using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Storage.Backup;

/// <summary>What a back-up says of itself; lies beside the data as <c>manifest.json</c>.</summary>
/// <param name="Format">Of the archive; a higher one than <see cref="Current"/> cannot be read.</param>
/// <param name="Portal">Version of the portal that made it.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Files">Everything else in the archive, in its order.</param>
public sealed record BackupManifest(int Format, string Portal, DatabaseKind Database, DateTimeOffset MadeAt, BackupContent Content, IReadOnlyList<BackupFile> Files)
{
    public const int Current = 1;
    public const string EntryName = "manifest.json";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
}

/// <param name="Name">Path in the archive, with forward slashes.</param>
/// <param name="Length">Bytes, unpacked.</param>
/// <param name="Sha256">Of the unpacked bytes; 64 lower-case hex digits.</param>
public sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>What a database holds, so that a restore can prove it holds the same.</summary>
/// <param name="Migration">The newest migration applied.</param>
/// <param name="AuditHead">Hash of the last audit entry.</param>
public sealed record BackupContent(string Migration, long Events, long EventEntries, long Silences, long Persons, long ApiKeys, long AuditEntries, string AuditHead)
{
    /// <summary>Counts it out; the caller sees to it that nobody writes meanwhile, by a copy or a snapshot.</summary>
    public static async Task<BackupContent> CountAsync(OpsDb db, CancellationToken stopping) => new(
        (await db.Database.GetAppliedMigrationsAsync(stopping)).LastOrDefault() ?? "",
        await db.Events.LongCountAsync(stopping),
        await db.EventEntries.LongCountAsync(stopping),
        await db.Silences.LongCountAsync(stopping),
        await db.Persons.LongCountAsync(stopping),
        await db.ApiKeys.LongCountAsync(stopping),
        await db.Audit.LongCountAsync(stopping),
        await db.Audit.OrderByDescending(entry => entry.Sequence).Select(entry => entry.Hash).FirstOrDefaultAsync(stopping) ?? AuditEntry.Genesis);
}
