using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Runners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gateway_routes",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    PathPrefix = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Sticky = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    StickyName = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Sides = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_routes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "runner_secrets",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Sealed = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SetAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SetBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runner_secrets", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ux_gateway_routes_match",
                schema: "opsportal",
                table: "gateway_routes",
                columns: new[] { "Host", "PathPrefix" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_gateway_routes_place",
                schema: "opsportal",
                table: "gateway_routes",
                columns: new[] { "Service", "Environment" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_runner_secrets_name",
                schema: "opsportal",
                table: "runner_secrets",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gateway_routes",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "runner_secrets",
                schema: "opsportal");
        }
    }
}
