using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Correlation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Lead",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Members",
                table: "events",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "correlation_words",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fingerprint = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherSource = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OtherFingerprint = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherNumber = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correlation_words", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "event_companions",
                columns: table => new
                {
                    One = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Other = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Together = table.Column<int>(type: "INTEGER", nullable: false),
                    Of = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_companions", x => new { x.One, x.Other });
                });

            migrationBuilder.CreateTable(
                name: "event_groups",
                columns: table => new
                {
                    Lead = table.Column<long>(type: "INTEGER", nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_groups", x => x.Lead);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_lead",
                table: "events",
                column: "Lead",
                filter: "\"Lead\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_correlation_words_At",
                table: "correlation_words",
                column: "At");
            // The text index does not tell a row of the queue from those behind it: that changes by the thousand, and words do not.
            migrationBuilder.Sql(
                """
                DROP TRIGGER event_search_update;
                CREATE TRIGGER event_search_update AFTER UPDATE OF "Title", "Standing" ON events
                WHEN (new."Title" <> old."Title" OR CASE new."Standing" WHEN 5 THEN 0 ELSE new."Standing" END <> CASE old."Standing" WHEN 5 THEN 0 ELSE old."Standing" END)
                    AND new."Number" <= (SELECT number FROM event_search_watermark) BEGIN
                    UPDATE event_search SET text = new."Title" || ' ' || new."Labels", standing = 's' || CASE new."Standing" WHEN 5 THEN 0 ELSE new."Standing" END WHERE rowid = new."Number";
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correlation_words");

            migrationBuilder.DropTable(
                name: "event_companions");

            migrationBuilder.DropTable(
                name: "event_groups");

            migrationBuilder.DropIndex(
                name: "ix_events_lead",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Lead",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Members",
                table: "events");
        }
    }
}
