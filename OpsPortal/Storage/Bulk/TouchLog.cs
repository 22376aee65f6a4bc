using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace OpsPortal.Storage.Bulk;

/// <summary>
/// Keeps repeats durable without rewriting a row for each: one compact record a commit, folded into the rows later.
/// A thousand repeats of one event cost one entry; what a crash leaves unfolded is applied at the next start.
/// </summary>
internal static class TouchLog
{
    private const string Set = "SET \"Count\" = {0}, \"LastSeenAt\" = {1}, \"StartsAt\" = {2}, \"EndsAt\" = {3}";

    public static void Append(OpsDb db, IReadOnlyList<Touch> touches) => db.Add(new TouchRecord { Touches = Touch.Write(touches) });

    /// <summary>Writes touches into their rows; one that is out of date changes nothing.</summary>
    public static async Task ApplyAsync(OpsDb db, IReadOnlyList<Touch> touches, CancellationToken stopping)
    {
        if (touches.Count == 0) return;
        if (db is PostgresOpsDb) await ApplyToPostgresAsync(db, touches, stopping);
        else ApplyToSqlite(db, touches);
    }

    /// <summary>Applies what is in the log, oldest first, and empties it.</summary>
    public static async Task ReplayAsync(OpsDb db, CancellationToken stopping)
    {
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var latest = new Dictionary<long, Touch>();
        await foreach (var record in db.Set<TouchRecord>().AsNoTracking().OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(stopping))
        {
            foreach (var touch in Touch.Read(record.Touches)) latest[touch.Number] = touch;
        }

        await ApplyAsync(db, [.. latest.Values], stopping);
        await ClearAsync(db, stopping);
        await transaction.CommitAsync(stopping);
    }

    public static Task ClearAsync(OpsDb db, CancellationToken stopping) => db.Set<TouchRecord>().ExecuteDeleteAsync(stopping);

    private static void ApplyToSqlite(OpsDb db, IReadOnlyList<Touch> touches)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"UPDATE events {string.Format(null, Set, "@count", "@seen", "@starts", "@ends")} WHERE \"Number\" = @number AND \"Count\" < @count";
        var (count, seen, starts, ends, number) = (Parameter("@count"), Parameter("@seen"), Parameter("@starts"), Parameter("@ends"), Parameter("@number"));
        command.Prepare();
        foreach (var touch in touches)
        {
            count.Value = touch.Count;
            seen.Value = touch.LastSeenAt.UtcDateTime;
            starts.Value = touch.StartsAt.UtcDateTime;
            ends.Value = touch.EndsAt.UtcDateTime;
            number.Value = touch.Number;
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

    private static async Task ApplyToPostgresAsync(OpsDb db, IReadOnlyList<Touch> touches, CancellationToken stopping)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"""
            UPDATE opsportal.events AS e {string.Format(null, Set, "t.count", "t.seen", "t.starts", "t.ends")}
            FROM unnest(@numbers, @counts, @seen, @starts, @ends) AS t(number, count, seen, starts, ends)
            WHERE e."Number" = t.number AND e."Count" < t.count
            """;
        command.Parameters.AddWithValue("numbers", touches.Select(touch => touch.Number).ToArray());
        command.Parameters.AddWithValue("counts", touches.Select(touch => touch.Count).ToArray());
        command.Parameters.AddWithValue("seen", touches.Select(touch => touch.LastSeenAt.UtcDateTime).ToArray());
        command.Parameters.AddWithValue("starts", touches.Select(touch => touch.StartsAt.UtcDateTime).ToArray());
        command.Parameters.AddWithValue("ends", touches.Select(touch => touch.EndsAt.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(stopping);
    }
}
