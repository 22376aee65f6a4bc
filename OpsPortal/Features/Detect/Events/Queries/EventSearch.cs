using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Finds events by words, through the text index of whichever database is used.</summary>
/// <remarks>
/// A rare word is fastest found in the text index, a common one by walking the list in its order and testing each row, because a page
/// of matches turns up soon; gathering a common word's hits in the index would cost a hundred times as much. Which words are common,
/// <see cref="WordSample"/> tells.
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
        var all = db is PostgresOpsDb ? Query(words) : string.Join(' ', words);
        var rare = await WordSample.RareAsync(db, words, stopping);
        if (rare.Count == 0) return new(db, all);
        var match = db is PostgresOpsDb ? Query(rare) : $"text : ({string.Join(" AND ", rare.Select(word => $"\"{word}\" *"))})";
        var hits = await HitsAsync(db, match, all, stopping);
        return new(db, all, match, hits.Count > Rare ? null : hits);
    }

    /// <summary>
    /// The events of some standings, to be read one after the other: each standing from its own part of the list's index, but all at once
    /// where the hits are known.
    /// </summary>
    public async IAsyncEnumerable<IQueryable<Event>> WithinAsync(IReadOnlyList<Standing> standings, [EnumeratorCancellation] CancellationToken stopping)
    {
        if (_hits is not null)
        {
            yield return Fetch(_hits).Where(e => standings.Contains(e.Standing));
            yield break;
        }

        foreach (var standing in standings) yield return await WalkAsync(standing, stopping);
    }

    private static string Query(IReadOnlyList<string> words) => string.Join(" & ", words.Select(word => $"{word}:*"));

    private async Task<IQueryable<Event>> WalkAsync(Standing standing, CancellationToken stopping)
    {
        var walk = All().Where(e => e.Standing == standing);
        if (_match.Length == 0 || _db is PostgresOpsDb) return walk;

        // The index does not tell what stands in the queue from what stands behind its rows: that changes by the thousand.
        var match = string.Create(CultureInfo.InvariantCulture, $"standing : s{(int)(standing == Standing.Grouped ? Standing.Active : standing)} AND {_match}");
        var hits = await HitsAsync(_db, match, _words, stopping);
        return hits.Count > Rare ? walk : Fetch(hits).Where(e => e.Standing == standing);
    }

    /// <summary>Every event in which all words occur, in whatever way the database likes to find them.</summary>
    private IQueryable<Event> All() =>
        _words.Length == 0 ? _db.Events.AsNoTracking()
        : _db is PostgresOpsDb ? _db.Events.FromSql($"SELECT * FROM opsportal.events WHERE search @@ to_tsquery('simple', {_words})").AsNoTracking()
        : _db.Events.FromSql($"SELECT * FROM events WHERE contains_words(\"Title\", \"Labels\", {_words})").AsNoTracking();

    /// <summary>Hits by their numbers. The cross join holds SQLite to that: left to itself it walks a whole standing and looks for them there.</summary>
    private IQueryable<Event> Fetch(List<EventNumber> hits) => _db is PostgresOpsDb
        ? _db.Events.AsNoTracking().Where(e => EF.Parameter(hits).Contains(e.Number))
        : _db.Events.FromSql(
            $"""
            SELECT found.* FROM json_each({$"[{string.Join(',', hits.Select(hit => hit.Value))}]"}) AS hit CROSS JOIN events AS found ON found."Number" = hit.value
            WHERE contains_words(found."Title", found."Labels", {_words})
            """).AsNoTracking();

    private static async Task<List<EventNumber>> HitsAsync(OpsDb db, string match, string words, CancellationToken stopping)
    {
        var found = db is PostgresOpsDb ? await PostgresHitsAsync(db, match, words, stopping) : await SqliteHitsAsync(db, match, words, stopping);
        return [.. found.Distinct().Select(number => new EventNumber(number))];
    }

    /// <summary>From the index, and from the rows that it does not hold yet. The watermark is read first: what is indexed meanwhile is found twice, not missed.</summary>
    private static async Task<List<long>> SqliteHitsAsync(OpsDb db, string match, string words, CancellationToken stopping)
    {
        var watermark = await WordIndex.WatermarkAsync(db, stopping);
        var above = await db.Database.SqlQuery<long>(
            $"SELECT \"Number\" AS Value FROM events WHERE \"Number\" > {watermark} AND contains_words(\"Title\", \"Labels\", {words}) LIMIT {Rare + 1}").ToListAsync(stopping);
        var indexed = await db.Database.SqlQuery<long>($"SELECT rowid AS Value FROM event_search WHERE event_search MATCH {match} LIMIT {Rare + 1}").ToListAsync(stopping);
        return [.. above, .. indexed];
    }

    /// <summary>The rare words by the index; the others on what they left, out of the index's sight: it would gather every hit of a common word first.</summary>
    private static Task<List<long>> PostgresHitsAsync(OpsDb db, string match, string words, CancellationToken stopping) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT "Number" AS "Value" FROM opsportal.events
            WHERE search @@ to_tsquery('simple', {match}) AND ({match} = {words} OR setweight(search, 'A') @@ to_tsquery('simple', {words}))
            LIMIT {Rare + 1}
            """).ToListAsync(stopping);
}
