using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "intake_sources",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    HeartbeatSeconds = table.Column<int>(type: "INTEGER", nullable: true),
                    ApiKey = table.Column<Guid>(type: "TEXT", nullable: true),
                    RoutingKeyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    KeyShown = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SealedSecret = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Mapping = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ListeningSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSignalAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SilentSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_sources", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "source_minutes",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minute = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Signals = table.Column<long>(type: "INTEGER", nullable: false),
                    Errors = table.Column<long>(type: "INTEGER", nullable: false),
                    Dropped = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_minutes", x => new { x.Source, x.Minute });
                });

            migrationBuilder.CreateTable(
                name: "source_samples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_samples", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_intake_sources_RoutingKeyHash",
                table: "intake_sources",
                column: "RoutingKeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_source_minutes_Minute",
                table: "source_minutes",
                column: "Minute");

            migrationBuilder.CreateIndex(
                name: "IX_source_samples_Source_Kind_At",
                table: "source_samples",
                columns: new[] { "Source", "Kind", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "intake_sources");

            migrationBuilder.DropTable(
                name: "source_minutes");

            migrationBuilder.DropTable(
                name: "source_samples");
        }
    }
}
