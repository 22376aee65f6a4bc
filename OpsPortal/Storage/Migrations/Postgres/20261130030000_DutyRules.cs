using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Storage.Migrations.Postgres;

/// <summary>
/// Segregation of duties once more, where nobody gets past it: decisions and what was asked are never changed or taken out, nobody approves
/// what he or she took part in or twice, and whoever approved does not begin it. Each message begins with a mark, a code and words.
/// </summary>
[DbContext(typeof(PostgresOpsDb))]
[Migration("20261130030000_DutyRules")]
public sealed class DutyRules : Migration
{
    private static readonly string[] Tables = ["approval_decisions", "approval_rounds", "change_revisions"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION opsportal.duties_kept() RETURNS trigger LANGUAGE plpgsql AS $rule$
            BEGIN
                RAISE EXCEPTION 'opsportal-rule duties.kept What was asked and decided is never changed';
            END $rule$;
            """);
        foreach (var table in Tables)
        {
            var columns = table == "approval_rounds" ? """ OF "Subject", "Number", "ContentHash", "Policy", "Terms", "Asked", "RequestedBy", "RequestedAt", "DecideBy", "RequesterMayApprove" """ : " ";
            migrationBuilder.Sql($"CREATE TRIGGER {table}_kept BEFORE UPDATE{columns}OR DELETE ON opsportal.{table} FOR EACH ROW EXECUTE FUNCTION opsportal.duties_kept();");
        }

        migrationBuilder.Sql(
            """
            CREATE FUNCTION opsportal.duties_apart() RETURNS trigger LANGUAGE plpgsql AS $rule$
            DECLARE
                persons text[] := array_remove(ARRAY[lower(new."By"::jsonb ->> 'person'), lower(new."By"::jsonb ->> 'owner'), lower(new."Principal"::text)], NULL);
            BEGIN
                IF new."Kind" = 'Spend' THEN
                    IF EXISTS (SELECT 1 FROM opsportal.approval_decisions d WHERE d."Subject" = new."Subject" AND d."Round" = new."Round" AND d."Kind" = 'Approve'
                        AND (lower(d."By"::jsonb ->> 'person') = ANY (persons) OR lower(d."Principal"::text) = ANY (persons))) THEN
                        RAISE EXCEPTION 'opsportal-rule duties.executor-approved Whoever approved it cannot carry it out';
                    END IF;
                    RETURN new;
                END IF;
                IF new."Kind" <> 'Approve' THEN RETURN new; END IF;
                IF new."By"::jsonb ->> 'person' IS NULL THEN RAISE EXCEPTION 'opsportal-rule duties.machine A machine never approves anything'; END IF;
                IF EXISTS (SELECT 1 FROM opsportal.approval_decisions d WHERE d."Subject" = new."Subject" AND d."Round" = new."Round" AND d."Kind" = 'Approve'
                    AND (lower(d."By"::jsonb ->> 'person') = ANY (persons) OR lower(d."Principal"::text) = ANY (persons))) THEN
                    RAISE EXCEPTION 'opsportal-rule approval.already-decided Nobody counts twice';
                END IF;
                IF new."Subject" NOT LIKE 'CHG-%' THEN RETURN new; END IF;
                IF EXISTS (SELECT 1 FROM opsportal.changes c WHERE c."Number" = substr(new."Subject", 5)::bigint AND c."StartedAt" IS NOT NULL) THEN
                    RAISE EXCEPTION 'opsportal-rule approval.begun It has begun already';
                END IF;
                IF EXISTS (SELECT 1 FROM opsportal.changes c, jsonb_array_elements(c."Participants"::jsonb) p
                    WHERE c."Number" = substr(new."Subject", 5)::bigint
                    AND NOT (p ->> 'part' = 'Requester' AND EXISTS (
                        SELECT 1 FROM opsportal.approval_rounds r WHERE r."Subject" = new."Subject" AND r."Number" = new."Round" AND r."RequesterMayApprove"))
                    AND (lower(p -> 'party' ->> 'person') = ANY (persons) OR lower(p -> 'party' ->> 'owner') = ANY (persons)
                        OR EXISTS (SELECT 1 FROM opsportal.accounts a WHERE a."NormalizedEmail" = upper(p -> 'party' ->> 'account') AND lower(a."PersonId"::text) = ANY (persons)))) THEN
                    RAISE EXCEPTION 'opsportal-rule duties.took-part Whoever asked for it, edited, wrote or started it cannot approve it';
                END IF;
                RETURN new;
            END $rule$;
            CREATE TRIGGER approval_decisions_apart BEFORE INSERT ON opsportal.approval_decisions FOR EACH ROW EXECUTE FUNCTION opsportal.duties_apart();
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER approval_decisions_apart ON opsportal.approval_decisions; DROP FUNCTION opsportal.duties_apart();");
        foreach (var table in Tables) migrationBuilder.Sql($"DROP TRIGGER {table}_kept ON opsportal.{table};");
        migrationBuilder.Sql("DROP FUNCTION opsportal.duties_kept();");
    }
}
