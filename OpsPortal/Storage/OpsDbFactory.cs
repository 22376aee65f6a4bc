using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

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

    /// <summary>EF's table of applied migrations, on PostgreSQL.</summary>
    internal const string PostgresHistory = "__ef_migrations";

    public DatabaseKind Kind { get; }

    public OpsDb CreateDbContext() => _create();

    internal static DbContextOptionsBuilder<SqliteOpsDb> OnSqlite(DbContextOptionsBuilder<SqliteOpsDb> builder, string file, bool pooling = true)
    {
        // Never makes a file: one that was lost must not come back empty in silence. The start makes it.
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = pooling, ForeignKeys = true, DefaultTimeout = 30 };
        return builder.UseSqlite(connection.ConnectionString).AddInterceptors(new SqlitePragmas());
    }

    internal static DbContextOptionsBuilder<PostgresOpsDb> OnPostgres(DbContextOptionsBuilder<PostgresOpsDb> builder, string connection) =>
        builder.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(PostgresHistory, PostgresOpsDb.Schema));
}
