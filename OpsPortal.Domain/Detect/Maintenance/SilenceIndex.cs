using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>Finds the silences that cover a set of labels without asking every silence. Immutable.</summary>
public sealed class SilenceIndex
{
    private readonly MatcherIndex<Silence> _silences;
    private readonly FrozenSet<Guid> _ids;

    /// <summary>Every start and end, ascending.</summary>
    private readonly DateTimeOffset[] _edges;

    private SilenceIndex(IReadOnlyCollection<Silence> silences)
    {
        _silences = new(silences, silence => silence.Matchers);
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
        if (_ids.Count == 0) return null;
        var best = new Best(labels, now, null);
        _silences.Visit(labels, ref best, static (silence, ref best) =>
        {
            if ((best.Found is null || Later(silence, best.Found)) && silence.StateAt(best.Now) == SilenceState.Active && silence.Covers(best.Labels)) best = best with { Found = silence };
        });
        return best.Found?.Id;
    }

    /// <summary>All silences that cover these labels now, in the order of their ids as text; empty where none does.</summary>
    public IReadOnlyList<Guid> AllCovering(LabelSet labels, DateTimeOffset now)
    {
        var all = new All(labels, now, []);
        _silences.Visit(labels, ref all, static (silence, ref all) =>
        {
            if (silence.StateAt(all.Now) == SilenceState.Active && silence.Covers(all.Labels)) all.Found.Add(silence.Id);
        });
        all.Found.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        return all.Found;
    }

    /// <summary>Whether a silence starts or ends after the first instant and not after the second.</summary>
    public bool HasEdge(DateTimeOffset after, DateTimeOffset until)
    {
        var place = Array.BinarySearch(_edges, after);
        if (place < 0) place = ~place;
        while (place < _edges.Length && _edges[place] <= after) place++;
        return place < _edges.Length && _edges[place] <= until;
    }

    private static bool Later(Silence a, Silence b) => a.EndsAt != b.EndsAt ? a.EndsAt > b.EndsAt : a.Id.CompareTo(b.Id) > 0;

    private readonly record struct Best(LabelSet Labels, DateTimeOffset Now, Silence? Found);

    private readonly record struct All(LabelSet Labels, DateTimeOffset Now, List<Guid> Found);
}
