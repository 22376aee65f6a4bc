using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Sqlite;

/// <summary>Peak hours of services, and what has to be true before a change begins.</summary>
[DbContext(typeof(SqliteOpsDb))]
[Migration("20261130040000_Planning")]
public sealed class Planning : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "PeakHours", table: "services", type: "TEXT", nullable: false, defaultValue: "");
        migrationBuilder.CreateTable(
            name: "readiness_criteria",
            columns: table => new
            {
                Id = table.Column<Guid>(type: "TEXT", nullable: false),
                ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                Draft = table.Column<string>(type: "TEXT", nullable: false),
                Version = table.Column<int>(type: "INTEGER", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_criteria", row => row.Id));
        migrationBuilder.CreateTable(
            name: "readiness_evidence",
            columns: table => new
            {
                Id = table.Column<Guid>(type: "TEXT", nullable: false),
                At = table.Column<DateTime>(type: "TEXT", nullable: false),
                By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                Change = table.Column<long>(type: "INTEGER", nullable: false),
                Criterion = table.Column<Guid>(type: "TEXT", nullable: false),
                ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                Holds = table.Column<bool>(type: "INTEGER", nullable: false),
                Link = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                Person = table.Column<Guid>(type: "TEXT", nullable: false),
                PlanMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_evidence", row => row.Id));
        migrationBuilder.CreateIndex(name: "IX_readiness_evidence_Change", table: "readiness_evidence", column: "Change");
        migrationBuilder.CreateTable(
            name: "readiness_reports",
            columns: table => new
            {
                Id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                Check = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                Environment = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                From = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                Link = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                Passed = table.Column<bool>(type: "INTEGER", nullable: false),
                Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                Summary = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_reports", row => row.Id));
        migrationBuilder.CreateIndex(name: "IX_readiness_reports_ExpiresAt", table: "readiness_reports", column: "ExpiresAt");
        migrationBuilder.CreateIndex(name: "IX_readiness_reports_Service_IssuedAt", table: "readiness_reports", columns: ["Service", "IssuedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "readiness_criteria");
        migrationBuilder.DropTable(name: "readiness_evidence");
        migrationBuilder.DropTable(name: "readiness_reports");
        migrationBuilder.DropColumn(name: "PeakHours", table: "services");
    }
}
