using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage;

/// <summary>Trouble that comes from the disk, the file or the server and not from a bug: it passes, or somebody must see to it.</summary>
public static class StorageTrouble
{
    /// <summary>The trouble behind a failure, said for a person; null where the failure is of another kind.</summary>
    public static Refusal? Explain(Exception? failure) => failure switch
    {
        null => null,
        SqliteException sqlite => OnSqlite(sqlite),
        PostgresException postgres => OnPostgres(postgres),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException or EndOfStreamException or null } server => Unreachable(server),
        StorageGoneException gone => new("storage.gone", gone.Message),
        _ => Explain(failure.InnerException),
    };

    private static Refusal? OnSqlite(SqliteException trouble) => trouble.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => new("storage.full", "The disk of the data directory is full. Make room on it; nothing that was accepted is lost."),

        // Its index in memory is a file as well, and cannot grow on a full disk.
        SQLitePCL.raw.SQLITE_IOERR when trouble.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_IOERR_SHMSIZE => new("storage.full", "The disk of the data directory is full. Make room on it; nothing that was accepted is lost."),
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new("storage.damaged",
            "The database file is damaged or is no database. Stop the portal and restore a back-up: OpsPortal restore FILE."),
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_IOERR => new("storage.unwritable",
            $"The database file cannot be opened or written ({trouble.Message.TrimEnd('.')}). See that its folder is there and that the user {Environment.UserName} may write to it."),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new("storage.busy", "Another program keeps the database locked. Try again, and close it if it goes on."),
        _ => null,
    };

    private static Refusal? OnPostgres(PostgresException trouble) => trouble.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new("storage.full", "The disk of the database server is full. Make room on it; nothing that was accepted is lost."),
        PostgresErrorCodes.ReadOnlySqlTransaction => new("storage.unwritable", "The database server accepts no writes now; it may be a standby."),
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege =>
            new("storage.refused", $"The database server refuses ConnectionStrings:OpsPortal: {trouble.MessageText}."),
        ['5', '7', 'P', ..] or ['0', '8', ..] or ['5', '3', ..] => new("storage.unreachable", $"The database server cannot serve now: {trouble.MessageText}."),
        _ => null,
    };

    private static Refusal Unreachable(NpgsqlException trouble) => new("storage.unreachable",
        $"The database server named by ConnectionStrings:OpsPortal does not answer ({(trouble.InnerException ?? trouble).Message.TrimEnd('.')}).");
}

/// <summary>The database file has gone from its place while the portal ran; what would be written would be lost.</summary>
public sealed class StorageGoneException(string file)
    : IOException($"The database file {file} is gone. Put it back, or stop the portal and restore a back-up: OpsPortal restore FILE.");
