using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Maintenance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LoweredBy",
                schema: "opsportal",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tag",
                schema: "opsportal",
                table: "events",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "TaggedBy",
                schema: "opsportal",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_feeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "freezes",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Services = table.Column<string>(type: "text", nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LiftedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_freezes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_moments",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Window = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    OccurrenceStart = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OccurrenceEnd = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Services = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_moments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: false),
                    Scope = table.Column<string>(type: "text", nullable: false),
                    Effect = table.Column<string>(type: "text", nullable: false),
                    NamedServices = table.Column<string>(type: "text", nullable: false),
                    EndsWhenDone = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ApprovedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RunningSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PlannedStart = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PlannedEnd = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RunsUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneThrough = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OverrunSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AlarmRaised = table.Column<bool>(type: "boolean", nullable: false),
                    NextEdgeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    BeginsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ShownAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_windows", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_tag",
                schema: "opsportal",
                table: "events",
                column: "Tag",
                filter: "\"Tag\" <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_event_entries_suppressed",
                schema: "opsportal",
                table: "event_entries",
                column: "Text",
                filter: "\"Kind\" = 7");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Hash",
                schema: "opsportal",
                table: "calendar_feeds",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Person",
                schema: "opsportal",
                table: "calendar_feeds",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_freezes_EndsAt",
                schema: "opsportal",
                table: "freezes",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_moments_window",
                schema: "opsportal",
                table: "maintenance_moments",
                columns: new[] { "Window", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_due",
                schema: "opsportal",
                table: "maintenance_windows",
                column: "NextEdgeAt",
                filter: "\"NextEdgeAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_list",
                schema: "opsportal",
                table: "maintenance_windows",
                columns: new[] { "State", "ShownAt" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_range",
                schema: "opsportal",
                table: "maintenance_windows",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_feeds",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "freezes",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "maintenance_moments",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "maintenance_windows",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_events_tag",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_event_entries_suppressed",
                schema: "opsportal",
                table: "event_entries");

            migrationBuilder.DropColumn(
                name: "LoweredBy",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Tag",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "TaggedBy",
                schema: "opsportal",
                table: "events");
        }
    }
}
