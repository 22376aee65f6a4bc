using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Ui.Print;
using PdfSharp.Drawing;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>How one series of a chart is told from the others: by colour, dashes and marks.</summary>
internal sealed record SeriesLook(XColor Colour, double[] Dashes, int Shape)
{
    private static readonly SeriesLook[] All =
    [
        new(XColor.FromArgb(29, 78, 137), [], 0), new(XColor.FromArgb(180, 83, 9), [5, 2.5], 1), new(XColor.FromArgb(138, 28, 109), [1.2, 2], 2), new(XColor.FromArgb(71, 99, 15), [7, 2, 1.2, 2], 3),
    ];

    /// <summary>The first four differ in everything; from then on at least the mark is another for as long as there are any.</summary>
    public static SeriesLook Of(int at) => All[at % All.Length] with { Shape = (at + (at / All.Length)) % All.Length };

    public XPen Pen => Dashes.Length == 0 ? new(Colour, 1.3) : new XPen(Colour, 1.3) { DashPattern = Dashes };

    /// <summary>A circle, a square, a triangle or a diamond.</summary>
    public void Mark(XGraphics canvas, XPoint at)
    {
        const double size = 2.3;
        var brush = new XSolidBrush(Colour);
        switch (Shape)
        {
            case 0: canvas.DrawEllipse(brush, at.X - size, at.Y - size, 2 * size, 2 * size); break;
            case 1: canvas.DrawRectangle(brush, at.X - size, at.Y - size, 2 * size, 2 * size); break;
            case 2: canvas.DrawPolygon(brush, [new(at.X, at.Y - size - 0.6), new(at.X + size + 0.4, at.Y + size), new(at.X - size - 0.4, at.Y + size)], XFillMode.Winding); break;
            default: canvas.DrawPolygon(brush, [new(at.X, at.Y - size - 1), new(at.X + size + 1, at.Y), new(at.X, at.Y + size + 1), new(at.X - size - 1, at.Y)], XFillMode.Winding); break;
        }
    }
}

/// <summary>What the series of a chart are called.</summary>
internal static class ChartLegend
{
    private const double Sample = 24, Gap = 16, MostName = 200;

    /// <summary>Which series stand beside each other on each line.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Lines(IReadOnlyList<ChartSeries> series, Lettering lettering)
    {
        var lines = new List<IReadOnlyList<int>>();
        var (line, end) = (new List<int>(), 0.0);
        for (var at = 0; at < series.Count; at++)
        {
            var width = WidthOf(series[at], lettering);
            if (line.Count > 0 && end + width > Typesetter.Width)
            {
                lines.Add(line);
                (line, end) = ([], 0);
            }

            line.Add(at);
            end += width;
        }

        lines.Add(line);
        return lines;
    }

    public static void Draw(XGraphics canvas, XPoint begin, IReadOnlyList<ChartSeries> series, IReadOnlyList<IReadOnlyList<int>> lines, Lettering lettering, double leading)
    {
        for (var (line, y) = (0, begin.Y + (leading / 2)); line < lines.Count; line++, y += leading)
        {
            var x = begin.X;
            foreach (var at in lines[line])
            {
                var look = SeriesLook.Of(at);
                canvas.DrawLine(look.Pen, x, y, x + Sample - 4, y);
                look.Mark(canvas, new(x + ((Sample - 4) / 2), y));
                canvas.DrawString(NameOf(series[at], lettering), lettering.Font, lettering.Brush, x + Sample, y + 2.5);
                x += WidthOf(series[at], lettering);
            }
        }
    }

    private static double WidthOf(ChartSeries series, Lettering lettering) => Sample + Ui.Print.Lines.Width(NameOf(series, lettering), lettering) + Gap;

    private static string NameOf(ChartSeries series, Lettering lettering) => Ui.Print.Lines.Break(series.Name, lettering, MostName)[0];
}
