using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>Finds the silences that cover a set of labels without asking every silence. Immutable.</summary>
/// <remarks>
/// Nearly every silence demands something of a label: a value that it must equal, or at least its presence, where a matcher does not
/// hold for the empty string. It is filed under that demand, under the rarest where it makes several. The few that only exclude
/// are asked every time.
/// </remarks>
public sealed class SilenceIndex
{
    private readonly FrozenDictionary<Label, Silence[]> _byValue;
    private readonly FrozenDictionary<string, Silence[]> _byName;
    private readonly Silence[] _excluding;
    private readonly FrozenSet<Guid> _ids;

    /// <summary>Every start and end, ascending.</summary>
    private readonly DateTimeOffset[] _edges;

    private SilenceIndex(IReadOnlyCollection<Silence> silences)
    {
        var demand = silences.SelectMany(Values).CountBy(label => label).ToDictionary();
        var filed = silences.ToLookup(silence => Values(silence).Cast<Label?>().MinBy(label => demand[label!.Value]));
        _byValue = filed.Where(group => group.Key is not null).ToFrozenDictionary(group => group.Key!.Value, group => group.ToArray());
        var byName = filed[null].ToLookup(silence => silence.Matchers.FirstOrDefault(matcher => !matcher.MatchesEmpty)?.Name);
        _byName = byName.Where(group => group.Key is not null).ToFrozenDictionary(group => group.Key!, group => group.ToArray());
        _excluding = [.. byName[null]];
        _ids = silences.Select(silence => silence.Id).ToFrozenSet();
        _edges = [.. silences.SelectMany(silence => new[] { silence.StartsAt, silence.EndsAt }).Order()];
    }

    public static SilenceIndex Empty { get; } = new([]);

    /// <summary>An index of silences that have passed <see cref="SilenceDraft.Check"/>.</summary>
    public static SilenceIndex Of(IReadOnlyCollection<Silence> silences) => new(silences);

    public int Count => _ids.Count;

    public bool Contains(Guid id) => _ids.Contains(id);

    /// <summary>The silence that covers these labels now, the one that ends last where several do; null where none does.</summary>
    public Guid? Covering(LabelSet labels, DateTimeOffset now)
    {
        Silence? best = null;
        Consider(_excluding, labels, now, ref best);
        foreach (var label in labels)
        {
            Consider(_byValue.GetValueOrDefault(label), labels, now, ref best);
            Consider(_byName.GetValueOrDefault(label.Name), labels, now, ref best);
        }

        return best?.Id;
    }

    /// <summary>All silences that cover these labels now, in the order of their ids as text; empty where none does.</summary>
    public IReadOnlyList<Guid> AllCovering(LabelSet labels, DateTimeOffset now)
    {
        List<Guid>? found = null;
        Collect(_excluding, labels, now, ref found);
        foreach (var label in labels)
        {
            Collect(_byValue.GetValueOrDefault(label), labels, now, ref found);
            Collect(_byName.GetValueOrDefault(label.Name), labels, now, ref found);
        }

        if (found is null) return [];
        found.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        return found;
    }

    /// <summary>Whether a silence starts or ends after the first instant and not after the second.</summary>
    public bool HasEdge(DateTimeOffset after, DateTimeOffset until)
    {
        var place = Array.BinarySearch(_edges, after);
        if (place < 0) place = ~place;
        while (place < _edges.Length && _edges[place] <= after) place++;
        return place < _edges.Length && _edges[place] <= until;
    }

    private static void Consider(Silence[]? silences, LabelSet labels, DateTimeOffset now, ref Silence? best)
    {
        if (silences is null) return;
        foreach (var silence in silences)
        {
            if ((best is null || Later(silence, best)) && silence.StateAt(now) == SilenceState.Active && silence.Covers(labels)) best = silence;
        }
    }

    private static void Collect(Silence[]? silences, LabelSet labels, DateTimeOffset now, ref List<Guid>? found)
    {
        if (silences is null) return;
        foreach (var silence in silences)
        {
            if (silence.StateAt(now) == SilenceState.Active && silence.Covers(labels)) (found ??= []).Add(silence.Id);
        }
    }

    private static bool Later(Silence a, Silence b) => a.EndsAt != b.EndsAt ? a.EndsAt > b.EndsAt : a.Id.CompareTo(b.Id) > 0;

    private static IEnumerable<Label> Values(Silence silence) => silence.Matchers
        .Where(matcher => matcher is { Kind: MatchKind.Equal, Value.Length: > 0 }).Select(matcher => new Label(matcher.Name, matcher.Value)).Distinct();
}
