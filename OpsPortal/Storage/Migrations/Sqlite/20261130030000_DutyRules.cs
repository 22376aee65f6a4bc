using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Sqlite;

/// <summary>
/// Segregation of duties once more, where nobody gets past it: decisions and what was asked are never changed or taken out, nobody approves
/// what he or she took part in or twice, and whoever approved does not begin it. Each message begins with a mark, a code and words.
/// </summary>
[DbContext(typeof(SqliteOpsDb))]
[Migration("20261130030000_DutyRules")]
public sealed class DutyRules : Migration
{
    private static readonly string[] Tables = ["approval_decisions", "approval_rounds", "change_revisions"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            var columns = table == "approval_rounds" ? """ OF "Subject", "Number", "ContentHash", "Policy", "Terms", "Asked", "RequestedBy", "RequestedAt", "DecideBy", "RequesterMayApprove" """ : " ";
            migrationBuilder.Sql($"CREATE TRIGGER {table}_kept_update BEFORE UPDATE{columns}ON {table} BEGIN SELECT RAISE(ABORT, 'opsportal-rule duties.kept What was asked and decided is never changed'); END;");
            migrationBuilder.Sql($"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'opsportal-rule duties.kept What was asked and decided is never taken out'); END;");
        }

        migrationBuilder.Sql(
            """
            CREATE TRIGGER approval_decisions_apart BEFORE INSERT ON approval_decisions WHEN new."Kind" = 'Approve' BEGIN
                SELECT RAISE(ABORT, 'opsportal-rule duties.machine A machine never approves anything') WHERE json_extract(new."By", '$.person') IS NULL;
                SELECT RAISE(ABORT, 'opsportal-rule approval.begun It has begun already') WHERE EXISTS (
                    SELECT 1 FROM changes c WHERE new."Subject" LIKE 'CHG-%' AND c."Number" = CAST(substr(new."Subject", 5) AS INTEGER) AND c."StartedAt" IS NOT NULL);
                SELECT RAISE(ABORT, 'opsportal-rule duties.took-part Whoever asked for it, edited, wrote or started it cannot approve it') WHERE EXISTS (
                    SELECT 1 FROM changes c, json_each(c."Participants") p
                    WHERE new."Subject" LIKE 'CHG-%' AND c."Number" = CAST(substr(new."Subject", 5) AS INTEGER)
                    AND NOT (json_extract(p.value, '$.part') = 'Requester' AND EXISTS (
                        SELECT 1 FROM approval_rounds r WHERE r."Subject" = new."Subject" AND r."Number" = new."Round" AND r."RequesterMayApprove"))
                    AND (lower(json_extract(p.value, '$.party.person')) IN (lower(json_extract(new."By", '$.person')), lower(new."Principal"))
                        OR lower(json_extract(p.value, '$.party.owner')) IN (lower(json_extract(new."By", '$.person')), lower(new."Principal"))
                        OR EXISTS (SELECT 1 FROM accounts a WHERE a."NormalizedEmail" = upper(json_extract(p.value, '$.party.account'))
                            AND lower(a."PersonId") IN (lower(json_extract(new."By", '$.person')), lower(new."Principal")))));
                SELECT RAISE(ABORT, 'opsportal-rule approval.already-decided Nobody counts twice') WHERE EXISTS (
                    SELECT 1 FROM approval_decisions d WHERE d."Subject" = new."Subject" AND d."Round" = new."Round" AND d."Kind" = 'Approve'
                    AND (lower(json_extract(d."By", '$.person')) IN (lower(json_extract(new."By", '$.person')), lower(new."Principal"))
                        OR lower(d."Principal") IN (lower(json_extract(new."By", '$.person')), lower(new."Principal"))));
            END;
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER approval_decisions_spent BEFORE INSERT ON approval_decisions WHEN new."Kind" = 'Spend' BEGIN
                SELECT RAISE(ABORT, 'opsportal-rule duties.executor-approved Whoever approved it cannot carry it out') WHERE EXISTS (
                    SELECT 1 FROM approval_decisions d WHERE d."Subject" = new."Subject" AND d."Round" = new."Round" AND d."Kind" = 'Approve'
                    AND (lower(json_extract(d."By", '$.person')) IN (lower(json_extract(new."By", '$.person')), lower(json_extract(new."By", '$.owner')))
                        OR lower(d."Principal") IN (lower(json_extract(new."By", '$.person')), lower(json_extract(new."By", '$.owner')))));
            END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER approval_decisions_apart; DROP TRIGGER approval_decisions_spent;");
        foreach (var table in Tables) migrationBuilder.Sql($"DROP TRIGGER {table}_kept_update; DROP TRIGGER {table}_kept_delete;");
    }
}
