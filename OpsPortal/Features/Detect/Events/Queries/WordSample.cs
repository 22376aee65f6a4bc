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
        var numbers = db.Events.AsNoTracking().Select(e => e.Number);
        var (first, last) = ((await numbers.OrderBy(number => number).FirstOrDefaultAsync(stopping)).Value, (await numbers.OrderByDescending(number => number).FirstOrDefaultAsync(stopping)).Value);
        var step = Math.Max(1, (last - first + 1) / Size);
        var taken = Enumerable.Range(0, Size).Select(at => last - (at * step)).Where(number => number >= first).ToList();
        return await (db is PostgresOpsDb
            ? db.Database.SqlQuery<Sampled>($"SELECT \"Title\", \"Labels\" FROM opsportal.events WHERE \"Number\" = ANY({taken})")
            : db.Database.SqlQuery<Sampled>($"SELECT \"Title\", \"Labels\" FROM events WHERE \"Number\" IN (SELECT value FROM json_each({$"[{string.Join(',', taken)}]"}))")).ToListAsync(stopping);
    }

    private sealed record Sampled(string Title, string Labels);
}
