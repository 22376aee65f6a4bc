using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "intake_sources",
                schema: "opsportal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Team = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    HeartbeatSeconds = table.Column<int>(type: "integer", nullable: true),
                    ApiKey = table.Column<Guid>(type: "uuid", nullable: true),
                    RoutingKeyHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    KeyShown = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    SealedSecret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Mapping = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ListeningSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastSignalAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SilentSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_sources", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "source_minutes",
                schema: "opsportal",
                columns: table => new
                {
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Minute = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Signals = table.Column<long>(type: "bigint", nullable: false),
                    Errors = table.Column<long>(type: "bigint", nullable: false),
                    Dropped = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_minutes", x => new { x.Source, x.Minute });
                });

            migrationBuilder.CreateTable(
                name: "source_samples",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Message = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_samples", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_intake_sources_RoutingKeyHash",
                schema: "opsportal",
                table: "intake_sources",
                column: "RoutingKeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_source_minutes_Minute",
                schema: "opsportal",
                table: "source_minutes",
                column: "Minute");

            migrationBuilder.CreateIndex(
                name: "IX_source_samples_Source_Kind_At",
                schema: "opsportal",
                table: "source_samples",
                columns: new[] { "Source", "Kind", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "intake_sources",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "source_minutes",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "source_samples",
                schema: "opsportal");
        }
    }
}
