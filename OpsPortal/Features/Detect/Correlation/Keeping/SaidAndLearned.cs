using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>What people have said about causes, and what history tells, as far as it speaks of events that are open.</summary>
internal static class SaidAndLearned
{
    /// <summary>How many words of people are held to, the latest.</summary>
    public const int MostWords = 5000;

    /// <summary>Two equal ones mean that nothing was said or learned in between.</summary>
    public static async Task<(int Words, DateTimeOffset? Last, int Pairs, int Together)> MarkAsync(OpsDb db, CancellationToken stopping) => (
        await db.Set<PersonsWord>().CountAsync(stopping), await db.Set<PersonsWord>().MaxAsync(word => (DateTimeOffset?)word.At, stopping),
        await db.Set<LearnedCompanions>().CountAsync(stopping), await db.Set<LearnedCompanions>().SumAsync(pair => pair.Together, stopping));

    public static async Task<Corrections> ReadAsync(OpsDb db, OpenEvents open, CancellationToken stopping)
    {
        var words = await db.Set<PersonsWord>().AsNoTracking().OrderByDescending(word => word.At).Take(MostWords).ToListAsync(stopping);
        var pairs = await db.Set<LearnedCompanions>().AsNoTracking().Select(pair => new { pair.One, pair.Other }).ToListAsync(stopping);
        var companions = pairs.Select(pair => (pair.One, pair.Other)).ToHashSet();
        if (words.Count == 0) return new([], new HashSet<EventNumber>(), companions);

        // Of one identity several may be open: one that was closed by hand while it fired, and its successor.
        var speaksOf = words.SelectMany(word => new[] { (word.Source, word.Fingerprint), (word.OtherSource, word.OtherFingerprint) }).ToHashSet();
        var found = open.All.Values.Where(known => speaksOf.Contains((known.Source, known.Event.Fingerprint))).ToLookup(known => (known.Source, known.Event.Fingerprint));
        var apart = words.Where(word => word.OtherNumber is null).SelectMany(word => found[(word.Source, word.Fingerprint)]).Select(known => known.Event.Number).ToHashSet();
        var together = words.Where(word => word.OtherNumber is not null).SelectMany(word => Pairs(word, found)).ToHashSet();
        return new(together, apart, companions);
    }

    /// <summary>The very events that were merged belong together; their likes only where they begin about together again.</summary>
    private static IEnumerable<(EventNumber One, EventNumber Other)> Pairs(PersonsWord word, ILookup<(string Source, Fingerprint Fingerprint), KnownOpen> found)
    {
        foreach (var one in found[(word.Source, word.Fingerprint)])
        {
            foreach (var other in found[(word.OtherSource, word.OtherFingerprint)])
            {
                var (a, b) = (one.Event, other.Event);
                if ((a.Number == word.Number && b.Number == word.OtherNumber) || (a.StartsAt - b.StartsAt).Duration() <= Correlator.RememberedWithin) yield return (a.Number, b.Number);
            }
        }
    }
}
