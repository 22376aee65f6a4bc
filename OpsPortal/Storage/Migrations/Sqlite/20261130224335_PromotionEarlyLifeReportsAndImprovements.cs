using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PromotionEarlyLifeReportsAndImprovements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "backout_rehearsals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlanMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RunMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Services = table.Column<string>(type: "TEXT", nullable: false),
                    Steps = table.Column<string>(type: "TEXT", nullable: false),
                    Change = table.Column<long>(type: "INTEGER", nullable: true),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: true),
                    Worked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Took = table.Column<long>(type: "INTEGER", nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backout_rehearsals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "early_life_supports",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Services = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Terms = table.Column<string>(type: "TEXT", nullable: false),
                    BeganAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    LeftOpen = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ServiceWords = table.Column<string>(type: "TEXT", nullable: true),
                    Shown = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_supports", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_early_life_supports_deployments_Deployment",
                        column: x => x.Deployment,
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "improvement_reviews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    HeldAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvement_reviews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "improvements",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    ExpectedEffect = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Effort = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    SourceKey = table.Column<string>(type: "TEXT", maxLength: 340, nullable: false),
                    OpenKey = table.Column<string>(type: "TEXT", maxLength: 340, nullable: true),
                    Measure = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedWhy = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    MeasureDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MeasuredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvements", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "promotion_exceptions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Change = table.Column<long>(type: "INTEGER", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotion_exceptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_promotion_exceptions_changes_Change",
                        column: x => x.Change,
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_event_sums",
                columns: table => new
                {
                    Grain = table.Column<int>(type: "INTEGER", nullable: false),
                    Cube = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    Events = table.Column<long>(type: "INTEGER", nullable: false),
                    Signals = table.Column<long>(type: "INTEGER", nullable: false),
                    HeldBack = table.Column<long>(type: "INTEGER", nullable: false),
                    Grouped = table.Column<long>(type: "INTEGER", nullable: false),
                    Actionable = table.Column<long>(type: "INTEGER", nullable: false),
                    Noise = table.Column<long>(type: "INTEGER", nullable: false),
                    Undecided = table.Column<long>(type: "INTEGER", nullable: false),
                    Refired = table.Column<long>(type: "INTEGER", nullable: false),
                    Skewed = table.Column<long>(type: "INTEGER", nullable: false),
                    Detected = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Shown = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Acknowledged = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Resolved = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_event_sums", x => new { x.Grain, x.Cube, x.At, x.Service, x.Source, x.Origin, x.Type, x.Priority });
                });

            migrationBuilder.CreateTable(
                name: "report_pending_sums",
                columns: table => new
                {
                    Grain = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_pending_sums", x => new { x.Grain, x.At });
                });

            migrationBuilder.CreateTable(
                name: "report_rollups",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Entry = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<long>(type: "INTEGER", nullable: false),
                    Seen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RepeatsSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RebuildOf = table.Column<int>(type: "INTEGER", nullable: false),
                    RebuiltAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RebuiltBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_rollups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 280, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Allowance = table.Column<int>(type: "INTEGER", nullable: true),
                    AllowanceBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    AllowanceAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Week = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    NoiseThisWeek = table.Column<int>(type: "INTEGER", nullable: false),
                    NoiseLastWeek = table.Column<int>(type: "INTEGER", nullable: false),
                    Worst = table.Column<int>(type: "INTEGER", nullable: false),
                    AdvisedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise_counting",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    CountedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WeeksWanted = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise_counting", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "early_life_days",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StandsBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Words = table.Column<string>(type: "TEXT", nullable: false),
                    IsOverdue = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_days", x => new { x.Deployment, x.Day });
                    table.ForeignKey(
                        name: "FK_early_life_days_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "early_life_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_early_life_entries_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "early_life_looks",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false),
                    Findings = table.Column<string>(type: "TEXT", nullable: false),
                    Met = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_looks", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_early_life_looks_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "improvement_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Improvement = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    To = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvement_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_improvement_entries_improvements_Improvement",
                        column: x => x.Improvement,
                        principalTable: "improvements",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "noise_advice",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Proposal = table.Column<string>(type: "TEXT", nullable: false),
                    BackTest = table.Column<string>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AppliedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoneBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    EventsBefore = table.Column<int>(type: "INTEGER", nullable: true),
                    EventsAfter = table.Column<int>(type: "INTEGER", nullable: true),
                    MeasureDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_noise_advice", x => x.Id);
                    table.ForeignKey(
                        name: "FK_noise_advice_rule_noise_Rule",
                        column: x => x.Rule,
                        principalTable: "rule_noise",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise_weeks",
                columns: table => new
                {
                    Rule = table.Column<long>(type: "INTEGER", nullable: false),
                    Week = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Events = table.Column<int>(type: "INTEGER", nullable: false),
                    Worked = table.Column<int>(type: "INTEGER", nullable: false),
                    Noise = table.Column<int>(type: "INTEGER", nullable: false),
                    Undecided = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldBack = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise_weeks", x => new { x.Rule, x.Week });
                    table.ForeignKey(
                        name: "FK_rule_noise_weeks_rule_noise_Rule",
                        column: x => x.Rule,
                        principalTable: "rule_noise",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_opened",
                table: "incidents",
                columns: new[] { "OpenedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_events_first_seen",
                table: "events",
                columns: new[] { "FirstSeenAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_events_shown",
                table: "events",
                column: "ShownAt",
                filter: "\"ShownAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_ended",
                table: "deployments",
                columns: new[] { "EndedAt", "Number", "Environment", "State", "IsHotfix", "StartedAt", "Change", "Model", "ServiceKeys" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_notices_occurred",
                table: "deployment_notices",
                columns: new[] { "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_started",
                table: "changes",
                columns: new[] { "StartedAt", "Number", "Kind", "State", "BrokeGlass", "RequestedAt", "EndedAt", "Services" });

            migrationBuilder.CreateIndex(
                name: "ix_backout_rehearsals_plan",
                table: "backout_rehearsals",
                column: "PlanMark");

            migrationBuilder.CreateIndex(
                name: "ux_backout_rehearsals_deployment",
                table: "backout_rehearsals",
                column: "Deployment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_early_life_entries_deployment",
                table: "early_life_entries",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_early_life_supports_ended",
                table: "early_life_supports",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "ix_improvement_entries_improvement",
                table: "improvement_entries",
                column: "Improvement");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_entered",
                table: "improvements",
                column: "EnteredAt");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_measure_due",
                table: "improvements",
                column: "MeasureDueAt",
                filter: "\"MeasureDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_measured",
                table: "improvements",
                column: "MeasuredAt",
                filter: "\"MeasuredAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_source",
                table: "improvements",
                column: "SourceKey");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_state",
                table: "improvements",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ux_improvements_open",
                table: "improvements",
                column: "OpenKey",
                unique: true,
                filter: "\"OpenKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_noise_advice_measure_due",
                table: "noise_advice",
                column: "MeasureDueAt",
                filter: "\"MeasureDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_noise_advice_rule",
                table: "noise_advice",
                columns: new[] { "Rule", "State" });

            migrationBuilder.CreateIndex(
                name: "ix_promotion_exceptions_change",
                table: "promotion_exceptions",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_report_event_sums_service",
                table: "report_event_sums",
                columns: new[] { "Service", "Grain", "At" });

            migrationBuilder.CreateIndex(
                name: "ix_rule_noise_worst",
                table: "rule_noise",
                columns: new[] { "Worst", "Id" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "ux_rule_noise_subject",
                table: "rule_noise",
                columns: new[] { "Kind", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rule_noise_weeks_week",
                table: "rule_noise_weeks",
                column: "Week");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backout_rehearsals");

            migrationBuilder.DropTable(
                name: "early_life_days");

            migrationBuilder.DropTable(
                name: "early_life_entries");

            migrationBuilder.DropTable(
                name: "early_life_looks");

            migrationBuilder.DropTable(
                name: "improvement_entries");

            migrationBuilder.DropTable(
                name: "improvement_reviews");

            migrationBuilder.DropTable(
                name: "noise_advice");

            migrationBuilder.DropTable(
                name: "promotion_exceptions");

            migrationBuilder.DropTable(
                name: "report_event_sums");

            migrationBuilder.DropTable(
                name: "report_pending_sums");

            migrationBuilder.DropTable(
                name: "report_rollups");

            migrationBuilder.DropTable(
                name: "rule_noise_counting");

            migrationBuilder.DropTable(
                name: "rule_noise_weeks");

            migrationBuilder.DropTable(
                name: "early_life_supports");

            migrationBuilder.DropTable(
                name: "improvements");

            migrationBuilder.DropTable(
                name: "rule_noise");

            migrationBuilder.DropIndex(
                name: "ix_incidents_opened",
                table: "incidents");

            migrationBuilder.DropIndex(
                name: "ix_events_first_seen",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_events_shown",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_deployments_ended",
                table: "deployments");

            migrationBuilder.DropIndex(
                name: "ix_deployment_notices_occurred",
                table: "deployment_notices");

            migrationBuilder.DropIndex(
                name: "ix_changes_started",
                table: "changes");
        }
    }
}
