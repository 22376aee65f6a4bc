using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Finds events by words, through the text index of whichever database is used.</summary>
/// <remarks>
/// A rare word is fastest found in the text index; a common one by walking the list in its order and testing each row,
/// because a page of matches turns up soon. Which of the two it is, the index tells by its first <see cref="Rare"/> hits.
/// PostgreSQL decides that by itself.
/// </remarks>
internal static class EventSearch
{
    /// <summary>Up to so many hits are fetched by number and sorted.</summary>
    private const int Rare = 2000;

    public static async Task<IQueryable<Event>> FindAsync(OpsDb db, Standing standing, string text, CancellationToken stopping)
    {
        var within = db.Events.AsNoTracking().Where(e => e.Standing == standing);
        var words = Words.Split(text);
        if (words.Count == 0) return within;
        if (db is PostgresOpsDb)
        {
            var query = string.Join(" & ", words.Select(word => $"{word}:*"));
            return db.Events.FromSql($"SELECT * FROM opsportal.events WHERE search @@ to_tsquery('simple', {query})").AsNoTracking()
                .Where(e => e.Standing == standing);
        }

        var match = $"standing : s{(int)standing} AND text : ({string.Join(" AND ", words.Select(word => $"\"{word}\" *"))})";
        var hits = await db.Database.SqlQuery<long>($"SELECT rowid AS Value FROM event_search WHERE event_search MATCH {match} LIMIT {Rare + 1}").ToListAsync(stopping);
        if (hits.Count > Rare)
        {
            var wanted = string.Join(' ', words);
            return db.Events.FromSql($"SELECT * FROM events WHERE contains_words(\"Title\", \"Labels\", {wanted})").AsNoTracking()
                .Where(e => e.Standing == standing);
        }

        var numbers = hits.ConvertAll(hit => new EventNumber(hit));
        return within.Where(e => EF.Parameter(numbers).Contains(e.Number));
    }
}
