using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Postgres;

/// <summary>The words of every event's title and labels, kept by the database itself. Words are runs of letters and digits.</summary>
[DbContext(typeof(PostgresOpsDb))]
[Migration("20261123235959_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            ALTER TABLE opsportal.events ADD COLUMN search tsvector
                GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace("Title" || ' ' || "Labels", '[^[:alnum:]]+', ' ', 'g'))) STORED;
            CREATE INDEX ix_events_search ON opsportal.events USING gin (search);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE opsportal.events DROP COLUMN search;");
    }
}
