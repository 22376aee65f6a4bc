using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Deployments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deployment_analyses",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Errors = table.Column<int>(type: "INTEGER", nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_analyses", x => new { x.Key, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "deployment_callbacks",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_callbacks", x => new { x.Key, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "deployment_executor",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_executor", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_holds",
                columns: table => new
                {
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_holds", x => new { x.Service, x.Environment });
                });

            migrationBuilder.CreateTable(
                name: "deployment_log_parts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    First = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Lines = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_log_parts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_measurements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Check = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_measurements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_processes",
                columns: table => new
                {
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_processes", x => new { x.Service, x.Environment });
                });

            migrationBuilder.CreateTable(
                name: "deployments",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Change = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Components = table.Column<string>(type: "TEXT", nullable: false),
                    Recipe = table.Column<string>(type: "TEXT", nullable: false),
                    IsHotfix = table.Column<bool>(type: "INTEGER", nullable: false),
                    MadeBy = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Stages = table.Column<string>(type: "TEXT", nullable: false),
                    BackFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: true),
                    Traffic = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MadeByName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Model = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ServiceKeys = table.Column<string>(type: "TEXT", nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployments", x => x.Number);
                    table.ForeignKey(
                        name: "FK_deployments_changes_Change",
                        column: x => x.Change,
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_attempts",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    BeganAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Deadline = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LookAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    MayRepeat = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_attempts", x => new { x.Deployment, x.Stage, x.Step, x.Attempt });
                    table.ForeignKey(
                        name: "FK_deployment_attempts_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    About = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_deployment_entries_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_process_copies",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_process_copies", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_deployment_process_copies_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_windows",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Window = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_windows", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_deployment_windows_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quarantines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Component = table.Column<string>(type: "TEXT", nullable: false),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LiftedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    LiftedWhy = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_quarantines_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_attempts_state",
                table: "deployment_attempts",
                columns: new[] { "State", "Deployment" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_entries_deployment",
                table: "deployment_entries",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_holds_deployment",
                table: "deployment_holds",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_log_parts_key",
                table: "deployment_log_parts",
                columns: new[] { "Key", "First" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_measurements_key",
                table: "deployment_measurements",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_windows_closed",
                table: "deployment_windows",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_change",
                table: "deployments",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_due",
                table: "deployments",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_state",
                table: "deployments",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_quarantines_Deployment",
                table: "quarantines",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_quarantines_lifted",
                table: "quarantines",
                column: "LiftedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deployment_analyses");

            migrationBuilder.DropTable(
                name: "deployment_attempts");

            migrationBuilder.DropTable(
                name: "deployment_callbacks");

            migrationBuilder.DropTable(
                name: "deployment_entries");

            migrationBuilder.DropTable(
                name: "deployment_executor");

            migrationBuilder.DropTable(
                name: "deployment_holds");

            migrationBuilder.DropTable(
                name: "deployment_log_parts");

            migrationBuilder.DropTable(
                name: "deployment_measurements");

            migrationBuilder.DropTable(
                name: "deployment_process_copies");

            migrationBuilder.DropTable(
                name: "deployment_processes");

            migrationBuilder.DropTable(
                name: "deployment_windows");

            migrationBuilder.DropTable(
                name: "quarantines");

            migrationBuilder.DropTable(
                name: "deployments");
        }
    }
}
