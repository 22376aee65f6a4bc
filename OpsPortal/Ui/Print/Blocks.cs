using PdfSharp.Drawing;

namespace OpsPortal.Ui.Print;

/// <summary>What a printed page is made of, from top to bottom.</summary>
internal abstract record Block;

/// <summary>Begins a part; level 1 begins a page and stands in the contents, levels 1 and 2 stand in the outline, level 3 is a label within a part.</summary>
internal sealed record Heading(string Text, int Level = 1) : Block;

internal sealed record Paragraph(string Text, Lettering Lettering) : Block;

/// <summary>One point below the other, each with a mark before it.</summary>
internal sealed record Points(IReadOnlyList<string> Texts) : Block;

/// <summary>The headings of level 1 that follow, each with its page; a click leads there.</summary>
internal sealed record Contents : Block;

/// <summary>A verdict.</summary>
/// <param name="IsGood">All is well.</param>
internal sealed record Notice(string Text, bool IsGood) : Block;

/// <summary>Something drawn over the whole width; it stays on one page.</summary>
/// <param name="Height">In points.</param>
/// <param name="Draw">Draws within the rectangle it is given.</param>
internal sealed record Drawing(double Height, Action<XGraphics, XRect> Draw) : Block;

/// <param name="Title">Empty in every column: the table has no head.</param>
/// <param name="Share">Of the width, in any unit.</param>
/// <param name="IsNumber">Stands at the right end of its column, so that digits are below each other.</param>
internal sealed record Column(string Title, double Share, Lettering Lettering, bool IsNumber = false);

/// <summary>Rows of as many cells as there are columns. The head stands on every page.</summary>
internal sealed record Grid(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <summary>Labels and what they stand for.</summary>
    public static Grid Facts(params IEnumerable<(string Label, string Text)> facts) => Facts(Lettering.Text, facts);

    public static Grid Facts(Lettering lettering, params IEnumerable<(string Label, string Text)> facts) =>
        new([new("", 22, Lettering.Label), new("", 78, lettering)], [.. facts.Where(fact => fact.Text.Length > 0).Select(fact => new[] { fact.Label, fact.Text })]);
}
