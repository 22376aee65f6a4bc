namespace OpsPortal.Features.Deliver.Evidence.Print.Setting;

/// <summary>What a printed page is made of, from top to bottom.</summary>
internal abstract record Block;

/// <summary>Begins a part; level 1 is told in the outline as well and, unless it is the first, begins a page.</summary>
internal sealed record Heading(string Text, int Level = 1) : Block;

internal sealed record Paragraph(string Text, Lettering Lettering) : Block;

/// <summary>A verdict.</summary>
/// <param name="IsGood">All is well.</param>
internal sealed record Notice(string Text, bool IsGood) : Block;

/// <param name="Title">Empty in every column: the table has no head.</param>
/// <param name="Share">Of the width, in any unit.</param>
internal sealed record Column(string Title, double Share, Lettering Lettering);

/// <summary>Rows of as many cells as there are columns. The head stands on every page.</summary>
internal sealed record Grid(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <summary>Labels and what they stand for.</summary>
    public static Grid Facts(params IEnumerable<(string Label, string Text)> facts) => Facts(Lettering.Text, facts);

    public static Grid Facts(Lettering lettering, params IEnumerable<(string Label, string Text)> facts) =>
        new([new("", 22, Lettering.Label), new("", 78, lettering)], [.. facts.Where(fact => fact.Text.Length > 0).Select(fact => new[] { fact.Label, fact.Text })]);
}
