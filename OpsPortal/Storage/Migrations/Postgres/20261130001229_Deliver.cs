using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Deliver : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "PeakHours",
                schema: "opsportal",
                table: "services",
                type: "text",
                nullable: false,
                defaultValue: "");

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
                name: "approval_delegations",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Principal = table.Column<Guid>(type: "uuid", nullable: false),
                    PrincipalName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Delegate = table.Column<Guid>(type: "uuid", nullable: false),
                    DelegateName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RevokedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_delegations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "approval_policies",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: true),
                    ProposedBy = table.Column<string>(type: "text", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Governing = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    AdoptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DroppedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DroppedWhy = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_policies", x => new { x.Number, x.Revision, x.Attempt });
                });

            migrationBuilder.CreateTable(
                name: "approval_rounds",
                schema: "opsportal",
                columns: table => new
                {
                    Subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ContentHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Policy = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    Asked = table.Column<string>(type: "text", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecideBy = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    IsAsking = table.Column<bool>(type: "boolean", nullable: false),
                    IsReminded = table.Column<bool>(type: "boolean", nullable: false),
                    RequesterMayApprove = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_rounds", x => new { x.Subject, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "break_glasses",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Change = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ContentHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Team = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    DeclaredBy = table.Column<string>(type: "text", nullable: false),
                    DeclaredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PassedOver = table.Column<string>(type: "text", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "text", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UsedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UsedBy = table.Column<string>(type: "text", nullable: true),
                    ReviewedBy = table.Column<string>(type: "text", nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Findings = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_break_glasses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "change_templates",
                schema: "opsportal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    ProposedBy = table.Column<string>(type: "text", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_templates", x => new { x.Key, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "changes",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Plan = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    EditedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Risk = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    RiskTotal = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StartedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    BrokeGlass = table.Column<bool>(type: "boolean", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: true),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    RequestedByName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    RequestedByPerson = table.Column<Guid>(type: "uuid", nullable: true),
                    Services = table.Column<string>(type: "text", nullable: true),
                    StartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Words = table.Column<string>(type: "text", nullable: true),
                    Participants = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "freeze_overrides",
                schema: "opsportal",
                columns: table => new
                {
                    Freeze = table.Column<Guid>(type: "uuid", nullable: false),
                    Change = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FreezeName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_freeze_overrides", x => new { x.Freeze, x.Change, x.GivenAt });
                });

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
                name: "readiness_criteria",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Draft = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_readiness_criteria", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "readiness_evidence",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Criterion = table.Column<Guid>(type: "uuid", nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    PlanMark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Holds = table.Column<bool>(type: "boolean", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_readiness_evidence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "readiness_reports",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Check = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Environment = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Passed = table.Column<bool>(type: "boolean", nullable: false),
                    Summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    From = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_readiness_reports", x => x.Id);
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

            migrationBuilder.CreateTable(
                name: "approval_asked",
                schema: "opsportal",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_asked", x => new { x.Subject, x.Round, x.Person });
                    table.ForeignKey(
                        name: "FK_approval_asked_approval_rounds_Subject_Round",
                        columns: x => new { x.Subject, x.Round },
                        principalSchema: "opsportal",
                        principalTable: "approval_rounds",
                        principalColumns: new[] { "Subject", "Number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "approval_decisions",
                schema: "opsportal",
                columns: table => new
                {
                    Subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Principal = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ContentHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Policy = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Seen = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    Groups = table.Column<string>(type: "text", nullable: false),
                    StartNotBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StepUp = table.Column<Guid>(type: "uuid", nullable: true),
                    Method = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_decisions", x => new { x.Subject, x.Round, x.Place });
                    table.ForeignKey(
                        name: "FK_approval_decisions_approval_rounds_Subject_Round",
                        columns: x => new { x.Subject, x.Round },
                        principalSchema: "opsportal",
                        principalTable: "approval_rounds",
                        principalColumns: new[] { "Subject", "Number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: true),
                    Text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_change_entries_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_revisions",
                schema: "opsportal",
                columns: table => new
                {
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Plan = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Note = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_revisions", x => new { x.Change, x.Number });
                    table.ForeignKey(
                        name: "FK_change_revisions_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_risk_answers",
                schema: "opsportal",
                columns: table => new
                {
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    Answers = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_risk_answers", x => x.Change);
                    table.ForeignKey(
                        name: "FK_change_risk_answers_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_services",
                schema: "opsportal",
                columns: table => new
                {
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_services", x => new { x.Change, x.Service });
                    table.ForeignKey(
                        name: "FK_change_services_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_approval_decisions_step_up",
                schema: "opsportal",
                table: "approval_decisions",
                column: "StepUp",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_approval_delegations_until",
                schema: "opsportal",
                table: "approval_delegations",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "ux_approval_policies_revision",
                schema: "opsportal",
                table: "approval_policies",
                columns: new[] { "Number", "Revision" },
                unique: true,
                filter: "\"DroppedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_approval_rounds_asking",
                schema: "opsportal",
                table: "approval_rounds",
                columns: new[] { "IsAsking", "DecideBy" },
                filter: "\"IsAsking\"");

            migrationBuilder.CreateIndex(
                name: "ix_break_glasses_change",
                schema: "opsportal",
                table: "break_glasses",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_break_glasses_team",
                schema: "opsportal",
                table: "break_glasses",
                column: "Team");

            migrationBuilder.CreateIndex(
                name: "ix_change_entries_change",
                schema: "opsportal",
                table: "change_entries",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_change_services_service",
                schema: "opsportal",
                table: "change_services",
                column: "Service");

            migrationBuilder.CreateIndex(
                name: "ix_changes_planned",
                schema: "opsportal",
                table: "changes",
                columns: new[] { "State", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_requester",
                schema: "opsportal",
                table: "changes",
                column: "RequestedByPerson");

            migrationBuilder.CreateIndex(
                name: "ix_changes_state",
                schema: "opsportal",
                table: "changes",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_freeze_overrides_change",
                schema: "opsportal",
                table: "freeze_overrides",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_UserId",
                schema: "opsportal",
                table: "passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_readiness_evidence_Change",
                schema: "opsportal",
                table: "readiness_evidence",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "IX_readiness_reports_ExpiresAt",
                schema: "opsportal",
                table: "readiness_reports",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_readiness_reports_Service_IssuedAt",
                schema: "opsportal",
                table: "readiness_reports",
                columns: new[] { "Service", "IssuedAt" });

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
                name: "approval_asked",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "approval_decisions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "approval_delegations",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "approval_policies",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "break_glasses",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "change_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "change_revisions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "change_risk_answers",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "change_services",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "change_templates",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "freeze_overrides",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "passkeys",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "readiness_criteria",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "readiness_evidence",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "readiness_reports",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "sign_in_traces",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "step_ups",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "approval_rounds",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "changes",
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
                name: "PeakHours",
                schema: "opsportal",
                table: "services");

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
