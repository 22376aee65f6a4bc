using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Inform : Migration
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

            migrationBuilder.CreateIndex(
                name: "ix_outbox_log",
                schema: "opsportal",
                table: "outbox_messages",
                column: "CreatedAt");

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
                name: "status_subscriptions",
                schema: "opsportal");

            migrationBuilder.DropTable(
                name: "announcements",
                schema: "opsportal");

            migrationBuilder.DropIndex(
                name: "ix_outbox_log",
                schema: "opsportal",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Recipient",
                schema: "opsportal",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "Subject",
                schema: "opsportal",
                table: "outbox_messages");
        }
    }
}
