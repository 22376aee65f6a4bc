using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReleasesAndVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "feature_switches",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ChangedWhy = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feature_switches", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Draft = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    PlannedBy = table.Column<string>(type: "TEXT", nullable: false),
                    PlannedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedWhy = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Contents = table.Column<string>(type: "TEXT", nullable: true),
                    Date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Switch = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_releases", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "version_differences",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Running = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Expected = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ExpectedBy = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    IsAsFound = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsProduction = table.Column<bool>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenKey = table.Column<string>(type: "TEXT", maxLength: 700, nullable: true),
                    OverAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LookedAtBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    LookedAtAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_differences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "version_lookups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Expression = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    EveryMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Said = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    FailingSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_lookups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "version_observations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Running = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    CurrentKey = table.Column<string>(type: "TEXT", maxLength: 700, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    FirstSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_version_observations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "release_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Release = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    To = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_release_entries_releases_Release",
                        column: x => x.Release,
                        principalTable: "releases",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "release_tasks",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Release = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    WasWaived = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_tasks", x => new { x.Release, x.Number });
                    table.ForeignKey(
                        name: "FK_release_tasks_releases_Release",
                        column: x => x.Release,
                        principalTable: "releases",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_release_entries_release",
                table: "release_entries",
                column: "Release");

            migrationBuilder.CreateIndex(
                name: "ix_releases_state",
                table: "releases",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_releases_switch",
                table: "releases",
                column: "Switch");

            migrationBuilder.CreateIndex(
                name: "ix_version_differences_over",
                table: "version_differences",
                column: "OverAt");

            migrationBuilder.CreateIndex(
                name: "ux_version_differences_open",
                table: "version_differences",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_version_lookups_due",
                table: "version_lookups",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "ix_version_observations_place",
                table: "version_observations",
                columns: new[] { "Service", "Component", "Environment", "LastSeen" });

            migrationBuilder.CreateIndex(
                name: "ix_version_observations_seen",
                table: "version_observations",
                column: "LastSeen");

            migrationBuilder.CreateIndex(
                name: "ux_version_observations_current",
                table: "version_observations",
                column: "CurrentKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feature_switches");

            migrationBuilder.DropTable(
                name: "release_entries");

            migrationBuilder.DropTable(
                name: "release_tasks");

            migrationBuilder.DropTable(
                name: "version_differences");

            migrationBuilder.DropTable(
                name: "version_lookups");

            migrationBuilder.DropTable(
                name: "version_observations");

            migrationBuilder.DropTable(
                name: "releases");
        }
    }
}
