using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Sqlite;

/// <summary>
/// The words of every event's title and labels. New events are added by <c>WordIndex</c>, up to a watermark; what is at or
/// below it is kept true by triggers, so that no writer can forget it. Where the event stands is a word too: a search among
/// open events then never wades through years of closed ones.
/// </summary>
[DbContext(typeof(SqliteOpsDb))]
[Migration("20261123235959_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE VIRTUAL TABLE event_search USING fts5(
                text, standing, content='', contentless_delete=1, detail=column, tokenize="unicode61 remove_diacritics 0");
            """);
        migrationBuilder.Sql(
            """
            CREATE TABLE event_search_watermark(number INTEGER NOT NULL);
            INSERT INTO event_search_watermark VALUES (0);
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER event_search_update AFTER UPDATE OF "Title", "Standing" ON events
            WHEN (new."Title" <> old."Title" OR new."Standing" <> old."Standing") AND new."Number" <= (SELECT number FROM event_search_watermark) BEGIN
                UPDATE event_search SET text = new."Title" || ' ' || new."Labels", standing = 's' || new."Standing" WHERE rowid = new."Number";
            END;
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER event_search_delete AFTER DELETE ON events WHEN old."Number" <= (SELECT number FROM event_search_watermark) BEGIN
                DELETE FROM event_search WHERE rowid = old."Number";
            END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER event_search_update; DROP TRIGGER event_search_delete; DROP TABLE event_search; DROP TABLE event_search_watermark;");
    }
}
