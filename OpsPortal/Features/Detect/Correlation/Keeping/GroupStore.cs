using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>What is to be written about one event's group.</summary>
internal readonly record struct GroupChange(EventNumber Number, EventNumber? Lead, int Members)
{
    public Standing Standing => Lead is null ? Standing.Active : Standing.Grouped;
}

/// <summary>
/// Writes who leads whom. Rows are set without a new version: nothing a person decided on has changed, and their acts go through.
/// An event that has left the queue meanwhile stays where it is.
/// </summary>
internal static class GroupStore
{
    /// <summary>So many rows in one transaction, so that signals and people never wait long for their turn.</summary>
    private const int AtOnce = 4000;

    private const string Set = """
        SET "Lead" = {0}, "Members" = {1}, "Standing" = CASE WHEN "Standing" IN (0, 5) THEN {2} ELSE "Standing" END
        """;

    public static async Task ApplyAsync(OpsDb db, IReadOnlyList<GroupChange> changes, CancellationToken stopping)
    {
        foreach (var part in changes.Chunk(AtOnce))
        {
            using var turn = await db.Gate.EnterAsync(stopping);
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            if (db is PostgresOpsDb) await ApplyToPostgresAsync(db, part, stopping);
            else ApplyToSqlite(db, part);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private static void ApplyToSqlite(OpsDb db, GroupChange[] changes)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"UPDATE events {string.Format(null, Set, "@lead", "@members", "@standing")} WHERE \"Number\" = @number";
        var (lead, members, standing, number) = (Parameter("@lead"), Parameter("@members"), Parameter("@standing"), Parameter("@number"));
        command.Prepare();
        foreach (var change in changes)
        {
            lead.Value = change.Lead?.Value ?? (object)DBNull.Value;
            members.Value = change.Members;
            standing.Value = (int)change.Standing;
            number.Value = change.Number.Value;
            command.ExecuteNonQuery();
        }

        DbParameter Parameter(string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            return parameter;
        }
    }

    private static async Task ApplyToPostgresAsync(OpsDb db, GroupChange[] changes, CancellationToken stopping)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"""
            UPDATE opsportal.events AS e {string.Format(null, Set, "nullif(t.lead, 0)", "t.members", "t.standing")}
            FROM unnest(@numbers, @leads, @members, @standings) AS t(number, lead, members, standing)
            WHERE e."Number" = t.number
            """;
        command.Parameters.AddWithValue("numbers", changes.Select(change => change.Number.Value).ToArray());
        command.Parameters.AddWithValue("leads", changes.Select(change => change.Lead?.Value ?? 0).ToArray());
        command.Parameters.AddWithValue("members", changes.Select(change => change.Members).ToArray());
        command.Parameters.AddWithValue("standings", changes.Select(change => (int)change.Standing).ToArray());
        await command.ExecuteNonQueryAsync(stopping);
    }
}
