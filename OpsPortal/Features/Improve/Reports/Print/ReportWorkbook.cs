using OpsPortal.Features.Improve.Reports.Model;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>A document as a workbook: what it is about, its figures, and a sheet for every chart and table, with all rows.</summary>
/// <remarks>Numbers are numbers: shares from 0 to 1 shown in percent, durations in seconds. Texts are texts, whatever they begin with: nothing in it is ever worked out as a formula.</remarks>
internal static class ReportWorkbook
{
    /// <summary>Longest text of a cell; Excel takes no more.</summary>
    private const int LongestText = 32_767;

    /// <summary>Most rows of a sheet below its heading.</summary>
    private const int MostRows = 1_048_575;

    private const double Narrowest = 8, Widest = 60;

    /// <param name="made">Stands on the first sheet. The same document and the same instant make the same bytes.</param>
    public static async Task<byte[]> OfAsync(ReportDocument document, DateTimeOffset made, CancellationToken stopping)
    {
        using var file = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(file, new SpreadCheetahOptions { DocumentProperties = null }, stopping))
        {
            var styles = new SheetStyles(book);
            var names = new SheetNames();
            foreach (var sheet in WorkbookSheets.Of(document, made)) await WriteAsync(book, styles, names.Take(sheet.Name), sheet, stopping);
            await book.FinishAsync(stopping);
        }

        return SteadyZip.Of(file.ToArray());
    }

    private static async Task WriteAsync(Spreadsheet book, SheetStyles styles, string name, Sheet sheet, CancellationToken stopping)
    {
        var options = new WorksheetOptions { FrozenRows = sheet.Heading.Count > 0 ? 1 : null };
        for (var at = 0; at < sheet.Columns.Count; at++) options.Column(at + 1).Width = WidthOf(sheet, at);
        await book.StartWorksheetAsync(name, options, stopping);
        if (sheet.Heading.Count > 0) await book.AddRowAsync([.. sheet.Heading.Select(title => new SpreadCheetah.Cell(Text(title), styles.Heading))], stopping);
        foreach (var row in sheet.Rows.Take(MostRows))
            await book.AddRowAsync([.. row.Select((cell, at) => cell.Number is { } number && double.IsFinite(number) ? new SpreadCheetah.Cell(number, styles.Of(cell.Unit)) : new SpreadCheetah.Cell(Text(cell.Text), at == 0 && sheet.IsLabelled ? styles.Strong : styles.Wrapped))], stopping);
    }

    /// <summary>As XML can hold it, and no longer than a cell.</summary>
    private static string Text(string text)
    {
        var kept = string.Concat(text.EnumerateRunes().Where(letter => letter.Value is (>= ' ' or '\n' or '\t') and not (0xFFFE or 0xFFFF)).Select(letter => letter.ToString()));
        if (kept.Length <= LongestText) return kept;
        return kept[..(char.IsHighSurrogate(kept[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }

    private static double WidthOf(Sheet sheet, int at)
    {
        var longest = sheet.Rows.Take(500).Select(row => at < row.Count ? row[at] : null).Select(cell => cell is null ? 0 : cell.Number is not null ? 12 : cell.Text.Split('\n').Max(line => line.Length)).DefaultIfEmpty(0).Max();
        return Math.Clamp(Math.Max(longest, at < sheet.Heading.Count ? sheet.Heading[at].Length : 0) + 2, Narrowest, Widest);
    }
}
