using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Tells a database that cannot be written now from a signal that can never be.</summary>
internal static class StorageFailures
{
    // SQLite result codes that speak of the file, the disk or other writers: perm, busy, locked, readonly, ioerr, corrupt, full, cantopen, notadb.
    private static readonly int[] FileTroubles = [3, 5, 6, 8, 10, 11, 13, 14, 26];

    /// <summary>Whether it is what is stored that is wrong, so that trying again later is of no use.</summary>
    public static bool IsPoison(Exception failure) => failure switch
    {
        OperationCanceledException or DbUpdateConcurrencyException or OutOfMemoryException => false,
        DbUpdateException { InnerException: { } inner } => IsPoison(inner),
        SqliteException sqlite => !FileTroubles.Contains(sqlite.SqliteErrorCode),

        // 22: a value the database cannot hold; 54: a program limit exceeded, as an index entry too large.
        PostgresException postgres => postgres.SqlState[..2] is "22" or "54",
        DbException or IOException or TimeoutException or InvalidOperationException { InnerException: DbException } => false,
        _ => true,
    };
}
