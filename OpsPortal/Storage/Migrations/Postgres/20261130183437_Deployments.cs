using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Deployments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deployment_analyses",
                schema: "opsportal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Errors = table.Column<int>(type: "integer", nullable: false),
                    Report = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_analyses", x => new { x.Key, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "deployment_callbacks",
                schema: "opsportal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_callbacks", x => new { x.Key, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "deployment_executor",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Holder = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_executor", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_holds",
                schema: "opsportal",
                columns: table => new
                {
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Deployment = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_holds", x => new { x.Service, x.Environment });
                });

            migrationBuilder.CreateTable(
                name: "deployment_log_parts",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    First = table.Column<int>(type: "integer", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    Lines = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_log_parts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_measurements",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Check = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_measurements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deployment_processes",
                schema: "opsportal",
                columns: table => new
                {
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_processes", x => new { x.Service, x.Environment });
                });

            migrationBuilder.CreateTable(
                name: "deployments",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Components = table.Column<string>(type: "text", nullable: false),
                    Recipe = table.Column<string>(type: "text", nullable: false),
                    IsHotfix = table.Column<bool>(type: "boolean", nullable: false),
                    MadeBy = table.Column<string>(type: "text", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Stages = table.Column<string>(type: "text", nullable: false),
                    BackFrom = table.Column<int>(type: "integer", nullable: false),
                    Question = table.Column<string>(type: "text", nullable: true),
                    Traffic = table.Column<string>(type: "text", nullable: false),
                    Why = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MadeByName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    Model = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    ServiceKeys = table.Column<string>(type: "text", nullable: true),
                    Words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployments", x => x.Number);
                    table.ForeignKey(
                        name: "FK_deployments_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_attempts",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Stage = table.Column<int>(type: "integer", nullable: false),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    BeganAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Deadline = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LookAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Why = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    MayRepeat = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_attempts", x => new { x.Deployment, x.Stage, x.Step, x.Attempt });
                    table.ForeignKey(
                        name: "FK_deployment_attempts_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    About = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_deployment_entries_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_process_copies",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_process_copies", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_deployment_process_copies_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deployment_windows",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Window = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_windows", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_deployment_windows_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quarantines",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Component = table.Column<string>(type: "text", nullable: false),
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LiftedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    LiftedWhy = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_quarantines_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_attempts_state",
                schema: "opsportal",
                table: "deployment_attempts",
                columns: new[] { "State", "Deployment" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_entries_deployment",
                schema: "opsportal",
                table: "deployment_entries",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_holds_deployment",
                schema: "opsportal",
                table: "deployment_holds",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_log_parts_key",
                schema: "opsportal",
                table: "deployment_log_parts",
                columns: new[] { "Key", "First" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_measurements_key",
                schema: "opsportal",
                table: "deployment_measurements",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "ix_deployment_windows_closed",
                schema: "opsportal",
                table: "deployment_windows",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_change",
                schema: "opsportal",
                table: "deployments",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_due",
                schema: "opsportal",
                table: "deployments",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_state",
                schema: "opsportal",
                table: "deployments",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_quarantines_Deployment",
                schema: "opsportal",
                table: "quarantines",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_quarantines_lifted",
                schema: "opsportal",
                table: "quarantines",
                column: "LiftedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deployment_analyses",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_attempts",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_callbacks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_executor",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_holds",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_log_parts",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_measurements",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_process_copies",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_processes",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployment_windows",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "quarantines",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "deployments",
                schema: "opsportal");
        }
    }
}
