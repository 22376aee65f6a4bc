using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Storage.Bulk;

/// <summary>
/// Adds the words of new events to SQLite's text index, behind the writer: indexing costs several times what storing does, and a
/// storm must not wait for it. A watermark tells how far the index reaches; whoever searches looks through the rows above it.
/// PostgreSQL keeps its own index, without a watermark.
/// </summary>
internal static class WordIndex
{
    /// <summary>Indexes up to <paramref name="most"/> events above the watermark, in a transaction of its own.</summary>
    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> AdvanceAsync(OpsDb db, int most, CancellationToken stopping)
    {
        if (db is PostgresOpsDb) return false;
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var above = await WatermarkAsync(db, stopping);
        var last = await db.Database.SqlQuery<long?>($"SELECT max(n) AS Value FROM (SELECT \"Number\" AS n FROM events WHERE \"Number\" > {above} ORDER BY \"Number\" LIMIT {most})").SingleAsync(stopping);
        if (last is null) return false;
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO event_search(rowid, text, standing)
            SELECT "Number", "Title" || ' ' || "Labels", 's' || CASE "Standing" WHEN 5 THEN 0 ELSE "Standing" END FROM events WHERE "Number" > {above} AND "Number" <= {last}
            """, stopping);
        await db.Database.ExecuteSqlAsync($"UPDATE event_search_watermark SET number = {last}", stopping);
        await transaction.CommitAsync(CancellationToken.None);
        return added == most;
    }

    /// <summary>The number of the last event whose words are in the index.</summary>
    public static Task<long> WatermarkAsync(OpsDb db, CancellationToken stopping) =>
        db.Database.SqlQuery<long>($"SELECT number AS Value FROM event_search_watermark").SingleAsync(stopping);
}
