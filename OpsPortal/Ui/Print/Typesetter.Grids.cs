using PdfSharp.Drawing;

namespace OpsPortal.Ui.Print;

/// <summary>Tables.</summary>
internal sealed partial class Typesetter
{
    /// <summary>Between a number and the text that begins to its right.</summary>
    private const double NumberInset = 5;

    private void Put(Grid grid)
    {
        var total = grid.Columns.Sum(column => column.Share);
        List<double> widths = [.. grid.Columns.Select(column => Width * column.Share / total)];
        var headed = grid.Columns.Any(column => column.Title.Length > 0);
        var leading = grid.Columns.Max(column => column.Lettering.Leading);
        if (headed) Room(60);
        if (headed) Head(grid, widths);
        foreach (var row in grid.Rows)
        {
            List<List<string>> cells = [.. row.Select((text, at) => Lines.Break(text, grid.Columns[at].Lettering, widths[at] - (2 * Padding)))];
            var lines = cells.Max(cell => cell.Count);
            for (var done = 0; done < lines;)
            {
                var free = (int)((Bottom - _at - (2 * Padding)) / leading);

                // A short row stays whole; of a long one at least three lines stay together.
                if (free < Math.Min(lines - done, lines <= 12 && done == 0 ? lines : 3))
                {
                    NewPage();
                    if (headed) Head(grid, widths);
                    continue;
                }

                var count = Math.Min(free, lines - done);
                Draw(grid, widths, cells, done, count, leading);
                (done, _at) = (done + count, _at + (count * leading) + (2 * Padding));
                Canvas.DrawLine(new XPen(Lettering.Rule, 0.4), Left, _at, Right, _at);
            }
        }
    }

    private void Draw(Grid grid, List<double> widths, List<List<string>> cells, int from, int count, double leading)
    {
        var x = Left;
        for (var at = 0; at < cells.Count; at++)
        {
            var (column, lettering) = (grid.Columns[at], grid.Columns[at].Lettering);
            for (var line = from; line < Math.Min(cells[at].Count, from + count); line++)
                Canvas.DrawString(cells[at][line], lettering.Font, lettering.Brush, Begin(column, cells[at][line], lettering, x, widths[at]), _at + Padding + ((line - from) * leading) + Lettering.Text.Size);
            x += widths[at];
        }
    }

    private void Head(Grid grid, List<double> widths)
    {
        List<List<string>> titles = [.. grid.Columns.Select((column, at) => Lines.Break(column.Title, Lettering.Label, widths[at] - (2 * Padding)))];
        var most = titles.Max(title => title.Count);
        var height = (most * Lettering.Label.Leading) + (2 * Padding);
        Canvas.DrawRectangle(new XSolidBrush(Lettering.Shade), Left, _at, Width, height);
        for (var (at, x) = (0, Left); at < widths.Count; x += widths[at], at++)
        {
            // Titles end on one line, next to what they stand above.
            var skipped = most - titles[at].Count;
            for (var line = 0; line < titles[at].Count; line++)
                Canvas.DrawString(titles[at][line], Lettering.Label.Font, Lettering.Label.Brush, Begin(grid.Columns[at], titles[at][line], Lettering.Label, x, widths[at]), _at + Padding + ((skipped + line) * Lettering.Label.Leading) + Lettering.Label.Size);
        }

        _at += height;
    }

    private static double Begin(Column column, string text, Lettering lettering, double x, double width) => column.IsNumber ? x + width - Padding - NumberInset - Lines.Width(text, lettering) : x + Padding;
}
