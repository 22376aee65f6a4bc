using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Traces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "traces",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Service = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    HasRoot = table.Column<bool>(type: "boolean", nullable: false),
                    NamedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Spans = table.Column<int>(type: "integer", nullable: false),
                    Failed = table.Column<int>(type: "integer", nullable: false),
                    Slow = table.Column<bool>(type: "boolean", nullable: false),
                    Fate = table.Column<int>(type: "integer", nullable: false),
                    HeardAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Parts = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_traces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "trace_services",
                schema: "opsportal",
                columns: table => new
                {
                    Trace = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Service = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Failed = table.Column<bool>(type: "boolean", nullable: false),
                    Slow = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trace_services", x => new { x.Trace, x.Service });
                    table.ForeignKey(
                        name: "FK_trace_services_traces_Trace",
                        column: x => x.Trace,
                        principalSchema: "opsportal",
                        principalTable: "traces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trace_spans",
                schema: "opsportal",
                columns: table => new
                {
                    Trace = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Part = table.Column<int>(type: "integer", nullable: false),
                    Packed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trace_spans", x => new { x.Trace, x.Part });
                    table.ForeignKey(
                        name: "FK_trace_spans_traces_Trace",
                        column: x => x.Trace,
                        principalSchema: "opsportal",
                        principalTable: "traces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_trace_services_Service_StartedAt",
                schema: "opsportal",
                table: "trace_services",
                columns: new[] { "Service", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_traces_Fate_HeardAt",
                schema: "opsportal",
                table: "traces",
                columns: new[] { "Fate", "HeardAt" });

            migrationBuilder.CreateIndex(
                name: "IX_traces_HeardAt",
                schema: "opsportal",
                table: "traces",
                column: "HeardAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "trace_services",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "trace_spans",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "traces",
                schema: "opsportal");
        }
    }
}
