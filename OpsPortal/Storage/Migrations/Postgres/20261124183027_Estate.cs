using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Estate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "service_mapping",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Rules = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_mapping", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    NameKey = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Mail = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "services",
                schema: "opsportal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Team = table.Column<Guid>(type: "uuid", nullable: true),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    Criticality = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    UsersAffected = table.Column<int>(type: "integer", nullable: false),
                    Environments = table.Column<string>(type: "text", nullable: false),
                    Components = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_services", x => x.Key);
                    table.ForeignKey(
                        name: "FK_services_persons_Person",
                        column: x => x.Person,
                        principalSchema: "opsportal",
                        principalTable: "persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_services_teams_Team",
                        column: x => x.Team,
                        principalSchema: "opsportal",
                        principalTable: "teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                schema: "opsportal",
                columns: table => new
                {
                    Team = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_members", x => new { x.Team, x.Person });
                    table.ForeignKey(
                        name: "FK_team_members_persons_Person",
                        column: x => x.Person,
                        principalSchema: "opsportal",
                        principalTable: "persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_team_members_teams_Team",
                        column: x => x.Team,
                        principalSchema: "opsportal",
                        principalTable: "teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "service_needs",
                schema: "opsportal",
                columns: table => new
                {
                    From = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    To = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_needs", x => new { x.From, x.To, x.Kind });
                    table.ForeignKey(
                        name: "FK_service_needs_services_From",
                        column: x => x.From,
                        principalSchema: "opsportal",
                        principalTable: "services",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_service_needs_services_To",
                        column: x => x.To,
                        principalSchema: "opsportal",
                        principalTable: "services",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_service_needs_To",
                schema: "opsportal",
                table: "service_needs",
                column: "To");

            migrationBuilder.CreateIndex(
                name: "IX_services_Person",
                schema: "opsportal",
                table: "services",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_services_Team",
                schema: "opsportal",
                table: "services",
                column: "Team");

            migrationBuilder.CreateIndex(
                name: "IX_team_members_Person",
                schema: "opsportal",
                table: "team_members",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_teams_NameKey",
                schema: "opsportal",
                table: "teams",
                column: "NameKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "service_mapping",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "service_needs",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "team_members",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "services",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "opsportal");
        }
    }
}
