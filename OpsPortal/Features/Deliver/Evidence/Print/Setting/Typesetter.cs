using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace OpsPortal.Features.Deliver.Evidence.Print.Setting;

/// <summary>Sets blocks on pages of A4, each with what it belongs to at its head, and the seal and "n of m" at its foot.</summary>
internal sealed class Typesetter(string head, string foot)
{
    private const double Left = 50, Right = 545, Top = 66, Bottom = 778, Padding = 3;

    private readonly PdfDocument _document = new();
    private XGraphics? _canvas;
    private double _at = Bottom;

    /// <param name="attached">A file that comes with the document.</param>
    public byte[] Set(string title, IEnumerable<Block> blocks, string attachedName, byte[] attached)
    {
        _document.Info.Title = title;
        _document.Info.Creator = "OpsPortal";
        _document.AddEmbeddedFile(attachedName, new MemoryStream(attached));
        foreach (var block in blocks) Put(block);
        _canvas?.Dispose();
        Number();
        using var file = new MemoryStream();
        _document.Save(file, closeStream: false);
        return file.ToArray();
    }

    private void Put(Block block)
    {
        switch (block)
        {
            case Heading { Level: 1 } heading:
                NewPage();
                _document.Outlines.Add(heading.Text, _document.Pages[^1], opened: true);
                Write(Lines.Break(heading.Text, _document.PageCount == 1 ? Lettering.Title : Lettering.Chapter, Right - Left), _document.PageCount == 1 ? Lettering.Title : Lettering.Chapter, Left, 60);
                _at += 6;
                break;
            case Heading heading:
                Room(60);
                _at += 8;
                Write(Lines.Break(heading.Text, Lettering.Section, Right - Left), Lettering.Section, Left, 40);
                _at += 2;
                break;
            case Paragraph paragraph:
                Write(Lines.Break(paragraph.Text, paragraph.Lettering, Right - Left), paragraph.Lettering, Left, 0);
                _at += 4;
                break;
            case Notice notice:
                Put(notice);
                break;
            case Grid grid:
                Put(grid);
                _at += 6;
                break;
        }
    }

    private void Put(Notice notice)
    {
        var lettering = Lettering.Strong with { Colour = notice.IsGood ? Lettering.Good : Lettering.Bad };
        foreach (var line in Lines.Break(notice.Text, lettering, Right - Left - 20))
        {
            Room(lettering.Leading + 4);
            Canvas.DrawRectangle(new XSolidBrush(Lettering.Shade), Left, _at, Right - Left, lettering.Leading + 4);
            Canvas.DrawRectangle(lettering.Brush, Left, _at, 4, lettering.Leading + 4);
            Canvas.DrawString(line, lettering.Font, lettering.Brush, Left + 14, _at + lettering.Size + 3);
            _at += lettering.Leading + 4;
        }

        _at += 8;
    }

    private void Put(Grid grid)
    {
        var total = grid.Columns.Sum(column => column.Share);
        List<double> widths = [.. grid.Columns.Select(column => (Right - Left) * column.Share / total)];
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
                var x = Left;
                for (var at = 0; at < cells.Count; at++)
                {
                    var lettering = grid.Columns[at].Lettering;
                    for (var line = done; line < Math.Min(cells[at].Count, done + count); line++)
                        Canvas.DrawString(cells[at][line], lettering.Font, lettering.Brush, x + Padding, _at + Padding + ((line - done) * leading) + Lettering.Text.Size);
                    x += widths[at];
                }

                (done, _at) = (done + count, _at + (count * leading) + (2 * Padding));
                Canvas.DrawLine(new XPen(Lettering.Rule, 0.4), Left, _at, Right, _at);
            }
        }
    }

    private void Head(Grid grid, List<double> widths)
    {
        List<List<string>> titles = [.. grid.Columns.Select((column, at) => Lines.Break(column.Title, Lettering.Label, widths[at] - (2 * Padding)))];
        var height = (titles.Max(title => title.Count) * Lettering.Label.Leading) + (2 * Padding);
        Canvas.DrawRectangle(new XSolidBrush(Lettering.Shade), Left, _at, Right - Left, height);
        for (var (at, x) = (0, Left); at < widths.Count; x += widths[at], at++)
        {
            for (var line = 0; line < titles[at].Count; line++)
                Canvas.DrawString(titles[at][line], Lettering.Label.Font, Lettering.Label.Brush, x + Padding, _at + Padding + (line * Lettering.Label.Leading) + Lettering.Label.Size);
        }

        _at += height;
    }

    /// <param name="together">So much room is left for it and what follows, in points.</param>
    private void Write(List<string> lines, Lettering lettering, double x, double together)
    {
        Room(together);
        foreach (var line in lines)
        {
            Room(lettering.Leading);
            Canvas.DrawString(line, lettering.Font, lettering.Brush, x, _at + lettering.Size);
            _at += lettering.Leading;
        }
    }

    private void Room(double needed)
    {
        if (_at + needed > Bottom) NewPage();
    }

    private XGraphics Canvas => _canvas ?? throw new InvalidOperationException("There is no page yet.");

    private void NewPage()
    {
        _canvas?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        _canvas = XGraphics.FromPdfPage(page);
        _at = Top;
    }

    /// <summary>How many pages there are is known when all are set.</summary>
    private void Number()
    {
        for (var at = 0; at < _document.PageCount; at++)
        {
            using var canvas = XGraphics.FromPdfPage(_document.Pages[at], XGraphicsPdfPageOptions.Append);
            var number = string.Create(CultureInfo.InvariantCulture, $"Page {at + 1} of {_document.PageCount}");
            var heading = Lines.Break(head, Lettering.Label, Right - Left)[0];
            canvas.DrawString(heading, Lettering.Label.Font, Lettering.Label.Brush, Left, 44);
            canvas.DrawLine(new XPen(Lettering.Rule, 0.6), Left, 50, Right, 50);
            canvas.DrawLine(new XPen(Lettering.Rule, 0.6), Left, 792, Right, 792);
            canvas.DrawString(foot, Foot.Font, Foot.Brush, Left, 806);
            canvas.DrawString(number, Lettering.Label.Font, Lettering.Label.Brush, Right - Lines.Width(number, Lettering.Label), 806);
        }
    }

    private static Lettering Foot { get; } = Lettering.Code with { Size = 6.5, Colour = Lettering.Label.Colour };
}
