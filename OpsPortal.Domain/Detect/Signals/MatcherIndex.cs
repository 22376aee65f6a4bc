using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Maintenance;

namespace OpsPortal.Domain.Detect.Signals;

/// <summary>Finds what may apply to a set of labels without asking everything that has matchers. Immutable.</summary>
/// <remarks>
/// Nearly everything demands something of a label: a value that it must equal, or at least its presence, where a matcher does not
/// hold for the empty string. It is filed under that demand, under the rarest where it makes several. The few that only exclude
/// are asked every time.
/// </remarks>
public sealed class MatcherIndex<T>
{
    private readonly FrozenDictionary<Label, T[]> _byValue;
    private readonly FrozenDictionary<string, T[]> _byName;
    private readonly T[] _excluding;

    /// <param name="items">In any order.</param>
    /// <param name="matchers">What must hold, all of it, for an item to apply; may be none.</param>
    public MatcherIndex(IReadOnlyCollection<T> items, Func<T, IReadOnlyList<Matcher>> matchers)
    {
        var demand = items.SelectMany(item => Values(matchers(item))).CountBy(label => label).ToDictionary();
        var filed = items.ToLookup(item => Values(matchers(item)).Cast<Label?>().MinBy(label => demand[label!.Value]));
        _byValue = filed.Where(group => group.Key is not null).ToFrozenDictionary(group => group.Key!.Value, group => group.ToArray());
        var byName = filed[null].ToLookup(item => matchers(item).FirstOrDefault(matcher => !matcher.MatchesEmpty)?.Name);
        _byName = byName.Where(group => group.Key is not null).ToFrozenDictionary(group => group.Key!, group => group.ToArray());
        _excluding = [.. byName[null]];
    }

    /// <summary>Shows every candidate to <paramref name="visit"/>; whether its matchers hold is for the visitor to ask.</summary>
    public void Visit<TState>(LabelSet labels, ref TState state, Visitor<TState> visit)
    {
        foreach (var item in _excluding) visit(item, ref state);
        foreach (var label in labels)
        {
            if (_byValue.TryGetValue(label, out var demanding)) foreach (var item in demanding) visit(item, ref state);
            if (_byName.TryGetValue(label.Name, out demanding)) foreach (var item in demanding) visit(item, ref state);
        }
    }

    /// <summary>Looks at one candidate and notes in <paramref name="state"/> what it finds.</summary>
    public delegate void Visitor<TState>(T item, ref TState state);

    private static IEnumerable<Label> Values(IReadOnlyList<Matcher> matchers) => matchers
        .Where(matcher => matcher is { Kind: MatchKind.Equal, Value.Length: > 0 }).Select(matcher => new Label(matcher.Name, matcher.Value)).Distinct();
}
