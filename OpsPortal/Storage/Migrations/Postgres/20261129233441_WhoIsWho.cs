using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WhoIsWho : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "GivenBy",
                schema: "opsportal",
                table: "team_members",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "Since",
                schema: "opsportal",
                table: "team_members",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<Guid>(
                name: "PersonGivenBy",
                schema: "opsportal",
                table: "services",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PersonSince",
                schema: "opsportal",
                table: "services",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TeamGivenBy",
                schema: "opsportal",
                table: "services",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TeamSince",
                schema: "opsportal",
                table: "services",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "GrantedByPerson",
                schema: "opsportal",
                table: "duty_grants",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Group",
                schema: "opsportal",
                table: "duty_grants",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "passkeys",
                schema: "opsportal",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_passkeys_accounts_UserId",
                        column: x => x.UserId,
                        principalSchema: "opsportal",
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_traces",
                schema: "opsportal",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    LastAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_traces", x => new { x.Account, x.Kind, x.Value });
                    table.ForeignKey(
                        name: "FK_sign_in_traces_accounts_Account",
                        column: x => x.Account,
                        principalSchema: "opsportal",
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "step_ups",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UsedFor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_step_ups", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_UserId",
                schema: "opsportal",
                table: "passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_step_ups_Account",
                schema: "opsportal",
                table: "step_ups",
                column: "Account");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "passkeys",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "sign_in_traces",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "step_ups",
                schema: "opsportal");

            migrationBuilder.DropColumn(
                name: "GivenBy",
                schema: "opsportal",
                table: "team_members");

            migrationBuilder.DropColumn(
                name: "Since",
                schema: "opsportal",
                table: "team_members");

            migrationBuilder.DropColumn(
                name: "PersonGivenBy",
                schema: "opsportal",
                table: "services");

            migrationBuilder.DropColumn(
                name: "PersonSince",
                schema: "opsportal",
                table: "services");

            migrationBuilder.DropColumn(
                name: "TeamGivenBy",
                schema: "opsportal",
                table: "services");

            migrationBuilder.DropColumn(
                name: "TeamSince",
                schema: "opsportal",
                table: "services");

            migrationBuilder.DropColumn(
                name: "GrantedByPerson",
                schema: "opsportal",
                table: "duty_grants");

            migrationBuilder.DropColumn(
                name: "Group",
                schema: "opsportal",
                table: "duty_grants");
        }
    }
}
