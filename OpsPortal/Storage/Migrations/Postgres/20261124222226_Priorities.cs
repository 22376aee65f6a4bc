using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Priorities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Computed",
                schema: "opsportal",
                table: "events",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FlapsSince",
                schema: "opsportal",
                table: "events",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PrioritySetBy",
                schema: "opsportal",
                table: "events",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RecentTurns",
                schema: "opsportal",
                table: "events",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "ShownAt",
                schema: "opsportal",
                table: "events",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Usefulness",
                schema: "opsportal",
                table: "events",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "priority_matrix",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Cells = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_priority_matrix", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_flapping",
                schema: "opsportal",
                table: "events",
                column: "FlapsSince",
                filter: "\"FlapsSince\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "priority_matrix",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_events_flapping",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Computed",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "FlapsSince",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "PrioritySetBy",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "RecentTurns",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "ShownAt",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Usefulness",
                schema: "opsportal",
                table: "events");
        }
    }
}
