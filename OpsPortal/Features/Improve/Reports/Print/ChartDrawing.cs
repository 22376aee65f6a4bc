using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Ui.Print;
using PdfSharp.Drawing;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>A chart in lines and letters. Its series differ in dashes and marks as well, so that a copy without colours says the same.</summary>
internal static class ChartDrawing
{
    private const double PlotHeight = 118, LabelHeight = 16, LegendLine = 13, Above = 10;

    private static readonly Lettering Small = Lettering.Label with { Size = 7 };

    /// <summary>Whether anything in it is known.</summary>
    public static bool IsKnown(ReportChart chart) => chart.Series.Any(series => series.Values.Any(value => value is not null));

    public static Drawing Of(ReportChart chart)
    {
        var legend = chart.Series.Count > 1 ? ChartLegend.Lines(chart.Series, Small) : [];
        return new(Above + PlotHeight + LabelHeight + (legend.Count * LegendLine), (canvas, room) => Draw(canvas, room, chart, legend));
    }

    private static void Draw(XGraphics canvas, XRect room, ReportChart chart, IReadOnlyList<IReadOnlyList<int>> legend)
    {
        var scale = ChartScale.Of(chart);
        var left = room.Left + scale.Marks.Max(mark => Lines.Width(Words.Of(mark, chart.Unit), Small)) + 8;
        var plot = new XRect(left, room.Top + Above, room.Right - left, PlotHeight);
        foreach (var mark in scale.Marks)
        {
            var (y, text) = (plot.Bottom - (mark / scale.Top * plot.Height), Words.Of(mark, chart.Unit));
            canvas.DrawLine(new XPen(mark > 0 ? Lettering.Rule : Small.Colour, mark > 0 ? 0.4 : 0.8), plot.Left, y, plot.Right, y);
            canvas.DrawString(text, Small.Font, Small.Brush, plot.Left - 5 - Lines.Width(text, Small), y + 2.5);
        }

        Label(canvas, plot, chart);
        for (var at = 0; at < chart.Series.Count; at++)
        {
            if (chart.Series.Count == 1 && chart.Unit == Unit.Count) Bars(canvas, plot, chart.Series[at].Values, scale.Top);
            else Line(canvas, plot, chart.Series[at].Values, scale.Top, SeriesLook.Of(at));
        }

        ChartLegend.Draw(canvas, new(room.Left, plot.Bottom + LabelHeight), chart.Series, legend, Small, LegendLine);
    }

    /// <summary>As many names of parts as fit beside each other.</summary>
    private static void Label(XGraphics canvas, XRect plot, ReportChart chart)
    {
        var widest = chart.Labels.Max(label => Lines.Width(label, Small)) + 10;
        var every = Math.Max(1, (int)Math.Ceiling(chart.Labels.Count * widest / plot.Width));
        for (var at = 0; at < chart.Labels.Count; at += every)
        {
            var (x, width) = (X(plot, at, chart.Labels.Count), Lines.Width(chart.Labels[at], Small));
            canvas.DrawLine(new XPen(Small.Colour, 0.6), x, plot.Bottom, x, plot.Bottom + 2.5);
            canvas.DrawString(chart.Labels[at], Small.Font, Small.Brush, Math.Clamp(x - (width / 2), plot.Left - 20, plot.Right - width), plot.Bottom + 11);
        }
    }

    private static void Bars(XGraphics canvas, XRect plot, IReadOnlyList<double?> values, double top)
    {
        var width = Math.Min(plot.Width / values.Count * 0.72, 40);
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] is > 0 and var value) canvas.DrawRectangle(new XSolidBrush(SeriesLook.Of(0).Colour), X(plot, at, values.Count) - (width / 2), plot.Bottom - (value / top * plot.Height), width, value / top * plot.Height);
        }
    }

    /// <summary>Broken where a value is not known.</summary>
    private static void Line(XGraphics canvas, XRect plot, IReadOnlyList<double?> values, double top, SeriesLook look)
    {
        XPoint? before = null;
        for (var at = 0; at < values.Count; at++)
        {
            XPoint? here = values[at] is { } value ? new(X(plot, at, values.Count), plot.Bottom - (Math.Min(value, top) / top * plot.Height)) : null;
            if (before is { } from && here is { } to) canvas.DrawLine(look.Pen, from, to);
            before = here;
        }

        // Where parts lie close, marks on each would hide the line; a lone point always has one.
        var every = Math.Max(1, values.Count / 16);
        for (var at = 0; at < values.Count; at++)
        {
            var alone = (at == 0 || values[at - 1] is null) && (at == values.Count - 1 || values[at + 1] is null);
            if (values[at] is { } value && (at % every == 0 || alone)) look.Mark(canvas, new(X(plot, at, values.Count), plot.Bottom - (Math.Min(value, top) / top * plot.Height)));
        }
    }

    private static double X(XRect plot, int at, int count) => plot.Left + ((at + 0.5) / count * plot.Width);
}
