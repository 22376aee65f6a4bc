using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Problems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "problem_patterns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    What = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_patterns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "problems",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    RootCause = table.Column<string>(type: "TEXT", nullable: false),
                    Workaround = table.Column<string>(type: "TEXT", nullable: false),
                    TextVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    WrittenBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Team = table.Column<Guid>(type: "TEXT", nullable: true),
                    TeamName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    KnownErrorAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Change = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    FixedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ResolvedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problems", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "problem_occurrences",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Pattern = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_occurrences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_problem_occurrences_problem_patterns_Pattern",
                        column: x => x.Pattern,
                        principalTable: "problem_patterns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Problem = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    About = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_problem_entries_problems_Problem",
                        column: x => x.Problem,
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_events",
                columns: table => new
                {
                    Problem = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<long>(type: "INTEGER", nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_events", x => new { x.Problem, x.Event });
                    table.ForeignKey(
                        name: "FK_problem_events_problems_Problem",
                        column: x => x.Problem,
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "problem_incidents",
                columns: table => new
                {
                    Problem = table.Column<long>(type: "INTEGER", nullable: false),
                    Incident = table.Column<long>(type: "INTEGER", nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_problem_incidents", x => new { x.Problem, x.Incident });
                    table.ForeignKey(
                        name: "FK_problem_incidents_problems_Problem",
                        column: x => x.Problem,
                        principalTable: "problems",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_problem_entries_problem",
                table: "problem_entries",
                column: "Problem");

            migrationBuilder.CreateIndex(
                name: "ix_problem_events_event",
                table: "problem_events",
                column: "Event");

            migrationBuilder.CreateIndex(
                name: "ix_problem_incidents_incident",
                table: "problem_incidents",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_problem_occurrences_at",
                table: "problem_occurrences",
                columns: new[] { "At", "Count" });

            migrationBuilder.CreateIndex(
                name: "ix_problem_occurrences_pattern",
                table: "problem_occurrences",
                columns: new[] { "Pattern", "At", "Count" });

            migrationBuilder.CreateIndex(
                name: "ix_problem_patterns_words",
                table: "problem_patterns",
                columns: new[] { "What", "Service" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_problems_pattern",
                table: "problems",
                columns: new[] { "What", "Service" },
                unique: true,
                filter: "\"What\" <> '' AND \"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "ix_problems_queue",
                table: "problems",
                columns: new[] { "State", "Priority", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_problems_service",
                table: "problems",
                column: "Service");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "problem_entries");

            migrationBuilder.DropTable(
                name: "problem_events");

            migrationBuilder.DropTable(
                name: "problem_incidents");

            migrationBuilder.DropTable(
                name: "problem_occurrences");

            migrationBuilder.DropTable(
                name: "problems");

            migrationBuilder.DropTable(
                name: "problem_patterns");
        }
    }
}
