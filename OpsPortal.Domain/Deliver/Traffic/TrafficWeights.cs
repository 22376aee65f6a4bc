using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Traffic;

/// <summary>How the traffic of a service is shared among its sides, as stable and canary, or blue and green.</summary>
public sealed record TrafficWeights
{
    public const int MostSides = 10;
    public const int MaxSideLength = 30;

    private readonly SortedDictionary<string, int> _percent;

    private TrafficWeights(SortedDictionary<string, int> percent) => _percent = percent;

    /// <summary>Whole per cent by side, sides in order; together 100.</summary>
    public IReadOnlyDictionary<string, int> Percent => _percent;

    /// <summary>The share of a side in per cent; one that is not named has none.</summary>
    public int this[string side] => _percent.GetValueOrDefault(side);

    /// <summary>Refused unless the shares are whole per cent, together 100, of 1 to <see cref="MostSides"/> sides with good names, each named once.</summary>
    public static Outcome<TrafficWeights> Of(params IEnumerable<(string Side, int Percent)> shares)
    {
        var percent = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (side, share) in shares)
        {
            if (!IsSide(side) || share is < 0 or > 100 || !percent.TryAdd(side, share)) return TrafficRefusals.BadWeights();
        }

        return percent.Count is > 0 and <= MostSides && percent.Values.Sum() == 100 ? new TrafficWeights(percent) : TrafficRefusals.BadWeights();
    }

    /// <summary>A letter, then letters, digits, dash and underscore.</summary>
    public static bool IsSide(string name) => name.Length is > 0 and <= MaxSideLength && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    public bool Equals(TrafficWeights? other) => other is not null && _percent.SequenceEqual(other._percent);

    public override int GetHashCode() => _percent.Aggregate(0, (hash, share) => HashCode.Combine(hash, share.Key, share.Value));

    /// <summary>As <c>canary 25 %, stable 75 %</c>.</summary>
    public override string ToString() => string.Join(", ", _percent.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Key} {share.Value} %")));
}
