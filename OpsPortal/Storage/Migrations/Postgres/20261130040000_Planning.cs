using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Postgres;

/// <summary>Peak hours of services, and what has to be true before a change begins.</summary>
[DbContext(typeof(PostgresOpsDb))]
[Migration("20261130040000_Planning")]
public sealed class Planning : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "PeakHours", schema: "opsportal", table: "services", type: "text", nullable: false, defaultValue: "");
        migrationBuilder.CreateTable(
            name: "readiness_criteria",
            schema: "opsportal",
            columns: table => new
            {
                Id = table.Column<Guid>(type: "uuid", nullable: false),
                ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                Draft = table.Column<string>(type: "text", nullable: false),
                Version = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_criteria", row => row.Id));
        migrationBuilder.CreateTable(
            name: "readiness_evidence",
            schema: "opsportal",
            columns: table => new
            {
                Id = table.Column<Guid>(type: "uuid", nullable: false),
                At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                Change = table.Column<long>(type: "bigint", nullable: false),
                Criterion = table.Column<Guid>(type: "uuid", nullable: false),
                ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                Holds = table.Column<bool>(type: "boolean", nullable: false),
                Link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                Person = table.Column<Guid>(type: "uuid", nullable: false),
                PlanMark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_evidence", row => row.Id));
        migrationBuilder.CreateIndex(name: "IX_readiness_evidence_Change", schema: "opsportal", table: "readiness_evidence", column: "Change");
        migrationBuilder.CreateTable(
            name: "readiness_reports",
            schema: "opsportal",
            columns: table => new
            {
                Id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                Check = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                Environment = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                From = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                IssuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                Link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                Passed = table.Column<bool>(type: "boolean", nullable: false),
                Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                Summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_reports", row => row.Id));
        migrationBuilder.CreateIndex(name: "IX_readiness_reports_ExpiresAt", schema: "opsportal", table: "readiness_reports", column: "ExpiresAt");
        migrationBuilder.CreateIndex(name: "IX_readiness_reports_Service_IssuedAt", schema: "opsportal", table: "readiness_reports", columns: ["Service", "IssuedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "readiness_criteria", schema: "opsportal");
        migrationBuilder.DropTable(name: "readiness_evidence", schema: "opsportal");
        migrationBuilder.DropTable(name: "readiness_reports", schema: "opsportal");
        migrationBuilder.DropColumn(name: "PeakHours", schema: "opsportal", table: "services");
    }
}
