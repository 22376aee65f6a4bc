using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Problems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "problem_patterns",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    What = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_patterns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "problems",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    What = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ProposedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Grounds = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    RootCause = table.Column<string>(type: "text", nullable: false),
                    Workaround = table.Column<string>(type: "text", nullable: false),
                    TextVersion = table.Column<int>(type: "integer", nullable: false),
                    WrittenBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Team = table.Column<Guid>(type: "uuid", nullable: true),
                    TeamName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    KnownErrorAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Change = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    FixedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ResolvedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problems", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "problem_occurrences",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Pattern = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_occurrences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_problem_occurrences_problem_patterns_Pattern",
                        column: x => x.Pattern,
                        principalSchema: "opsportal",
                        principalTable: "problem_patterns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Problem = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    About = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_problem_entries_problems_Problem",
                        column: x => x.Problem,
                        principalSchema: "opsportal",
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_events",
                schema: "opsportal",
                columns: table => new
                {
                    Problem = table.Column<long>(type: "bigint", nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_events", x => new { x.Problem, x.Event });
                    table.ForeignKey(
                        name: "FK_problem_events_problems_Problem",
                        column: x => x.Problem,
                        principalSchema: "opsportal",
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_incidents",
                schema: "opsportal",
                columns: table => new
                {
                    Problem = table.Column<long>(type: "bigint", nullable: false),
                    Incident = table.Column<long>(type: "bigint", nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_incidents", x => new { x.Problem, x.Incident });
                    table.ForeignKey(
                        name: "FK_problem_incidents_problems_Problem",
                        column: x => x.Problem,
                        principalSchema: "opsportal",
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_problem_entries_problem",
                schema: "opsportal",
                table: "problem_entries",
                column: "Problem");

            migrationBuilder.CreateIndex(
                name: "ix_problem_events_event",
                schema: "opsportal",
                table: "problem_events",
                column: "Event");

            migrationBuilder.CreateIndex(
                name: "ix_problem_incidents_incident",
                schema: "opsportal",
                table: "problem_incidents",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_problem_occurrences_at",
                schema: "opsportal",
                table: "problem_occurrences",
                columns: new[] { "At", "Count" });

            migrationBuilder.CreateIndex(
                name: "ix_problem_occurrences_pattern",
                schema: "opsportal",
                table: "problem_occurrences",
                columns: new[] { "Pattern", "At", "Count" });

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                schema: "opsportal",
                table: "problem_patterns",
                columns: new[] { "What", "Service" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                schema: "opsportal",
                table: "problems",
                columns: new[] { "What", "Service" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problems_queue",
                schema: "opsportal",
                table: "problems",
                columns: new[] { "State", "Priority", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_problems_service",
                schema: "opsportal",
                table: "problems",
                column: "Service");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "problem_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "problem_events",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "problem_incidents",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "problem_occurrences",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "problems",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "problem_patterns",
                schema: "opsportal");
        }
    }
}
