using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Storage;

/// <summary>What every SQLite connection needs to be told: a commit survives a power cut, readers do not wait for the writer.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    internal const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4096;";

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        RefuseGhost((SqliteConnection)connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        RefuseGhost((SqliteConnection)connection);
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Teach(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Teach(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Teach(DbConnection connection) =>
        ((SqliteConnection)connection).CreateFunction<string, string, string, bool>(Words.SqlName, Words.Contain, isDeterministic: true);

    /// <summary>A pooled connection goes on writing to a file that was deleted, and a restart would find nothing of it.</summary>
    private static void RefuseGhost(SqliteConnection connection)
    {
        if (File.Exists(connection.DataSource)) return;
        SqliteConnection.ClearPool(connection);
        throw new StorageGoneException(connection.DataSource);
    }
}
