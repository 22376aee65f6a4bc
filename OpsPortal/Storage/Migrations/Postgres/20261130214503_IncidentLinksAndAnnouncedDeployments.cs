using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IncidentLinksAndAnnouncedDeployments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deployment_announcements",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Told = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Ends = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deployment_announcements", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_deployment_announcements_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "incident_deployments",
                schema: "opsportal",
                columns: table => new
                {
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_deployments", x => new { x.Incident, x.Deployment });
                    table.ForeignKey(
                        name: "FK_incident_deployments_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incident_deployments_deployment",
                schema: "opsportal",
                table: "incident_deployments",
                column: "Deployment");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deployment_announcements",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incident_deployments",
                schema: "opsportal");
        }
    }
}
