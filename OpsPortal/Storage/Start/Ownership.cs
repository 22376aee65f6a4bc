using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>Whose database it is, asked before anything is changed in it.</summary>
internal static class Ownership
{
    /// <summary>What marks a SQLite file as the portal's, in its header: "OPSP".</summary>
    public const int ApplicationId = 0x4F50_5350;

    /// <summary>Marks a new file as ours; refuses one with tables of somebody else. <c>file</c> then exists.</summary>
    public static async Task<Refusal?> ClaimSqliteAsync(string file, CancellationToken stopping)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30 };
        await using var connection = new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(stopping);
        if (await NumberAsync(connection, "PRAGMA application_id", stopping) == ApplicationId) return null;
        if (await NumberAsync(connection, "SELECT count(*) FROM sqlite_master", stopping) > 0) return StartRefusals.Foreign($"the file {file}");
        await NumberAsync(connection, FormattableString.Invariant($"PRAGMA journal_mode = WAL; PRAGMA application_id = {ApplicationId}"), stopping);
        return null;
    }

    /// <summary>Makes the database if the server lacks it and we may; refuses a schema of our name without our history.</summary>
    public static async Task<Refusal?> ClaimPostgresAsync(OpsDb db, CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(stopping);
        await using var ask = new NpgsqlCommand(
            $"""
            SELECT count(*) FILTER (WHERE table_name = '{OpsDbFactory.PostgresHistory}') = 0 AND count(*) > 0
            FROM information_schema.tables WHERE table_schema = '{PostgresOpsDb.Schema}'
            """, connection);
        return await ask.ExecuteScalarAsync(stopping) is true
            ? StartRefusals.Foreign($"the schema {PostgresOpsDb.Schema} of database {connection.Database} on {connection.Host}")
            : null;
    }

    /// <summary>Makes the database on the server where it is missing and the user may.</summary>
    public static async Task CreateIfMissingAsync(OpsDb db, CancellationToken stopping)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(stopping)) await creator.CreateAsync(stopping);
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string sql, CancellationToken stopping)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(stopping) is long number ? number : 0;
    }
}
