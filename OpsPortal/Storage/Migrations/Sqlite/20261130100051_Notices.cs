using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_change_services_service",
                table: "change_services");

            migrationBuilder.CreateTable(
                name: "deployment_notices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sender = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Component = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TriggeredBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    RunUrl = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    PreviousVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IsRollback = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsHotfix = table.Column<bool>(type: "INTEGER", nullable: false),
                    CausedByIncident = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Change = table.Column<long>(type: "INTEGER", nullable: true),
                    RogueCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RogueWhy = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gate_waits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Asked = table.Column<string>(type: "TEXT", nullable: false),
                    SealedTarget = table.Column<string>(type: "TEXT", nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gate_waits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "pushed_commits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Repository = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sha = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Mail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Login = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AuthoredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsIncomplete = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pushed_commits", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_change_services_service",
                table: "change_services",
                columns: new[] { "Service", "Change" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_asked_person",
                table: "approval_asked",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_notices_change",
                table: "deployment_notices",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_notices_component",
                table: "deployment_notices",
                columns: new[] { "Service", "Component", "Environment", "Id" });

            migrationBuilder.CreateIndex(
                name: "ux_deployment_notices_key",
                table: "deployment_notices",
                columns: new[] { "Sender", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gate_waits_account",
                table: "gate_waits",
                column: "Account");

            migrationBuilder.CreateIndex(
                name: "ix_pushed_commits_authored",
                table: "pushed_commits",
                column: "AuthoredAt");

            migrationBuilder.CreateIndex(
                name: "ux_pushed_commits_sha",
                table: "pushed_commits",
                columns: new[] { "Repository", "Sha" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deployment_notices");

            migrationBuilder.DropTable(
                name: "gate_waits");

            migrationBuilder.DropTable(
                name: "pushed_commits");

            migrationBuilder.DropIndex(
                name: "ix_change_services_service",
                table: "change_services");

            migrationBuilder.DropIndex(
                name: "ix_approval_asked_person",
                table: "approval_asked");

            migrationBuilder.CreateIndex(
                name: "ix_change_services_service",
                table: "change_services",
                column: "Service");
        }
    }
}
