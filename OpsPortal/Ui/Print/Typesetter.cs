using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace OpsPortal.Ui.Print;

/// <summary>Sets blocks on pages of A4, each with what it belongs to at its head, and "n of m" at its foot.</summary>
internal sealed partial class Typesetter(PageFrame frame)
{
    public const double Width = Right - Left, Padding = 3;

    private const double Left = 50, Right = 545, Top = 66, Bottom = 778, Sheet = 842;

    private readonly PdfDocument _document = new();
    private readonly List<(string Text, int Page)> _chapters = [];
    private (int Page, double At)? _contents;
    private PdfOutline? _chapter;
    private XGraphics? _canvas;
    private double _at = Bottom;

    /// <param name="attached">A file that comes with the document; null: none.</param>
    public byte[] Set(IReadOnlyList<Block> blocks, (string Name, byte[] File)? attached = null)
    {
        if (attached is { } file) _document.AddEmbeddedFile(file.Name, new MemoryStream(file.File));
        for (var at = 0; at < blocks.Count; at++) Put(blocks[at], blocks, at);
        _canvas?.Dispose();
        ListChapters();
        Number();
        return Saved();
    }

    private void Put(Block block, IReadOnlyList<Block> all, int place)
    {
        switch (block)
        {
            case Heading { Level: 1 } heading:
                NewPage();
                _chapter = _document.Outlines.Add(heading.Text, _document.Pages[^1], opened: true);
                if (_document.PageCount > 1) _chapters.Add((heading.Text, _document.PageCount));
                Write(heading.Text, _document.PageCount == 1 ? Lettering.Title : Lettering.Chapter, together: 60);
                _at += 6;
                break;
            case Heading { Level: 2 } heading:
                Room(Together(all, place + 1));
                _at += 10;
                Outlined(heading.Text);
                Write(heading.Text, Lettering.Section, together: 40);
                _at += 2;
                break;
            case Heading heading:
                Room(44);
                _at += 3;
                Write(heading.Text, Lettering.Label with { Face = Typeface.Bold }, together: 30);
                _at += 1;
                break;
            case Paragraph paragraph:
                Write(paragraph.Text, paragraph.Lettering, together: 0);
                _at += 4;
                break;
            case Points points:
                foreach (var text in points.Texts) Point(text);
                _at += 3;
                break;
            case Contents:
                var count = all.OfType<Heading>().Count(heading => heading.Level == 1) - 1;
                Room(Math.Min(count * Lettering.Text.Leading, Bottom - Top));
                _contents = (_document.PageCount, _at);
                _at += (count * ContentsLeading) + 4;
                break;
            case Notice notice:
                Put(notice);
                break;
            case Drawing drawing:
                Room(drawing.Height);
                drawing.Draw(Canvas, new(Left, _at, Width, drawing.Height));
                _at += drawing.Height + 8;
                break;
            case Grid grid:
                Put(grid);
                _at += 6;
                break;
        }
    }

    /// <summary>How much room a heading needs so that it does not stand alone: for a drawing beneath it all of that.</summary>
    private static double Together(IReadOnlyList<Block> all, int next)
    {
        var room = Lettering.Section.Leading + 12;
        for (; next < all.Count && all[next] is Paragraph paragraph; next++) room += (Lines.Break(paragraph.Text, paragraph.Lettering, Width).Count * paragraph.Lettering.Leading) + 4;
        return next < all.Count && all[next] is Drawing drawing ? room + drawing.Height : Math.Max(room, 70);
    }

    private void Put(Notice notice)
    {
        var lettering = Lettering.Strong with { Colour = notice.IsGood ? Lettering.Good : Lettering.Bad };
        foreach (var line in Lines.Break(notice.Text, lettering, Width - 20))
        {
            Room(lettering.Leading + 4);
            Canvas.DrawRectangle(new XSolidBrush(Lettering.Shade), Left, _at, Width, lettering.Leading + 4);
            Canvas.DrawRectangle(lettering.Brush, Left, _at, 4, lettering.Leading + 4);
            Canvas.DrawString(line, lettering.Font, lettering.Brush, Left + 14, _at + lettering.Size + 3);
            _at += lettering.Leading + 4;
        }

        _at += 8;
    }

    private void Point(string text)
    {
        const double indent = 12;
        var lines = Lines.Break(text, Lettering.Text, Width - indent);
        Room(Math.Min(lines.Count, 3) * Lettering.Text.Leading);
        Canvas.DrawString("•", Lettering.Text.Font, Lettering.Text.Brush, Left + 2, _at + Lettering.Text.Size);
        foreach (var line in lines)
        {
            Room(Lettering.Text.Leading);
            Canvas.DrawString(line, Lettering.Text.Font, Lettering.Text.Brush, Left + indent, _at + Lettering.Text.Size);
            _at += Lettering.Text.Leading;
        }

        _at += 2;
    }

    private void Outlined(string text)
    {
        if (_chapter?.Outlines.Add(text, _document.Pages[^1]) is not { } entry) return;
        (entry.PageDestinationType, entry.Left, entry.Top) = (PdfPageDestinationType.Xyz, 0, Sheet - _at + 4);
    }

    /// <param name="together">So much room is left for it and what follows, in points.</param>
    private void Write(string text, Lettering lettering, double together)
    {
        Room(together);
        foreach (var line in Lines.Break(text, lettering, Width))
        {
            Room(lettering.Leading);
            Canvas.DrawString(line, lettering.Font, lettering.Brush, Left, _at + lettering.Size);
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
}
