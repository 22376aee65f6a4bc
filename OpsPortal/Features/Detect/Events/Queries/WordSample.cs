using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Tells rare words from common ones by looking at a few hundred events, spread evenly over all numbers.</summary>
internal static class WordSample
{
    private const int Size = 256;

    /// <summary>A word in so many events of the sample (1.6 %) is common.</summary>
    private const int Common = 4;

    /// <summary>The words worth looking up in the text index; none where all are common and occur together.</summary>
    public static async Task<IReadOnlyList<string>> RareAsync(OpsDb db, IReadOnlyList<string> words, CancellationToken stopping)
    {
        var sample = await TakeAsync(db, stopping);
        var rare = words.Where(word => sample.Count(e => Words.Contain(e.Title, e.Labels, word)) < Common).ToList();
        if (rare.Count > 0) return rare;

        // Words that are common by themselves may hardly ever meet; a walk would then find nothing for long.
        return sample.Exists(e => Words.Contain(e.Title, e.Labels, string.Join(' ', words))) ? [] : words;
    }

    private static async Task<List<Sampled>> TakeAsync(OpsDb db, CancellationToken stopping)
    {
        var ends = await db.Database.SqlQuery<Ends>($"SELECT coalesce((SELECT min(\"Number\") FROM events), 0) AS First, coalesce((SELECT max(\"Number\") FROM events), 0) AS Last").SingleAsync(stopping);
        var step = Math.Max(1, (ends.Last - ends.First + 1) / Size);
        var numbers = Enumerable.Range(0, Size).Select(at => ends.Last - at * step).Where(number => number >= ends.First).ToList();
        return await db.Database.SqlQuery<Sampled>($"SELECT \"Title\", \"Labels\" FROM events WHERE \"Number\" IN (SELECT value FROM json_each({$"[{string.Join(',', numbers)}]"}))").ToListAsync(stopping);
    }

    private sealed record Ends(long First, long Last);

    private sealed record Sampled(string Title, string Labels);
}
