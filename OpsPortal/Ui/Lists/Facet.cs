using System.Collections.Immutable;

namespace OpsPortal.Ui.Lists;

/// <summary>One value that can be chosen.</summary>
/// <param name="Value">As it stands in the address.</param>
public sealed record Choice(string Value, string Title);

/// <summary>One way to narrow a list, shown as a chip with a menu.</summary>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Choices">In the order shown. Empty: a word to be typed.</param>
public sealed record Facet(string Name, string Title, IReadOnlyList<Choice> Choices)
{
    /// <summary>What is chosen where the address says nothing; empty: everything.</summary>
    public ImmutableArray<string> Default { get; init; } = [];

    /// <summary>At most one value at a time.</summary>
    public bool Single { get; init; }

    /// <summary>Its choices stand side by side, one click away, instead of in a menu.</summary>
    public bool Inline { get; init; }

    /// <summary>Reads values from an address, in the order of the choices; unknown ones are left out.</summary>
    public ImmutableArray<string> Read(string value)
    {
        if (Choices.Count == 0) return value.Length > 0 ? [value] : [];
        var asked = value.Split(',');
        var known = Choices.Select(choice => choice.Value).Where(choice => asked.Contains(choice, StringComparer.OrdinalIgnoreCase));
        return [.. Single ? known.Take(1) : known];
    }

    /// <summary>What adding or taking away a value leads to.</summary>
    public ImmutableArray<string> Toggle(ImmutableArray<string> chosen, string value)
    {
        if (Single) return chosen.Contains(value) ? [] : [value];
        return chosen.Contains(value) ? chosen.Remove(value) : [.. Choices.Select(choice => choice.Value).Where(known => known == value || chosen.Contains(known))];
    }

    public string TitleOf(string value) => Choices.FirstOrDefault(choice => choice.Value == value)?.Title ?? value;
}
