namespace OpsPortal.Ui.Print;

/// <summary>Shares the width of a page among columns by what stands in them.</summary>
internal static class ColumnWidths
{
    /// <summary>No word makes a column wider than this part of the page; longer words are broken.</summary>
    private const double WidestWord = 0.3;

    /// <summary>Numbers keep this distance from what stands to their left.</summary>
    private const double NumberGap = 16;

    /// <summary>The columns with shares by which each word fits where it can, and what remains goes to those with the longest texts.</summary>
    public static IReadOnlyList<Column> Fit(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        const double page = Typesetter.Width;
        var least = new double[columns.Count];
        var wanted = new double[columns.Count];
        for (var at = 0; at < columns.Count; at++)
        {
            var column = columns[at];
            foreach (var (text, lettering) in rows.Select(row => (row[at], column.Lettering)).Prepend((column.Title, Lettering.Label)))
            {
                // A number is read as one word, with its unit.
                var words = column.IsNumber && lettering == column.Lettering ? [text] : text.Split(' ', '\n');
                least[at] = Math.Max(least[at], Math.Min(words.Max(word => Lines.Width(word, lettering)), page * WidestWord));

                // A title above numbers is broken rather than the texts beside them.
                if (!column.IsNumber) wanted[at] = Math.Max(wanted[at], text.Split('\n').Max(line => Lines.Width(line, lettering)));
            }

            var around = (2 * Typesetter.Padding) + (column.IsNumber ? NumberGap : 1);
            least[at] += around;
            wanted[at] = Math.Max(least[at], Math.Min(wanted[at] + around, page));
        }

        var missing = wanted.Sum() - least.Sum();
        var spare = page - least.Sum();
        return [.. columns.Select((column, at) => column with
        {
            Share = spare >= missing ? wanted[at] + ((page - wanted.Sum()) * wanted[at] / wanted.Sum())
                : spare > 0 ? least[at] + (spare * (wanted[at] - least[at]) / missing)
                : least[at],
        })];
    }
}
