using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Postgres;

/// <summary>
/// The words of every event's title and labels, kept by the database itself. Words are runs of letters and digits; beyond ASCII the
/// database's own parser decides what a letter is, because a class such as <c>[:alnum:]</c> knows no umlaut in a database of locale C.
/// </summary>
[DbContext(typeof(PostgresOpsDb))]
[Migration("20261123235959_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            ALTER TABLE opsportal.events ADD COLUMN search tsvector
                GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace("Title" || ' ' || "Labels", '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'))) STORED;
            CREATE INDEX ix_events_search ON opsportal.events USING gin (search);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE opsportal.events DROP COLUMN search;");
    }
}
