using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Storage;

/// <summary>Makes a context for one operation, on whichever database the settings name.</summary>
public sealed class OpsDbFactory : IDbContextFactory<OpsDb>
{
    private readonly Func<OpsDb> _create;

    public OpsDbFactory(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        Kind = storage.Database;
        var gate = new WriteGate(oneAtATime: Kind == DatabaseKind.Sqlite);
        if (Kind == DatabaseKind.Sqlite)
        {
            var sqlite = OnSqlite(new DbContextOptionsBuilder<SqliteOpsDb>(), storage.SqliteFile).Options;
            _create = () => new SqliteOpsDb(sqlite, gate);
        }
        else
        {
            var postgres = OnPostgres(new DbContextOptionsBuilder<PostgresOpsDb>(), storage.Connection!).Options;
            _create = () => new PostgresOpsDb(postgres, gate);
        }
    }

    public DatabaseKind Kind { get; }

    public OpsDb CreateDbContext() => _create();

    internal static DbContextOptionsBuilder<SqliteOpsDb> OnSqlite(DbContextOptionsBuilder<SqliteOpsDb> builder, string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 };
        return builder.UseSqlite(connection.ConnectionString).AddInterceptors(new SqlitePragmas());
    }

    internal static DbContextOptionsBuilder<PostgresOpsDb> OnPostgres(DbContextOptionsBuilder<PostgresOpsDb> builder, string connection) =>
        builder.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable("__ef_migrations", PostgresOpsDb.Schema));
}

/// <summary>What every SQLite connection needs to be told: a commit survives a power cut, readers do not wait for the writer.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    internal const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;";

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
}
