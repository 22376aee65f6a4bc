using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Respond : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Recipient",
                table: "outbox_messages",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "outbox_messages",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LoweredBy",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tag",
                table: "events",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "TaggedBy",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "announcement_mailings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Announcement = table.Column<long>(type: "INTEGER", nullable: false),
                    Moment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Occurrence = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reached = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_mailings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "announcement_templates",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Impact = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_templates", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "announcements",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Impact = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Effect = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Services = table.Column<string>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndsItself = table.Column<bool>(type: "INTEGER", nullable: false),
                    AheadMinutes = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PublishAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OverAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcements", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_feeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "freezes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Services = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LiftedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_freezes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "handoffs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Rotation = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Incident = table.Column<long>(type: "INTEGER", nullable: true),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Giver = table.Column<Guid>(type: "TEXT", nullable: false),
                    GiverName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Taker = table.Column<Guid>(type: "TEXT", nullable: true),
                    TakerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SignedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EscalatedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AlarmEndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handoffs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    DescriptionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    DescribedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    IsMajor = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Commander = table.Column<Guid>(type: "TEXT", nullable: true),
                    CommanderName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Communicator = table.Column<Guid>(type: "TEXT", nullable: true),
                    CommunicatorName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Scribe = table.Column<Guid>(type: "TEXT", nullable: true),
                    ScribeName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    AcknowledgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HeldSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HeldWhy = table.Column<string>(type: "TEXT", nullable: false),
                    HeldBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    EscalationLevel = table.Column<int>(type: "INTEGER", nullable: false),
                    EscalatedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Resolution = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Cause = table.Column<string>(type: "TEXT", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReviewedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Review = table.Column<string>(type: "TEXT", nullable: false),
                    LastUpdate = table.Column<string>(type: "TEXT", nullable: false),
                    LastUpdateAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_moments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Window = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    OccurrenceStart = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OccurrenceEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Services = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_moments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    Effect = table.Column<string>(type: "TEXT", nullable: false),
                    NamedServices = table.Column<string>(type: "TEXT", nullable: false),
                    EndsWhenDone = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    RequestedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ChangedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RunningSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PlannedStart = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PlannedEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RunsUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneThrough = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OverrunSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AlarmRaised = table.Column<bool>(type: "INTEGER", nullable: false),
                    NextEdgeAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    BeginsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ShownAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_windows", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "notification_rules",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: true),
                    Team = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Condition = table.Column<string>(type: "TEXT", nullable: false),
                    ServicesOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    DestinationKey = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "TEXT", nullable: true),
                    Quiet = table.Column<string>(type: "TEXT", nullable: true),
                    BundleMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    ActiveFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_rules", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "notification_tellings",
                columns: table => new
                {
                    Event = table.Column<long>(type: "INTEGER", nullable: false),
                    Destination = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "TEXT", nullable: true),
                    Rule = table.Column<long>(type: "INTEGER", nullable: false),
                    RuleName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Message = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_tellings", x => new { x.Event, x.Destination });
                });

            migrationBuilder.CreateTable(
                name: "public_service_days",
                columns: table => new
                {
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Worst = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_public_service_days", x => new { x.Service, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "public_services",
                columns: table => new
                {
                    Service = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_public_services", x => x.Service);
                });

            migrationBuilder.CreateTable(
                name: "rotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Team = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Shifts = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "status_subscriptions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SealedTarget = table.Column<string>(type: "TEXT", nullable: true),
                    Services = table.Column<string>(type: "TEXT", nullable: false),
                    Wanted = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ConfirmDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ConfirmUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SealedEndToken = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_status_subscriptions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "announcement_updates",
                columns: table => new
                {
                    Announcement = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Moment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_announcement_updates", x => new { x.Announcement, x.Place });
                    table.ForeignKey(
                        name: "FK_announcement_updates_announcements_Announcement",
                        column: x => x.Announcement,
                        principalTable: "announcements",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "handoff_items",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Handoff = table.Column<long>(type: "INTEGER", nullable: false),
                    Section = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Weight = table.Column<int>(type: "INTEGER", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    IsWork = table.Column<bool>(type: "INTEGER", nullable: false),
                    UnownedBecause = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Reply = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handoff_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_handoff_items_handoffs_Handoff",
                        column: x => x.Handoff,
                        principalTable: "handoffs",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Incident = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    To = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Event = table.Column<long>(type: "INTEGER", nullable: true),
                    EventEntry = table.Column<long>(type: "INTEGER", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_entries_incidents_Incident",
                        column: x => x.Incident,
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_events",
                columns: table => new
                {
                    Incident = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<long>(type: "INTEGER", nullable: false),
                    JoinedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_events", x => new { x.Incident, x.Event });
                    table.ForeignKey(
                        name: "FK_incident_events_incidents_Incident",
                        column: x => x.Incident,
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_hypotheses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Incident = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Because = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_hypotheses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_hypotheses_incidents_Incident",
                        column: x => x.Incident,
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_tasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Incident = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_tasks_incidents_Incident",
                        column: x => x.Incident,
                        principalTable: "incidents",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rotation_overrides",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rotation = table.Column<Guid>(type: "TEXT", nullable: false),
                    Shift = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rotation_overrides", x => x.Id);
                    table.ForeignKey(
                        name: "FK_rotation_overrides_rotations_Rotation",
                        column: x => x.Rotation,
                        principalTable: "rotations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_log",
                table: "outbox_messages",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "ix_events_tag",
                table: "events",
                column: "Tag",
                filter: "\"Tag\" <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_event_entries_suppressed",
                table: "event_entries",
                column: "Text",
                filter: "\"Kind\" = 7");

            migrationBuilder.CreateIndex(
                name: "IX_announcement_mailings_DoneAt",
                table: "announcement_mailings",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "ux_announcement_mailings_occurrence",
                table: "announcement_mailings",
                columns: new[] { "Announcement", "Moment", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_announcements_State",
                table: "announcements",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_announcements_Subject",
                table: "announcements",
                column: "Subject",
                unique: true,
                filter: "\"Subject\" <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Hash",
                table: "calendar_feeds",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Person",
                table: "calendar_feeds",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_freezes_EndsAt",
                table: "freezes",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_handoff_items_Handoff",
                table: "handoff_items",
                column: "Handoff");

            migrationBuilder.CreateIndex(
                name: "IX_handoffs_Rotation",
                table: "handoffs",
                column: "Rotation");

            migrationBuilder.CreateIndex(
                name: "IX_handoffs_State",
                table: "handoffs",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_at",
                table: "incident_entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_incident",
                table: "incident_entries",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_incident_entries_told",
                table: "incident_entries",
                column: "EventEntry",
                filter: "\"EventEntry\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_incident_events_event",
                table: "incident_events",
                column: "Event");

            migrationBuilder.CreateIndex(
                name: "IX_incident_hypotheses_Incident",
                table: "incident_hypotheses",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "IX_incident_tasks_Incident",
                table: "incident_tasks",
                column: "Incident");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_changed",
                table: "incidents",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_queue",
                table: "incidents",
                columns: new[] { "State", "Priority", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_service",
                table: "incidents",
                column: "Service");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_moments_window",
                table: "maintenance_moments",
                columns: new[] { "Window", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_due",
                table: "maintenance_windows",
                column: "NextEdgeAt",
                filter: "\"NextEdgeAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_list",
                table: "maintenance_windows",
                columns: new[] { "State", "ShownAt" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_range",
                table: "maintenance_windows",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_notification_rules_Person",
                table: "notification_rules",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_notification_rules_Team",
                table: "notification_rules",
                column: "Team");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_DueAt",
                table: "notification_tellings",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_Message",
                table: "notification_tellings",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "IX_notification_tellings_State",
                table: "notification_tellings",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_rotation_overrides_Rotation_Until",
                table: "rotation_overrides",
                columns: new[] { "Rotation", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_rotations_Team_Name",
                table: "rotations",
                columns: new[] { "Team", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_AddressKey",
                table: "status_subscriptions",
                column: "AddressKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_ConfirmDigest",
                table: "status_subscriptions",
                column: "ConfirmDigest",
                filter: "\"ConfirmDigest\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_status_subscriptions_EndDigest",
                table: "status_subscriptions",
                column: "EndDigest",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announcement_mailings");

            migrationBuilder.DropTable(
                name: "announcement_templates");

            migrationBuilder.DropTable(
                name: "announcement_updates");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "freezes");

            migrationBuilder.DropTable(
                name: "handoff_items");

            migrationBuilder.DropTable(
                name: "incident_entries");

            migrationBuilder.DropTable(
                name: "incident_events");

            migrationBuilder.DropTable(
                name: "incident_hypotheses");

            migrationBuilder.DropTable(
                name: "incident_tasks");

            migrationBuilder.DropTable(
                name: "maintenance_moments");

            migrationBuilder.DropTable(
                name: "maintenance_windows");

            migrationBuilder.DropTable(
                name: "notification_rules");

            migrationBuilder.DropTable(
                name: "notification_tellings");

            migrationBuilder.DropTable(
                name: "public_service_days");

            migrationBuilder.DropTable(
                name: "public_services");

            migrationBuilder.DropTable(
                name: "rotation_overrides");

            migrationBuilder.DropTable(
                name: "status_subscriptions");

            migrationBuilder.DropTable(
                name: "announcements");

            migrationBuilder.DropTable(
                name: "handoffs");

            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "rotations");

            migrationBuilder.DropIndex(
                name: "ix_outbox_log",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_events_tag",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_event_entries_suppressed",
                table: "event_entries");

            migrationBuilder.DropColumn(
                name: "Recipient",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "LoweredBy",
                table: "events");

            migrationBuilder.DropColumn(
                name: "Tag",
                table: "events");

            migrationBuilder.DropColumn(
                name: "TaggedBy",
                table: "events");
        }
    }
}
