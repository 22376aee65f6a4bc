using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using Cell = OpsPortal.Features.Improve.Reports.Model.Cell;
using ExcelCell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using ExcelSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace OpsPortal.Tests.Features.Improve.Reports.Printing;

/// <summary>Reports as workbooks, read back and held against the standard by another library than the one that wrote them.</summary>
public sealed class SavingWorkbooks
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_workbooks_of_the_same_are_the_same_byte_for_byte()
    {
        var first = await ReportWorkbook.OfAsync(Sheets.Many(3), Sheets.Made, Stopping);
        Assert.Equal(first, await ReportWorkbook.OfAsync(Sheets.Many(3), Sheets.Made, Stopping));
        Assert.NotEqual(first, await ReportWorkbook.OfAsync(Sheets.Many(3), Sheets.Made.AddDays(1), Stopping));
    }

    [Fact]
    public async Task Every_table_and_chart_is_a_sheet_with_all_rows_and_numbers_that_can_be_counted_with()
    {
        using var book = Open(await ReportWorkbook.OfAsync(Sheets.One(Sheets.Chapter("alert-quality", "Alert quality", 312)), Sheets.Made, Stopping));
        Assert.Equal(["About", "Figures", "Rules by noise", "Rules that fell silent", "Events by day", "Time to acknowledge", "Share worked"], Names(book));
        var rules = Rows(book, "Rules by noise");
        Assert.Equal(313, rules.Count);
        Assert.Equal(["Rule", "Service", "Events", "Worked (0 to 1)", "Time to acknowledge, median (seconds)", "Per day"], rules[0].Select(Said));
        Assert.Equal(("99", "61.5"), (Said(rules[1][2]), Said(rules[1][4])));
        Assert.Equal(("#,##0", "0.00%", "#,##0.###"), (Format(book, rules[1][2]), Format(book, rules[1][3]), Format(book, rules[1][4])));
        Assert.True(FontOf(book, rules[0][0]).Bold is not null);
        Assert.Equal(1, SheetOf(book, "Rules by noise").GetFirstChild<SheetViews>()!.Descendants<Pane>().Single().VerticalSplit!.Value);
        var about = Rows(book, "About").Select(row => row.Select(Said).ToList()).ToList();
        Assert.Contains(about, row => row is ["Zone", "Europe/Berlin", ..]);
        Assert.Contains(about, row => row is ["From", "2026-03-01", ..]);
        Assert.Contains(about, row => row is ["Services", "Checkout, services of Shop", ..]);
        Assert.Contains(about, row => row is ["n", "Of how many the figure is made.", ..]);
        var figures = Rows(book, "Figures");
        Assert.Equal(["Time to acknowledge, median", "seconds", "251", "398", "374"], figures[3].Take(5).Select(Said));
        Assert.Equal("There were no calls while a rotation was set up.", Said(figures[5][^1]));
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri}: {error.Description}"));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    public async Task What_looks_like_a_formula_is_a_text(string name)
    {
        var table = new ReportTable("t", name, [new(name, null), new("n", Unit.Count)], [[Cell.Of(name), Cell.Of(1)]]);
        using var book = Open(await ReportWorkbook.OfAsync(Sheets.One(Sheets.Chapter("x", name) with { Tables = [table], Charts = [] }), Sheets.Made, Stopping));
        var cell = Rows(book, Names(book)[2])[1][0];
        Assert.Equal(name, Said(cell));
        Assert.Contains(cell.DataType!.Value, new[] { CellValues.InlineString, CellValues.String, CellValues.SharedString });
        Assert.Empty(book.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<CellFormula>()));
    }

    [Fact]
    public async Task Sheets_have_names_that_Excel_takes_and_texts_that_XML_takes()
    {
        string[] titles = ["a/b\\c?d*e[f]:g", "'quoted'", new('x', 60), new('x', 61), "history", "About", "🎉", ""];
        var tables = titles.Select(title => new ReportTable("t", title, [new("Name", null)], [[Cell.Of("bell\u0007 \uD800 \uFFFE 🎉 שלום " + new string('y', 40_000))]])).ToList();
        using var book = Open(await ReportWorkbook.OfAsync(Sheets.One(Sheets.Chapter("x", "X") with { Tables = tables, Charts = [] }), Sheets.Made, Stopping));
        var names = Names(book);
        Assert.Equal(titles.Length + 2, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.True(name.Length is > 0 and <= 31 && name.IndexOfAny(['[', ']', ':', '*', '?', '/', '\\']) < 0 && name[0] != '\'' && name[^1] != '\'', name));
        Assert.All(names.Skip(2), name => Assert.InRange(Said(Rows(book, name)[1][0]).Length, 1000, 32_767));
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => error.Description));
    }

    private static SpreadsheetDocument Open(byte[] file) => SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);

    private static IReadOnlyList<string> Names(SpreadsheetDocument book) => [.. book.WorkbookPart!.Workbook!.Descendants<ExcelSheet>().Select(sheet => sheet.Name!.Value!)];

    private static Worksheet SheetOf(SpreadsheetDocument book, string name) => ((WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook!.Descendants<ExcelSheet>().Single(sheet => sheet.Name!.Value == name).Id!.Value!)).Worksheet!;

    private static IReadOnlyList<IReadOnlyList<ExcelCell>> Rows(SpreadsheetDocument book, string name) => [.. SheetOf(book, name).Descendants<Row>().Select(row => row.Elements<ExcelCell>().ToList())];

    private static string Said(ExcelCell cell) => cell.InlineString is { } inline ? inline.InnerText : cell.CellValue?.Text ?? "";

    private static CellFormat Look(SpreadsheetDocument book, ExcelCell cell) => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);

    private static string? Format(SpreadsheetDocument book, ExcelCell cell) => Look(book, cell).NumberFormatId!.Value is var id ? id switch { 3 => "#,##0", 10 => "0.00%", _ => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.NumberingFormats!.Elements<NumberingFormat>().Single(format => format.NumberFormatId!.Value == id).FormatCode } : null;

    private static Font FontOf(SpreadsheetDocument book, ExcelCell cell) => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.Fonts!.Elements<Font>().ElementAt((int)Look(book, cell).FontId!.Value);
}
