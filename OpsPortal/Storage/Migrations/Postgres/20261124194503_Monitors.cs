using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Monitors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "metric_chunks",
                schema: "opsportal",
                columns: table => new
                {
                    Series = table.Column<long>(type: "bigint", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metric_chunks", x => new { x.Series, x.Start });
                });

            migrationBuilder.CreateTable(
                name: "metric_log",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metric_log", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "metric_rollups",
                schema: "opsportal",
                columns: table => new
                {
                    Series = table.Column<long>(type: "bigint", nullable: false),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metric_rollups", x => new { x.Series, x.Step, x.Start });
                });

            migrationBuilder.CreateTable(
                name: "metric_series",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Labels = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metric_series", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "monitor_runs",
                schema: "opsportal",
                columns: table => new
                {
                    Monitor = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    GoesOut = table.Column<bool>(type: "boolean", nullable: false),
                    RanAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Phase = table.Column<int>(type: "integer", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: true),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Series = table.Column<int>(type: "integer", nullable: false),
                    Firing = table.Column<int>(type: "integer", nullable: false),
                    Said = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_monitor_runs", x => x.Monitor);
                });

            migrationBuilder.CreateTable(
                name: "monitor_states",
                schema: "opsportal",
                columns: table => new
                {
                    Monitor = table.Column<long>(type: "bigint", nullable: false),
                    Series = table.Column<long>(type: "bigint", nullable: false),
                    Labels = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Raised = table.Column<string>(type: "text", nullable: true),
                    RaisedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_monitor_states", x => new { x.Monitor, x.Series });
                });

            migrationBuilder.CreateTable(
                name: "monitor_turns",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Monitor = table.Column<long>(type: "bigint", nullable: false),
                    Series = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    From = table.Column<int>(type: "integer", nullable: false),
                    To = table.Column<int>(type: "integer", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_monitor_turns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "monitors",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Service = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Draft = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_monitors", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_metric_chunks_End",
                schema: "opsportal",
                table: "metric_chunks",
                column: "End");

            migrationBuilder.CreateIndex(
                name: "IX_metric_rollups_Step_Start",
                schema: "opsportal",
                table: "metric_rollups",
                columns: new[] { "Step", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_monitor_runs_GoesOut_DueAt",
                schema: "opsportal",
                table: "monitor_runs",
                columns: new[] { "GoesOut", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_monitor_turns_At",
                schema: "opsportal",
                table: "monitor_turns",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_monitor_turns_Monitor_Id",
                schema: "opsportal",
                table: "monitor_turns",
                columns: new[] { "Monitor", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_monitors_Name",
                schema: "opsportal",
                table: "monitors",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "metric_chunks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "metric_log",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "metric_rollups",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "metric_series",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "monitor_runs",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "monitor_states",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "monitor_turns",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "monitors",
                schema: "opsportal");
        }
    }
}
