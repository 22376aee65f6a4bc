using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage.Start;

namespace OpsPortal.Storage.Backup;

/// <summary>SQLite's own online copy: one snapshot, for which no writer waits.</summary>
internal sealed class SqliteBackup(StorageOptions storage) : DatabaseBackup(storage)
{
    /// <summary>What a database that was replaced is called from then on.</summary>
    public const string Kept = ".before-restore";

    public override string EntryName => "opsportal.db";

    public override Task<bool> HoldsDataAsync(CancellationToken stopping) => Task.FromResult(new FileInfo(Storage.SqliteFile) is { Exists: true, Length: > 0 });

    public override async Task<Outcome<BackupContent>> CopyOutAsync(string file, CancellationToken stopping)
    {
        if (!await HoldsDataAsync(stopping)) return BackupRefusals.NoDatabase(Storage.Where);
        await using (var db = Context(Storage.SqliteFile))
        {
            if (await DatabaseVersion.RefusalAsync(db, Storage, stopping) is { } refusal) return refusal;
        }

        await using (var source = Open(Storage.SqliteFile, SqliteOpenMode.ReadWrite))
        await using (var copy = Open(file, SqliteOpenMode.ReadWriteCreate))
        {
            source.BackupDatabase(copy);
        }

        var (content, wrong) = await InspectAsync(file, stopping);
        return content is not null ? content : BackupRefusals.Damaged(Storage.SqliteFile, wrong);
    }

    public override async Task<Refusal?> CopyInAsync(string file, BackupContent expected, CancellationToken stopping)
    {
        var (content, wrong) = await InspectAsync(file, stopping);
        if (content is null) return BackupRefusals.Damaged(EntryName, wrong);
        if (content != expected) return BackupRefusals.Damaged(EntryName, "it does not hold what the manifest says");

        SetAside();
        File.Move(file, Storage.SqliteFile);
        return null;
    }

    /// <summary>
    /// Moves the old file away with its log, the log first: a log that stayed behind would be played into the new file.
    /// </summary>
    private void SetAside()
    {
        foreach (var suffix in new[] { "-wal", "-shm", "" })
        {
            var old = Storage.SqliteFile + suffix;
            var kept = Storage.SqliteFile + Kept + suffix;
            if (File.Exists(kept)) File.Delete(kept);
            if (File.Exists(old)) File.Move(old, kept);
        }
    }

    /// <summary>Reads the copy through: sound, and of the portal; else says what is wrong.</summary>
    private static async Task<(BackupContent? Content, string Wrong)> InspectAsync(string file, CancellationToken stopping)
    {
        try
        {
            await using (var connection = Open(file, SqliteOpenMode.ReadWrite))
            {
                await using var check = connection.CreateCommand();
                check.CommandText = "PRAGMA integrity_check(1)";
                if (await check.ExecuteScalarAsync(stopping) is string verdict && verdict is not "ok") return (null, verdict);
                check.CommandText = "PRAGMA application_id";
                if (await check.ExecuteScalarAsync(stopping) is not (long)Ownership.ApplicationId) return (null, "it is not a database of OpsPortal");
            }

            await using var db = Context(file);
            return (await BackupContent.CountAsync(db, stopping), "");
        }
        catch (SqliteException unreadable)
        {
            return (null, unreadable.Message);
        }
    }

    private static SqliteOpsDb Context(string file) =>
        new(OpsDbFactory.OnSqlite(new DbContextOptionsBuilder<SqliteOpsDb>(), file, pooling: false).Options, new(oneAtATime: true));

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        connection.Open();
        return connection;
    }
}
