using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Runners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gateway_routes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    PathPrefix = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sticky = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    StickyName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Sides = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_routes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "runner_secrets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Sealed = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SetAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SetBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runner_secrets", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ux_gateway_routes_match",
                table: "gateway_routes",
                columns: new[] { "Host", "PathPrefix" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_gateway_routes_place",
                table: "gateway_routes",
                columns: new[] { "Service", "Environment" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_runner_secrets_name",
                table: "runner_secrets",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gateway_routes");

            migrationBuilder.DropTable(
                name: "runner_secrets");
        }
    }
}
