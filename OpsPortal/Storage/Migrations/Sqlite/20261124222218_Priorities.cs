using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Priorities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Computed",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FlapsSince",
                table: "events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PrioritySetBy",
                table: "events",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RecentTurns",
                table: "events",
                type: "TEXT",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "ShownAt",
                table: "events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Usefulness",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "priority_matrix",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Cells = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_priority_matrix", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_flapping",
                table: "events",
                column: "FlapsSince",
                filter: "\"FlapsSince\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "priority_matrix");

            migrationBuilder.DropIndex(
                name: "ix_events_flapping",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Computed",
                table: "events");

            migrationBuilder.DropColumn(
                name: "FlapsSince",
                table: "events");

            migrationBuilder.DropColumn(
                name: "PrioritySetBy",
                table: "events");

            migrationBuilder.DropColumn(
                name: "RecentTurns",
                table: "events");

            migrationBuilder.DropColumn(
                name: "ShownAt",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Usefulness",
                table: "events");
        }
    }
}
