using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Correlation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Lead",
                schema: "opsportal",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Members",
                schema: "opsportal",
                table: "events",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "correlation_words",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Fingerprint = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    OtherSource = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OtherFingerprint = table.Column<long>(type: "bigint", nullable: false),
                    OtherNumber = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correlation_words", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "event_companions",
                schema: "opsportal",
                columns: table => new
                {
                    One = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Other = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Together = table.Column<int>(type: "integer", nullable: false),
                    Of = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_companions", x => new { x.One, x.Other });
                });

            migrationBuilder.CreateTable(
                name: "event_groups",
                schema: "opsportal",
                columns: table => new
                {
                    Lead = table.Column<long>(type: "bigint", nullable: false),
                    Grounds = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Cause = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Confidence = table.Column<double>(type: "double precision", nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_groups", x => x.Lead);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_lead",
                schema: "opsportal",
                table: "events",
                column: "Lead",
                filter: "\"Lead\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_correlation_words_At",
                schema: "opsportal",
                table: "correlation_words",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correlation_words",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "event_companions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "event_groups",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_events_lead",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Lead",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Members",
                schema: "opsportal",
                table: "events");
        }
    }
}
