using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_problems_pattern",
                schema: "opsportal",
                table: "problems");

            migrationBuilder.DropIndex(
                name: "ix_problem_patterns_words",
                schema: "opsportal",
                table: "problem_patterns");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                schema: "opsportal",
                table: "problems",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Narrowed",
                schema: "opsportal",
                table: "problems",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                schema: "opsportal",
                table: "problem_patterns",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Narrowed",
                schema: "opsportal",
                table: "problem_patterns",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "ByRule",
                schema: "opsportal",
                table: "maintenance_moments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                schema: "opsportal",
                table: "problems",
                columns: new[] { "What", "Service", "Narrowed" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                schema: "opsportal",
                table: "problem_patterns",
                columns: new[] { "What", "Service", "Narrowed" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_problems_pattern",
                schema: "opsportal",
                table: "problems");

            migrationBuilder.DropIndex(
                name: "ix_problem_patterns_words",
                schema: "opsportal",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "Labels",
                schema: "opsportal",
                table: "problems");

            migrationBuilder.DropColumn(
                name: "Narrowed",
                schema: "opsportal",
                table: "problems");

            migrationBuilder.DropColumn(
                name: "Labels",
                schema: "opsportal",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "Narrowed",
                schema: "opsportal",
                table: "problem_patterns");

            migrationBuilder.DropColumn(
                name: "ByRule",
                schema: "opsportal",
                table: "maintenance_moments");

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                schema: "opsportal",
                table: "problems",
                columns: new[] { "What", "Service" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                schema: "opsportal",
                table: "problem_patterns",
                columns: new[] { "What", "Service" },
                unique: true);
        }
    }
}
