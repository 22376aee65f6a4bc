using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "incidents",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    DescriptionVersion = table.Column<int>(type: "integer", nullable: false),
                    DescribedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    IsMajor = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    OpenedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Commander = table.Column<Guid>(type: "uuid", nullable: true),
                    CommanderName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Communicator = table.Column<Guid>(type: "uuid", nullable: true),
                    CommunicatorName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Scribe = table.Column<Guid>(type: "uuid", nullable: true),
                    ScribeName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    AcknowledgedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HeldSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HeldWhy = table.Column<string>(type: "text", nullable: false),
                    HeldBefore = table.Column<long>(type: "bigint", nullable: false),
                    EscalationLevel = table.Column<int>(type: "integer", nullable: false),
                    EscalatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Resolution = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Cause = table.Column<string>(type: "text", nullable: false),
                    Lesson = table.Column<string>(type: "text", nullable: false),
                    ReviewedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReviewedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Review = table.Column<string>(type: "text", nullable: false),
                    LastUpdate = table.Column<string>(type: "text", nullable: false),
                    LastUpdateAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "rotations",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Team = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Shifts = table.Column<string>(type: "text", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "incident_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Event = table.Column<long>(type: "bigint", nullable: true),
                    EventEntry = table.Column<long>(type: "bigint", nullable: true),
                    Text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_entries_incidents_Incident",
                        column: x => x.Incident,
                        principalSchema: "opsportal",
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_events",
                schema: "opsportal",
                columns: table => new
                {
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    JoinedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_events", x => new { x.Incident, x.Event });
                    table.ForeignKey(
                        name: "FK_incident_events_incidents_Incident",
                        column: x => x.Incident,
                        principalSchema: "opsportal",
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_hypotheses",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Because = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_hypotheses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_hypotheses_incidents_Incident",
                        column: x => x.Incident,
                        principalSchema: "opsportal",
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_tasks",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_tasks_incidents_Incident",
                        column: x => x.Incident,
                        principalSchema: "opsportal",
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rotation_overrides",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Rotation = table.Column<Guid>(type: "uuid", nullable: false),
                    Shift = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rotation_overrides", x => x.Id);
                    table.ForeignKey(
                        name: "FK_rotation_overrides_rotations_Rotation",
                        column: x => x.Rotation,
                        principalSchema: "opsportal",
                        principalTable: "rotations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_at",
                schema: "opsportal",
                table: "incident_entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_incident",
                schema: "opsportal",
                table: "incident_entries",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_told",
                schema: "opsportal",
                table: "incident_entries",
                column: "EventEntry",
                filter: "\"EventEntry\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_incident_events_event",
                schema: "opsportal",
                table: "incident_events",
                column: "Event");

            migrationBuilder.CreateIndex(
                name: "IX_incident_hypotheses_Incident",
                schema: "opsportal",
                table: "incident_hypotheses",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "IX_incident_tasks_Incident",
                schema: "opsportal",
                table: "incident_tasks",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_changed",
                schema: "opsportal",
                table: "incidents",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_queue",
                schema: "opsportal",
                table: "incidents",
                columns: new[] { "State", "Priority", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_service",
                schema: "opsportal",
                table: "incidents",
                column: "Service");

            migrationBuilder.CreateIndex(
                name: "IX_rotation_overrides_Rotation_Until",
                schema: "opsportal",
                table: "rotation_overrides",
                columns: new[] { "Rotation", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_rotations_Team_Name",
                schema: "opsportal",
                table: "rotations",
                columns: new[] { "Team", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incident_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incident_events",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incident_hypotheses",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incident_tasks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rotation_overrides",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incidents",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rotations",
                schema: "opsportal");
        }
    }
}
