using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Finds events by words, through the text index of whichever database is used.</summary>
/// <remarks>
/// In SQLite a rare word is fastest found in the text index, a common one by walking the list in its order and testing each row,
/// because a page of matches turns up soon; gathering a common word's hits in the index would cost a hundred times as much.
/// Which words are common, <see cref="WordSample"/> tells. PostgreSQL decides all that by itself.
/// </remarks>
internal sealed class EventSearch
{
    /// <summary>Up to so many hits are fetched by number and sorted.</summary>
    private const int Rare = 2000;

    private readonly OpsDb _db;
    private readonly string _words;

    /// <summary>Words for the text index; empty: walk.</summary>
    private readonly string _match;

    /// <summary>Every hit, wherever it stands; null where there are too many of them, or none was looked for.</summary>
    private readonly List<EventNumber>? _hits;

    private EventSearch(OpsDb db, string words, string match = "", List<EventNumber>? hits = null) => (_db, _words, _match, _hits) = (db, words, match, hits);

    /// <summary>Decides how to find <paramref name="text"/>, once for all standings.</summary>
    public static async Task<EventSearch> PlanAsync(OpsDb db, string text, CancellationToken stopping)
    {
        var words = Words.Split(text);
        if (words.Count == 0) return new(db, "");
        if (db is PostgresOpsDb) return new(db, string.Join(" & ", words.Select(word => $"{word}:*")));

        var joined = string.Join(' ', words);
        var rare = await WordSample.RareAsync(db, words, stopping);
        if (rare.Count == 0) return new(db, joined);
        var match = $"text : ({string.Join(" AND ", rare.Select(word => $"\"{word}\" *"))})";
        var hits = await HitsAsync(db, match, joined, stopping);
        return new(db, joined, match, hits.Count > Rare ? null : hits);
    }

    /// <summary>The events of one standing in which all words occur.</summary>
    public async Task<IQueryable<Event>> WithinAsync(Standing standing, CancellationToken stopping)
    {
        if (_words.Length == 0) return _db.Events.AsNoTracking().Where(e => e.Standing == standing);
        if (_db is PostgresOpsDb)
        {
            return _db.Events.FromSql($"SELECT * FROM opsportal.events WHERE search @@ to_tsquery('simple', {_words})").AsNoTracking().Where(e => e.Standing == standing);
        }

        var walk = _db.Events.FromSql($"SELECT * FROM events WHERE contains_words(\"Title\", \"Labels\", {_words})").AsNoTracking().Where(e => e.Standing == standing);
        if (_match.Length == 0) return walk;

        // The index does not tell what stands in the queue from what stands behind its rows: that changes by the thousand.
        var hits = _hits ?? await HitsAsync(_db, string.Create(CultureInfo.InvariantCulture, $"standing : s{(int)(standing == Standing.Grouped ? Standing.Active : standing)} AND {_match}"), _words, stopping);
        return hits.Count > Rare ? walk : walk.Where(e => EF.Parameter(hits).Contains(e.Number));
    }

    /// <summary>From the index, and from the rows that it does not hold yet. The watermark is read first: what is indexed meanwhile is found twice, not missed.</summary>
    private static async Task<List<EventNumber>> HitsAsync(OpsDb db, string match, string words, CancellationToken stopping)
    {
        var watermark = await WordIndex.WatermarkAsync(db, stopping);
        var above = await db.Database.SqlQuery<long>(
            $"SELECT \"Number\" AS Value FROM events WHERE \"Number\" > {watermark} AND contains_words(\"Title\", \"Labels\", {words}) LIMIT {Rare + 1}").ToListAsync(stopping);
        var indexed = await db.Database.SqlQuery<long>($"SELECT rowid AS Value FROM event_search WHERE event_search MATCH {match} LIMIT {Rare + 1}").ToListAsync(stopping);
        return [.. above.Concat(indexed).Select(number => new EventNumber(number))];
    }
}
