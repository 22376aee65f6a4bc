using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Automation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "automation_cursors",
                schema: "opsportal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    Entry = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_automation_cursors", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "automation_runs",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Trigger = table.Column<long>(type: "bigint", nullable: false),
                    TriggerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    SavedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    Occasion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Occurrence = table.Column<long>(type: "bigint", nullable: false),
                    Identity = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Target = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Input = table.Column<string>(type: "text", nullable: false),
                    Chain = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Acted = table.Column<bool>(type: "boolean", nullable: false),
                    WhyCode = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Why = table.Column<string>(type: "text", nullable: false),
                    ApproveBy = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Message = table.Column<Guid>(type: "uuid", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Output = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_automation_runs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "automation_triggers",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Mode = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Condition = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    Guardrails = table.Column<string>(type: "text", nullable: false),
                    SealedSecret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ActiveFrom = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedByPerson = table.Column<Guid>(type: "uuid", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StoppedWhy = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    FailuresInRow = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_automation_triggers", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "outbox_messages",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    About = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    SealedSecret = table.Column<string>(type: "text", nullable: true),
                    Repeatable = table.Column<bool>(type: "boolean", nullable: false),
                    MaxAttempts = table.Column<int>(type: "integer", nullable: false),
                    TimeOutSeconds = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LeaseUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_attempts",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Message = table.Column<Guid>(type: "uuid", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TookMilliseconds = table.Column<int>(type: "integer", nullable: false),
                    Succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    Said = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_attempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_outbox_attempts_outbox_messages_Message",
                        column: x => x.Message,
                        principalSchema: "opsportal",
                        principalTable: "outbox_messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_automation_runs_event",
                schema: "opsportal",
                table: "automation_runs",
                column: "Event");

            migrationBuilder.CreateIndex(
                name: "ix_automation_runs_history",
                schema: "opsportal",
                table: "automation_runs",
                columns: new[] { "Trigger", "At" });

            migrationBuilder.CreateIndex(
                name: "ix_automation_runs_state",
                schema: "opsportal",
                table: "automation_runs",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "ux_automation_runs_happening",
                schema: "opsportal",
                table: "automation_runs",
                columns: new[] { "Trigger", "Event", "Occasion", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_automation_triggers_Name",
                schema: "opsportal",
                table: "automation_triggers",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_attempts_Message",
                schema: "opsportal",
                table: "outbox_attempts",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_due",
                schema: "opsportal",
                table: "outbox_messages",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_leased",
                schema: "opsportal",
                table: "outbox_messages",
                column: "LeaseUntil",
                filter: "\"LeaseUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_messages_EndedAt",
                schema: "opsportal",
                table: "outbox_messages",
                column: "EndedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "automation_cursors",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "automation_runs",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "automation_triggers",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "outbox_attempts",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "outbox_messages",
                schema: "opsportal");
        }
    }
}
