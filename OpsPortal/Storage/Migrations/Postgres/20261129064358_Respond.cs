using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Respond : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Recipient",
                schema: "opsportal",
                table: "outbox_messages",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                schema: "opsportal",
                table: "outbox_messages",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LoweredBy",
                schema: "opsportal",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tag",
                schema: "opsportal",
                table: "events",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "TaggedBy",
                schema: "opsportal",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "announcement_mailings",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Announcement = table.Column<long>(type: "bigint", nullable: false),
                    Moment = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Occurrence = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reached = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_mailings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "announcement_templates",
                schema: "opsportal",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Impact = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_templates", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "announcements",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Impact = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Effect = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Services = table.Column<string>(type: "text", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndsItself = table.Column<bool>(type: "boolean", nullable: false),
                    AheadMinutes = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    PublishAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OverAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcements", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_feeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "freezes",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Services = table.Column<string>(type: "text", nullable: false),
                    Environment = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LiftedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_freezes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "handoffs",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Rotation = table.Column<Guid>(type: "uuid", nullable: true),
                    Subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Incident = table.Column<long>(type: "bigint", nullable: true),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    NextUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Giver = table.Column<Guid>(type: "uuid", nullable: false),
                    GiverName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Taker = table.Column<Guid>(type: "uuid", nullable: true),
                    TakerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Summary = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SignedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EscalatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AlarmEndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handoffs", x => x.Number);
                });

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
                name: "maintenance_moments",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Window = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    OccurrenceStart = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OccurrenceEnd = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Services = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_moments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: false),
                    Scope = table.Column<string>(type: "text", nullable: false),
                    Effect = table.Column<string>(type: "text", nullable: false),
                    NamedServices = table.Column<string>(type: "text", nullable: false),
                    EndsWhenDone = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ChangedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ApprovedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RunningSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PlannedStart = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PlannedEnd = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RunsUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneThrough = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OverrunSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AlarmRaised = table.Column<bool>(type: "boolean", nullable: false),
                    NextEdgeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    BeginsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ShownAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_windows", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "notification_rules",
                schema: "opsportal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    Team = table.Column<Guid>(type: "uuid", nullable: true),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    Condition = table.Column<string>(type: "text", nullable: false),
                    ServicesOf = table.Column<Guid>(type: "uuid", nullable: true),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Shown = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    DestinationKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "text", nullable: true),
                    Quiet = table.Column<string>(type: "text", nullable: true),
                    BundleMinutes = table.Column<int>(type: "integer", nullable: false),
                    ActiveFrom = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_rules", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "notification_tellings",
                schema: "opsportal",
                columns: table => new
                {
                    Event = table.Column<long>(type: "bigint", nullable: false),
                    Destination = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Shown = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "text", nullable: true),
                    Rule = table.Column<long>(type: "bigint", nullable: false),
                    RuleName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Message = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_tellings", x => new { x.Event, x.Destination });
                });

            migrationBuilder.CreateTable(
                name: "public_service_days",
                schema: "opsportal",
                columns: table => new
                {
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Worst = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_public_service_days", x => new { x.Service, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "public_services",
                schema: "opsportal",
                columns: table => new
                {
                    Service = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_public_services", x => x.Service);
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
                name: "status_subscriptions",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    AddressKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Shown = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "text", nullable: true),
                    Services = table.Column<string>(type: "text", nullable: false),
                    Wanted = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ConfirmDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ConfirmUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SealedEndToken = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_status_subscriptions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "announcement_updates",
                schema: "opsportal",
                columns: table => new
                {
                    Announcement = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Moment = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_updates", x => new { x.Announcement, x.Place });
                    table.ForeignKey(
                        name: "FK_announcement_updates_announcements_Announcement",
                        column: x => x.Announcement,
                        principalSchema: "opsportal",
                        principalTable: "announcements",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "handoff_items",
                schema: "opsportal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Handoff = table.Column<long>(type: "bigint", nullable: false),
                    Section = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: false),
                    Weight = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    IsWork = table.Column<bool>(type: "boolean", nullable: false),
                    UnownedBecause = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Answer = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Question = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Reply = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handoff_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_handoff_items_handoffs_Handoff",
                        column: x => x.Handoff,
                        principalSchema: "opsportal",
                        principalTable: "handoffs",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
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
                name: "ix_outbox_log",
                schema: "opsportal",
                table: "outbox_messages",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "ix_events_tag",
                schema: "opsportal",
                table: "events",
                column: "Tag",
                filter: "\"Tag\" <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_event_entries_suppressed",
                schema: "opsportal",
                table: "event_entries",
                column: "Text",
                filter: "\"Kind\" = 7");

            migrationBuilder.CreateIndex(
                name: "IX_announcement_mailings_DoneAt",
                schema: "opsportal",
                table: "announcement_mailings",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "ux_announcement_mailings_occurrence",
                schema: "opsportal",
                table: "announcement_mailings",
                columns: new[] { "Announcement", "Moment", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_announcements_State",
                schema: "opsportal",
                table: "announcements",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_announcements_Subject",
                schema: "opsportal",
                table: "announcements",
                column: "Subject",
                unique: true,
                filter: "\"Subject\" <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Hash",
                schema: "opsportal",
                table: "calendar_feeds",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Person",
                schema: "opsportal",
                table: "calendar_feeds",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_freezes_EndsAt",
                schema: "opsportal",
                table: "freezes",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_handoff_items_Handoff",
                schema: "opsportal",
                table: "handoff_items",
                column: "Handoff");

            migrationBuilder.CreateIndex(
                name: "IX_handoffs_Rotation",
                schema: "opsportal",
                table: "handoffs",
                column: "Rotation");

            migrationBuilder.CreateIndex(
                name: "IX_handoffs_State",
                schema: "opsportal",
                table: "handoffs",
                column: "State");

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
                name: "ix_maintenance_moments_window",
                schema: "opsportal",
                table: "maintenance_moments",
                columns: new[] { "Window", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_due",
                schema: "opsportal",
                table: "maintenance_windows",
                column: "NextEdgeAt",
                filter: "\"NextEdgeAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_list",
                schema: "opsportal",
                table: "maintenance_windows",
                columns: new[] { "State", "ShownAt" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_range",
                schema: "opsportal",
                table: "maintenance_windows",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_notification_rules_Person",
                schema: "opsportal",
                table: "notification_rules",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_notification_rules_Team",
                schema: "opsportal",
                table: "notification_rules",
                column: "Team");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_DueAt",
                schema: "opsportal",
                table: "notification_tellings",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_Message",
                schema: "opsportal",
                table: "notification_tellings",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_State",
                schema: "opsportal",
                table: "notification_tellings",
                column: "State");

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

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_AddressKey",
                schema: "opsportal",
                table: "status_subscriptions",
                column: "AddressKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_ConfirmDigest",
                schema: "opsportal",
                table: "status_subscriptions",
                column: "ConfirmDigest",
                filter: "\"ConfirmDigest\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_EndDigest",
                schema: "opsportal",
                table: "status_subscriptions",
                column: "EndDigest",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announcement_mailings",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "announcement_templates",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "announcement_updates",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "calendar_feeds",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "freezes",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "handoff_items",
                schema: "opsportal");

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
                name: "maintenance_moments",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "maintenance_windows",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "notification_rules",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "notification_tellings",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "public_service_days",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "public_services",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rotation_overrides",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "status_subscriptions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "announcements",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "handoffs",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "incidents",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "rotations",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_outbox_log",
                schema: "opsportal",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_events_tag",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_event_entries_suppressed",
                schema: "opsportal",
                table: "event_entries");

            migrationBuilder.DropColumn(
                name: "Recipient",
                schema: "opsportal",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Subject",
                schema: "opsportal",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "LoweredBy",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Tag",
                schema: "opsportal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "TaggedBy",
                schema: "opsportal",
                table: "events");
        }
    }
}
