using System.Collections.Immutable;

namespace OpsPortal.Ui.Lists;

/// <summary>Which rows a list shows and in which order, exactly as its address says.</summary>
/// <param name="Text">The words searched for; empty: all.</param>
/// <param name="Order">The name of an order; null: the list's own.</param>
/// <param name="Chosen">Values by facet. A facet that is absent has its default; one that is present and empty does not narrow.</param>
public sealed record ListQuery(string Text, string? Order, ImmutableSortedDictionary<string, ImmutableArray<string>> Chosen)
{
    private const string TextName = "q";

    private const string OrderName = "order";

    public static ListQuery Everything { get; } = new("", null, ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Reads the query string of an address; names that are no facet of this list are left out.</summary>
    public static ListQuery Parse(string uri, IReadOnlyList<Facet> facets)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var read = Everything;
        if (mark < 0) return read;
        foreach (var pair in uri[(mark + 1)..].Split('#')[0].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Plain(cut < 0 ? pair : pair[..cut]);
            var value = cut < 0 ? "" : Plain(pair[(cut + 1)..]);
            if (name == TextName) read = read with { Text = value };
            else if (name == OrderName) read = read with { Order = value.Length > 0 ? value : null };
            else if (facets.FirstOrDefault(facet => facet.Name == name) is { } facet) read = read.With(facet, facet.Read(value));
        }

        return read;
    }

    /// <summary>What is chosen in a facet, its default included.</summary>
    public ImmutableArray<string> Of(Facet facet) => Chosen.TryGetValue(facet.Name, out var values) ? values : facet.Default;

    public ListQuery With(Facet facet, ImmutableArray<string> values) =>
        this with { Chosen = values.SequenceEqual(facet.Default) ? Chosen.Remove(facet.Name) : Chosen.SetItem(facet.Name, values) };

    /// <summary>The query string that leads back here, without the question mark; empty for a list as it opens.</summary>
    public override string ToString()
    {
        var parts = Chosen.Select(pair => $"{pair.Key}={Uri.EscapeDataString(string.Join(',', pair.Value)).Replace("%2C", ",", StringComparison.Ordinal)}").ToList();
        if (Text.Length > 0) parts.Add($"{TextName}={Uri.EscapeDataString(Text)}");
        if (Order is not null) parts.Add($"{OrderName}={Uri.EscapeDataString(Order)}");
        return string.Join('&', parts);
    }

    public bool Equals(ListQuery? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
