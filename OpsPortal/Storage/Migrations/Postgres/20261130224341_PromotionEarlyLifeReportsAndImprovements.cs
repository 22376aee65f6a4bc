using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PromotionEarlyLifeReportsAndImprovements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "backout_rehearsals",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PlanMark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RunMark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Services = table.Column<string>(type: "text", nullable: false),
                    Steps = table.Column<string>(type: "text", nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: true),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Tier = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Deployment = table.Column<long>(type: "bigint", nullable: true),
                    Worked = table.Column<bool>(type: "boolean", nullable: false),
                    Took = table.Column<long>(type: "bigint", nullable: false),
                    Evidence = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Link = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backout_rehearsals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "early_life_supports",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Services = table.Column<string>(type: "text", nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    BeganAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Decision = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    LeftOpen = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ServiceWords = table.Column<string>(type: "text", nullable: true),
                    Shown = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_supports", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_early_life_supports_deployments_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "deployments",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "improvement_reviews",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    HeldAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvement_reviews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "improvements",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    ExpectedEffect = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Effort = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Evidence = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Source = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    SourceKey = table.Column<string>(type: "character varying(340)", maxLength: 340, nullable: false),
                    OpenKey = table.Column<string>(type: "character varying(340)", maxLength: 340, nullable: true),
                    Measure = table.Column<string>(type: "text", nullable: true),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    EnteredBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedWhy = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    MeasureDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MeasuredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvements", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "promotion_exceptions",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotion_exceptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_promotion_exceptions_changes_Change",
                        column: x => x.Change,
                        principalSchema: "opsportal",
                        principalTable: "changes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_event_sums",
                schema: "opsportal",
                columns: table => new
                {
                    Grain = table.Column<int>(type: "integer", nullable: false),
                    Cube = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Service = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    Events = table.Column<long>(type: "bigint", nullable: false),
                    Signals = table.Column<long>(type: "bigint", nullable: false),
                    HeldBack = table.Column<long>(type: "bigint", nullable: false),
                    Grouped = table.Column<long>(type: "bigint", nullable: false),
                    Actionable = table.Column<long>(type: "bigint", nullable: false),
                    Noise = table.Column<long>(type: "bigint", nullable: false),
                    Undecided = table.Column<long>(type: "bigint", nullable: false),
                    Refired = table.Column<long>(type: "bigint", nullable: false),
                    Skewed = table.Column<long>(type: "bigint", nullable: false),
                    Detected = table.Column<byte[]>(type: "bytea", nullable: false),
                    Shown = table.Column<byte[]>(type: "bytea", nullable: false),
                    Acknowledged = table.Column<byte[]>(type: "bytea", nullable: false),
                    Resolved = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_event_sums", x => new { x.Grain, x.Cube, x.At, x.Service, x.Source, x.Origin, x.Type, x.Priority });
                });

            migrationBuilder.CreateTable(
                name: "report_pending_sums",
                schema: "opsportal",
                columns: table => new
                {
                    Grain = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_pending_sums", x => new { x.Grain, x.At });
                });

            migrationBuilder.CreateTable(
                name: "report_rollups",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Entry = table.Column<long>(type: "bigint", nullable: false),
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    Seen = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RepeatsSeen = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RebuildOf = table.Column<int>(type: "integer", nullable: false),
                    RebuiltAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RebuiltBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_rollups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Key = table.Column<string>(type: "character varying(280)", maxLength: 280, nullable: false),
                    Name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Service = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Allowance = table.Column<int>(type: "integer", nullable: true),
                    AllowanceBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    AllowanceAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Week = table.Column<DateOnly>(type: "date", nullable: false),
                    NoiseThisWeek = table.Column<int>(type: "integer", nullable: false),
                    NoiseLastWeek = table.Column<int>(type: "integer", nullable: false),
                    Worst = table.Column<int>(type: "integer", nullable: false),
                    AdvisedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise_counting",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    CountedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WeeksWanted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise_counting", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "early_life_days",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StandsBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false),
                    IsOverdue = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_days", x => new { x.Deployment, x.Day });
                    table.ForeignKey(
                        name: "FK_early_life_days_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "early_life_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Text = table.Column<string>(type: "character varying(3000)", maxLength: 3000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_early_life_entries_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "early_life_looks",
                schema: "opsportal",
                columns: table => new
                {
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Facts = table.Column<string>(type: "text", nullable: false),
                    Findings = table.Column<string>(type: "text", nullable: false),
                    Met = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_life_looks", x => x.Deployment);
                    table.ForeignKey(
                        name: "FK_early_life_looks_early_life_supports_Deployment",
                        column: x => x.Deployment,
                        principalSchema: "opsportal",
                        principalTable: "early_life_supports",
                        principalColumn: "Deployment",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "improvement_entries",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Improvement = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    To = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvement_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_improvement_entries_improvements_Improvement",
                        column: x => x.Improvement,
                        principalSchema: "opsportal",
                        principalTable: "improvements",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "noise_advice",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Rule = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Proposal = table.Column<string>(type: "text", nullable: false),
                    BackTest = table.Column<string>(type: "text", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AppliedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Before = table.Column<string>(type: "text", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    EventsBefore = table.Column<int>(type: "integer", nullable: true),
                    EventsAfter = table.Column<int>(type: "integer", nullable: true),
                    MeasureDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_noise_advice", x => x.Id);
                    table.ForeignKey(
                        name: "FK_noise_advice_rule_noise_Rule",
                        column: x => x.Rule,
                        principalSchema: "opsportal",
                        principalTable: "rule_noise",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rule_noise_weeks",
                schema: "opsportal",
                columns: table => new
                {
                    Rule = table.Column<long>(type: "bigint", nullable: false),
                    Week = table.Column<DateOnly>(type: "date", nullable: false),
                    Events = table.Column<int>(type: "integer", nullable: false),
                    Worked = table.Column<int>(type: "integer", nullable: false),
                    Noise = table.Column<int>(type: "integer", nullable: false),
                    Undecided = table.Column<int>(type: "integer", nullable: false),
                    HeldBack = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_noise_weeks", x => new { x.Rule, x.Week });
                    table.ForeignKey(
                        name: "FK_rule_noise_weeks_rule_noise_Rule",
                        column: x => x.Rule,
                        principalSchema: "opsportal",
                        principalTable: "rule_noise",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_opened",
                schema: "opsportal",
                table: "incidents",
                columns: new[] { "OpenedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_events_first_seen",
                schema: "opsportal",
                table: "events",
                columns: new[] { "FirstSeenAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_events_shown",
                schema: "opsportal",
                table: "events",
                column: "ShownAt",
                filter: "\"ShownAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deployments_ended",
                schema: "opsportal",
                table: "deployments",
                columns: new[] { "EndedAt", "Number", "Environment", "State", "IsHotfix", "StartedAt", "Change", "Model", "ServiceKeys" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_notices_occurred",
                schema: "opsportal",
                table: "deployment_notices",
                columns: new[] { "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_started",
                schema: "opsportal",
                table: "changes",
                columns: new[] { "StartedAt", "Number", "Kind", "State", "BrokeGlass", "RequestedAt", "EndedAt", "Services" });

            migrationBuilder.CreateIndex(
                name: "ix_backout_rehearsals_plan",
                schema: "opsportal",
                table: "backout_rehearsals",
                column: "PlanMark");

            migrationBuilder.CreateIndex(
                name: "ux_backout_rehearsals_deployment",
                schema: "opsportal",
                table: "backout_rehearsals",
                column: "Deployment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_early_life_entries_deployment",
                schema: "opsportal",
                table: "early_life_entries",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "ix_early_life_supports_ended",
                schema: "opsportal",
                table: "early_life_supports",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "ix_improvement_entries_improvement",
                schema: "opsportal",
                table: "improvement_entries",
                column: "Improvement");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_entered",
                schema: "opsportal",
                table: "improvements",
                column: "EnteredAt");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_measure_due",
                schema: "opsportal",
                table: "improvements",
                column: "MeasureDueAt",
                filter: "\"MeasureDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_measured",
                schema: "opsportal",
                table: "improvements",
                column: "MeasuredAt",
                filter: "\"MeasuredAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_source",
                schema: "opsportal",
                table: "improvements",
                column: "SourceKey");

            migrationBuilder.CreateIndex(
                name: "ix_improvements_state",
                schema: "opsportal",
                table: "improvements",
                columns: new[] { "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ux_improvements_open",
                schema: "opsportal",
                table: "improvements",
                column: "OpenKey",
                unique: true,
                filter: "\"OpenKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_noise_advice_measure_due",
                schema: "opsportal",
                table: "noise_advice",
                column: "MeasureDueAt",
                filter: "\"MeasureDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_noise_advice_rule",
                schema: "opsportal",
                table: "noise_advice",
                columns: new[] { "Rule", "State" });

            migrationBuilder.CreateIndex(
                name: "ix_promotion_exceptions_change",
                schema: "opsportal",
                table: "promotion_exceptions",
                column: "Change");

            migrationBuilder.CreateIndex(
                name: "ix_report_event_sums_service",
                schema: "opsportal",
                table: "report_event_sums",
                columns: new[] { "Service", "Grain", "At" });

            migrationBuilder.CreateIndex(
                name: "ix_rule_noise_worst",
                schema: "opsportal",
                table: "rule_noise",
                columns: new[] { "Worst", "Id" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "ux_rule_noise_subject",
                schema: "opsportal",
                table: "rule_noise",
                columns: new[] { "Kind", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rule_noise_weeks_week",
                schema: "opsportal",
                table: "rule_noise_weeks",
                column: "Week");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backout_rehearsals",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "early_life_days",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "early_life_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "early_life_looks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "improvement_entries",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "improvement_reviews",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "noise_advice",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "promotion_exceptions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "report_event_sums",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "report_pending_sums",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "report_rollups",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rule_noise_counting",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rule_noise_weeks",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "early_life_supports",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "improvements",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rule_noise",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_incidents_opened",
                schema: "opsportal",
                table: "incidents");

            migrationBuilder.DropIndex(
                name: "ix_events_first_seen",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_events_shown",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_deployments_ended",
                schema: "opsportal",
                table: "deployments");

            migrationBuilder.DropIndex(
                name: "ix_deployment_notices_occurred",
                schema: "opsportal",
                table: "deployment_notices");

            migrationBuilder.DropIndex(
                name: "ix_changes_started",
                schema: "opsportal",
                table: "changes");
        }
    }
}
