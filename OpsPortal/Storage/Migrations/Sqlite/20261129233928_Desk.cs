using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_problems_pattern",
                table: "problems");

            migrationBuilder.DropIndex(
                name: "ix_problem_patterns_words",
                table: "problem_patterns");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "problems",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Narrowed",
                table: "problems",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "problem_patterns",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Narrowed",
                table: "problem_patterns",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "ByRule",
                table: "maintenance_moments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                table: "problems",
                columns: new[] { "What", "Service", "Narrowed" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                table: "problem_patterns",
                columns: new[] { "What", "Service", "Narrowed" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_problems_pattern",
                table: "problems");

            migrationBuilder.DropIndex(
                name: "ix_problem_patterns_words",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "problems");

            migrationBuilder.DropColumn(
                name: "Narrowed",
                table: "problems");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "Narrowed",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "ByRule",
                table: "maintenance_moments");

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                table: "problems",
                columns: new[] { "What", "Service" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                table: "problem_patterns",
                columns: new[] { "What", "Service" },
                unique: true);
        }
    }
}
