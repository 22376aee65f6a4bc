using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>
/// Takes the lease on the database and brings it to the version of this program, before anything else uses it.
/// </summary>
/// <remarks>
/// Refuses: a folder that cannot be used, a database that another portal holds, that is damaged or out of reach, that is
/// not the portal's, or that a newer portal has written. A refused database is left as it was found.
/// </remarks>
public sealed class DatabaseStart(OpsDbFactory contexts, DatabaseLease lease, IOptions<StorageOptions> options, ILogger<DatabaseStart> log)
{
    public async Task<Refusal?> RunAsync(CancellationToken stopping)
    {
        try
        {
            return await PrepareAsync(options.Value, stopping);
        }
        catch (Exception failure) when (StorageTrouble.Explain(failure) is { } trouble)
        {
            return trouble;
        }
    }

    private async Task<Refusal?> PrepareAsync(StorageOptions storage, CancellationToken stopping)
    {
        var postgres = storage.Database == DatabaseKind.Postgres;
        if (postgres && string.IsNullOrWhiteSpace(storage.Connection)) return StartRefusals.NoConnection;
        if (StorageFolder.Prepare(storage.DirectoryPath) is { } unusable) return unusable;
        await using var db = contexts.CreateDbContext();
        if (postgres) await Ownership.CreateIfMissingAsync(db, stopping);
        if (await lease.TakeAsync(stopping) is { } taken) return taken;
        if (await (postgres ? Ownership.ClaimPostgresAsync(db, stopping) : Ownership.ClaimSqliteAsync(storage.SqliteFile, stopping)) is { } foreign) return foreign;

        var version = await DatabaseVersion.OfAsync(db, stopping);
        if (version.Unknown is { } unknown) return StartRefusals.Newer(storage.Where, unknown);
        if (version.Pending > 0)
        {
            if (!postgres) await ClearStaleLockAsync(db, stopping);
            await db.Database.MigrateAsync(stopping);
        }

        log.DatabaseReady(storage.Where, version.Pending);
        return null;
    }

    /// <summary>EF's own lock outlives a start that was killed while it migrated; ours does not, and we hold it.</summary>
    private static async Task ClearStaleLockAsync(OpsDb db, CancellationToken stopping)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", stopping);
        }
        catch (SqliteException noSuchTable) when (noSuchTable.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // A new file: nobody has migrated it yet.
        }
    }
}
