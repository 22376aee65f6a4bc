using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Inform : Migration
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

            migrationBuilder.CreateIndex(
                name: "ix_outbox_log",
                table: "outbox_messages",
                column: "CreatedAt");

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
                name: "notification_rules");

            migrationBuilder.DropTable(
                name: "notification_tellings");

            migrationBuilder.DropTable(
                name: "public_service_days");

            migrationBuilder.DropTable(
                name: "public_services");

            migrationBuilder.DropTable(
                name: "status_subscriptions");

            migrationBuilder.DropTable(
                name: "announcements");

            migrationBuilder.DropIndex(
                name: "ix_outbox_log",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Recipient",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "outbox_messages");
        }
    }
}
