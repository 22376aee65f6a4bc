using System.Globalization;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>What happened once: what kind of trouble, and when it began (UTC).</summary>
public readonly record struct Occurrence(string What, DateTimeOffset StartsAt);

/// <summary>Two kinds of trouble that come together, in ordinal order.</summary>
/// <param name="Together">How often they came within <see cref="Companions.Window"/> of each other.</param>
/// <param name="Of">How often the rarer of the two came.</param>
public sealed record Companionship(string One, string Other, int Together, int Of)
{
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{One} and {Other} came together {Together} of {Of} times");
}

/// <summary>Learns from history which kinds of trouble come together.</summary>
/// <remarks>
/// The support and confidence of association rules (Agrawal, Imieliński, Swami 1993), with the rarer of both as the one that is asked
/// about; a pair that chance alone would bring together that often is left out (lift).
/// </remarks>
public static class Companions
{
    /// <summary>How far apart two that came together began.</summary>
    public static readonly TimeSpan Window = Similarity.Window;

    /// <summary>Twice or three times may be chance.</summary>
    public const int LeastTogether = 5;

    /// <summary>Of all times the rarer one came, the other came too this often.</summary>
    public const double LeastConfidence = 0.8;

    /// <summary>So many times as often as if they had nothing to do with one another.</summary>
    public const double LeastLift = 3;

    /// <summary>Kinds that may begin within one window; in a storm of more everything seems to come with everything.</summary>
    private const int MostAtOnce = 50;

    /// <param name="past">In any order.</param>
    /// <returns>Best first; of equals in ordinal order.</returns>
    public static IReadOnlyList<Companionship> Learn(IEnumerable<Occurrence> past)
    {
        var occurrences = past.Where(occurrence => occurrence.What.Length > 0).OrderBy(occurrence => occurrence.StartsAt).ThenBy(occurrence => occurrence.What, StringComparer.Ordinal).ToArray();
        if (occurrences.Length == 0) return [];
        var (times, together) = Count(occurrences);
        var windows = Math.Max(1, (occurrences[^1].StartsAt - occurrences[0].StartsAt) / Window);
        return [.. together
            .Select(pair => new Companionship(pair.Key.One, pair.Key.Other, Math.Min(pair.Value, Math.Min(times[pair.Key.One], times[pair.Key.Other])), Math.Min(times[pair.Key.One], times[pair.Key.Other])))
            .Where(found => found.Together >= LeastTogether && found.Together >= LeastConfidence * found.Of && found.Together >= LeastLift * Chance(times[found.One], times[found.Other], windows))
            .OrderByDescending(found => (double)found.Together / found.Of).ThenByDescending(found => found.Together).ThenBy(found => found.One, StringComparer.Ordinal).ThenBy(found => found.Other, StringComparer.Ordinal)];
    }

    /// <summary>How often two independent kinds would begin within a window of each other: each of one finds the other with its share of windows, before and after.</summary>
    private static double Chance(int one, int other, double windows) => 2.0 * one * other / windows;

    /// <summary>A kind that begins anew within the window of its last beginning is the same occurrence; each occurrence of a pair counts once.</summary>
    private static (Dictionary<string, int> Times, Dictionary<(string One, string Other), int> Together) Count(Occurrence[] occurrences)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        var together = new Dictionary<(string One, string Other), int>();
        var counted = new Dictionary<(string One, string Other), DateTimeOffset>();
        var recent = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (what, at) in occurrences)
        {
            foreach (var (old, last) in recent)
            {
                if (at - last > Window) recent.Remove(old);
            }

            if (!recent.ContainsKey(what)) times[what] = times.GetValueOrDefault(what) + 1;
            recent[what] = at;
            if (recent.Count > MostAtOnce) continue;
            foreach (var other in recent.Keys)
            {
                if (other == what) continue;
                var pair = string.CompareOrdinal(what, other) < 0 ? (what, other) : (other, what);
                var again = counted.TryGetValue(pair, out var before) && at - before <= Window;
                counted[pair] = at;
                if (!again) together[pair] = together.GetValueOrDefault(pair) + 1;
            }
        }

        return (times, together);
    }
}
