using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OpsPortal.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteOpsDb -o Storage/Migrations/Sqlite</c> work without a database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteOpsDb>
{
    public SqliteOpsDb CreateDbContext(string[] args) =>
        new(OpsDbFactory.OnSqlite(new DbContextOptionsBuilder<SqliteOpsDb>(), "design.db").Options, new(oneAtATime: true));
}

/// <summary>The same for <c>--context PostgresOpsDb -o Storage/Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresOpsDb>
{
    public PostgresOpsDb CreateDbContext(string[] args) =>
        new(OpsDbFactory.OnPostgres(new DbContextOptionsBuilder<PostgresOpsDb>(), "Host=localhost").Options, new(oneAtATime: false));
}
