using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Significance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Rule",
                schema: "opsportal",
                table: "events",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Service",
                schema: "opsportal",
                table: "events",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "signal_pages",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Signals = table.Column<int>(type: "integer", nullable: false),
                    Significant = table.Column<int>(type: "integer", nullable: false),
                    Packed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signal_pages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "significance_counts",
                schema: "opsportal",
                columns: table => new
                {
                    Rule = table.Column<Guid>(type: "uuid", nullable: false),
                    Hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Signals = table.Column<long>(type: "bigint", nullable: false),
                    Significant = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_significance_counts", x => new { x.Rule, x.Hour });
                });

            migrationBuilder.CreateTable(
                name: "significance_groups",
                schema: "opsportal",
                columns: table => new
                {
                    Rule = table.Column<Guid>(type: "uuid", nullable: false),
                    Group = table.Column<long>(type: "bigint", nullable: false),
                    Labels = table.Column<string>(type: "text", nullable: false),
                    FirstAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_significance_groups", x => new { x.Rule, x.Group });
                });

            migrationBuilder.CreateTable(
                name: "significance_rules",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Owner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Filter = table.Column<string>(type: "text", nullable: false),
                    Test = table.Column<string>(type: "text", nullable: false),
                    Significant = table.Column<bool>(type: "boolean", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: true),
                    Priority = table.Column<int>(type: "integer", nullable: true),
                    ClearAfter = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_significance_rules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_signal_pages_At",
                schema: "opsportal",
                table: "signal_pages",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "signal_pages",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "significance_counts",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "significance_groups",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "significance_rules",
                schema: "opsportal");

            migrationBuilder.DropColumn(
                name: "Rule",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Service",
                schema: "opsportal",
                table: "events");
        }
    }
}
