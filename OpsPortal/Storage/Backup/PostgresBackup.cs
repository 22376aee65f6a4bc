using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage.Start;

namespace OpsPortal.Storage.Backup;

/// <summary>The portal's schema as the SQL that makes it again, by the server's own programs. Hangfire's schema is left out: it remembers nothing.</summary>
internal sealed class PostgresBackup(StorageOptions storage) : DatabaseBackup(storage)
{
    /// <summary>What a schema that was replaced is called from then on.</summary>
    public const string Kept = PostgresOpsDb.Schema + "_before_restore";

    public override string EntryName => "opsportal.sql";

    public override async Task<bool> HoldsDataAsync(CancellationToken stopping)
    {
        await using var db = Open();
        return await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(stopping)
            && await db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM information_schema.tables WHERE table_schema = {PostgresOpsDb.Schema}) AS \"Value\"").SingleAsync(stopping);
    }

    public override async Task CreateAsync(CancellationToken stopping)
    {
        await using var db = Open();
        await Ownership.CreateIfMissingAsync(db, stopping);
    }

    public override async Task<Outcome<BackupContent>> CopyOutAsync(string file, CancellationToken stopping)
    {
        await using var db = Open();
        if (!await HoldsDataAsync(stopping)) return BackupRefusals.NoDatabase(Storage.Where);
        if (await DatabaseVersion.RefusalAsync(db, Storage, stopping) is { } refusal) return refusal;

        // What is counted and what is copied are the same snapshot.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stopping);
        var snapshot = await db.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").SingleAsync(stopping);
        var content = await BackupContent.CountAsync(db, stopping);
        var failed = await Tools.RunAsync("pg_dump", ["--schema", PostgresOpsDb.Schema, "--snapshot", snapshot, "--no-owner", "--no-privileges", "--file", file], stopping);
        return failed is null ? content : failed;
    }

    public override async Task<Refusal?> CopyInAsync(string file, BackupContent expected, CancellationToken stopping)
    {
        string[] setAside = await HoldsDataAsync(stopping)
            ? ["-c", $"DROP SCHEMA IF EXISTS {Kept} CASCADE", "-c", $"ALTER SCHEMA {PostgresOpsDb.Schema} RENAME TO {Kept}"]
            : ["-c", $"DROP SCHEMA IF EXISTS {PostgresOpsDb.Schema}"];
        return await Tools.RunAsync("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction", .. setAside, "--file", file], stopping);
    }

    private PostgresTools Tools => new(new NpgsqlConnectionStringBuilder(Storage.Connection));

    private PostgresOpsDb Open() => new(OpsDbFactory.OnPostgres(new DbContextOptionsBuilder<PostgresOpsDb>(), Storage.Connection!).Options, new(oneAtATime: false));
}
