using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReleasesAndVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "feature_switches",
                schema: "opsportal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Rule = table.Column<string>(type: "text", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedWhy = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feature_switches", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Draft = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    PlannedBy = table.Column<string>(type: "text", nullable: false),
                    PlannedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    DecidedWhy = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Audience = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Contents = table.Column<string>(type: "text", nullable: true),
                    Date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Environment = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    Switch = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_releases", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "version_differences",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Running = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Commit = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Expected = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ExpectedBy = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    Source = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    Code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    IsAsFound = table.Column<bool>(type: "boolean", nullable: false),
                    IsProduction = table.Column<bool>(type: "boolean", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    OpenKey = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: true),
                    OverAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LookedAtBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    LookedAtAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_differences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "version_lookups",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Expression = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    EveryMinutes = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Said = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    FailingSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_lookups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "version_observations",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Running = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Commit = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    CurrentKey = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: true),
                    Source = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    FirstSeen = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_observations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "release_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Release = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    To = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_release_entries_releases_Release",
                        column: x => x.Release,
                        principalSchema: "opsportal",
                        principalTable: "releases",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "release_tasks",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Release = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    WasWaived = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_tasks", x => new { x.Release, x.Number });
                    table.ForeignKey(
                        name: "FK_release_tasks_releases_Release",
                        column: x => x.Release,
                        principalSchema: "opsportal",
                        principalTable: "releases",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_release_entries_release",
                schema: "opsportal",
                table: "release_entries",
                column: "Release");

            migrationBuilder.CreateIndex(
                name: "ix_releases_state",
                schema: "opsportal",
                table: "releases",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_releases_switch",
                schema: "opsportal",
                table: "releases",
                column: "Switch");

            migrationBuilder.CreateIndex(
                name: "ix_version_differences_over",
                schema: "opsportal",
                table: "version_differences",
                column: "OverAt");

            migrationBuilder.CreateIndex(
                name: "ux_version_differences_open",
                schema: "opsportal",
                table: "version_differences",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_version_lookups_due",
                schema: "opsportal",
                table: "version_lookups",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "ix_version_observations_place",
                schema: "opsportal",
                table: "version_observations",
                columns: new[] { "Service", "Component", "Environment", "LastSeen" });

            migrationBuilder.CreateIndex(
                name: "ix_version_observations_seen",
                schema: "opsportal",
                table: "version_observations",
                column: "LastSeen");

            migrationBuilder.CreateIndex(
                name: "ux_version_observations_current",
                schema: "opsportal",
                table: "version_observations",
                column: "CurrentKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feature_switches",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "release_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "release_tasks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "version_differences",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "version_lookups",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "version_observations",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "releases",
                schema: "opsportal");
        }
    }
}
