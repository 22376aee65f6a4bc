using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FlappingInSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Flapped",
                schema: "opsportal",
                table: "report_event_sums",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Flapped",
                schema: "opsportal",
                table: "report_event_sums");
        }
    }
}
