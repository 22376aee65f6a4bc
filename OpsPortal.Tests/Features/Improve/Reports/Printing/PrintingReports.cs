using System.Diagnostics;
using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using UglyToad.PdfPig;

namespace OpsPortal.Tests.Features.Improve.Reports.Printing;

/// <summary>Reports on paper, read back by another library than the one that wrote them.</summary>
public sealed class PrintingReports(ITestOutputHelper output)
{
    [Fact]
    public void Two_prints_of_the_same_are_the_same_byte_for_byte_and_another_instant_shows_in_its_date_alone()
    {
        var first = ReportPrint.Of(Sheets.Many(3), Sheets.Made);
        Assert.Equal(first, ReportPrint.Of(Sheets.Many(3), Sheets.Made));
        var later = ReportPrint.Of(Sheets.Many(3), Sheets.Made.AddDays(1));
        Assert.NotEqual(first, later);
        Assert.Equal(Text(first).Replace("2026-04-0106:00", "", StringComparison.Ordinal), Text(later).Replace("2026-04-0206:00", "", StringComparison.Ordinal));
    }

    [Fact]
    public void It_says_what_it_is_about_and_what_its_words_mean_on_numbered_pages()
    {
        var printed = ReportPrint.Of(Sheets.One(), Sheets.Made);
        Keep("report", printed);
        var text = Text(printed);
        foreach (var part in new[]
        {
            "Alert quality and noise", "Is what reaches people worth their time", "1 Mar to 31 Mar 2026, 31 days in Europe/Berlin", "29 Jan to 28 Feb 2026", "Checkout, services of Shop", "2026-04-01 06:00 UTC",
            "What happened", "What changed", "What to look at", "What cannot be said", "412 events reached a person; for 61 % of them", "−22 %, better", "+13 points, better", "not known", "There were no calls while a rotation was set up.",
            "Events by day", "Slowest tenth of the week", "Disk space of archive node 12", "Nothing in this period.", "What the words mean", "Of how many the figure is made.", "3 quarters of an hour are still to be counted.",
        })
        {
            Assert.Contains(part.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        }

        using var pdf = PdfDocument.Open(printed);
        Assert.All(pdf.GetPages(), page =>
        {
            var words = Squeezed(page);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Page{page.Number}of{pdf.NumberOfPages}"), words, StringComparison.Ordinal);
            Assert.Contains("Alertqualityandnoise·1Marto31Mar2026(Europe/Berlin)", words, StringComparison.Ordinal);
        });
        Assert.Equal(("Alert quality and noise", "OpsPortal"), (pdf.Information.Title, pdf.Information.Creator));
        Assert.StartsWith("D:20260401060000", pdf.Information.CreationDate, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_is_cut_and_says_where_the_rest_is()
    {
        var text = Text(ReportPrint.Of(Sheets.One(Sheets.Chapter("alert-quality", "Alert quality", 312)), Sheets.Made));
        Assert.Contains("Thefirst40of312rows.Theother272areintheExcelfile,andintheportalunder/reports/alert-quality.", text, StringComparison.Ordinal);
        Assert.Contains("archivenode40isnearly", text, StringComparison.Ordinal);
        Assert.DoesNotContain("archivenode41isnearly", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Eleven_chapters_have_contents_with_pages_and_an_outline_and_take_seconds_at_most()
    {
        ReportPrint.Of(Sheets.Many(1), Sheets.Made);
        var started = Stopwatch.GetTimestamp();
        var printed = ReportPrint.Of(Sheets.Many(11), Sheets.Made);
        var took = Stopwatch.GetElapsedTime(started);
        Keep("review", printed);
        output.WriteLine($"11 chapters, {printed.Length / 1024} KB, in {took.TotalMilliseconds:0} ms");
        using var pdf = PdfDocument.Open(printed);
        output.WriteLine($"{pdf.NumberOfPages} pages");
        var first = Squeezed(pdf.GetPage(1));
        for (var chapter = 1; chapter <= 11; chapter++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"Chapter{chapter}:alertquality");
            var page = pdf.GetPages().First(page => page.Number > 1 && Squeezed(page).Contains(title, StringComparison.Ordinal)).Number;
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{title}{page}"), first, StringComparison.Ordinal);
        }

        Assert.True(pdf.TryGetBookmarks(out var bookmarks));
        Assert.Equal(12, bookmarks.Roots.Count);
        Assert.Contains(bookmarks.Roots[1].Children, part => part.Title == "What the words mean");
    }

    [Fact]
    public void Nothing_that_somebody_called_something_breaks_it()
    {
        var names = new[] { new string('W', 400), "שלום עולם and مرحبا", "🎉🎊 結帳", "\uD800 lone", "tab\tand\r\nlines\0", "", "<b>&amp;</b>" };
        var table = new ReportTable("t", "Names 🎉", [new("Name", null), new("n", Unit.Count)], [.. names.Select(name => (IReadOnlyList<Cell>)[Cell.Of(name), Cell.Of(1)])]);
        var chart = new ReportChart("c", "One day", "One part, one event.", Unit.Count, "Day", ["1 Mar"], [new("Events", [1])]);
        var lone = chart with { Key = "l", Series = [.. names.Select(name => new ChartSeries(name, [0.5])), new("Nothing", [null])] };
        var nothing = chart with { Key = "n", Series = [new("Nothing", [null])] };
        var printed = ReportPrint.Of(Sheets.One(Sheets.Chapter("x", new string('x', 300)) with { Charts = [chart, lone, nothing], Tables = [table] }), Sheets.Made);
        Keep("names", printed);
        Assert.Contains("םלוע", Text(printed), StringComparison.Ordinal);
        Assert.Contains("Nothingisknownofitinthisperiod.", Text(printed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_which_nothing_is_known_is_still_a_page()
    {
        var report = new Report(new("x", "Empty", "Anything?", Audience.Desk), Sheets.March, null, [], [], [], [], [], []);
        Assert.Contains("ComparedwithNothing", Text(ReportPrint.Of(Sheets.One(report), Sheets.Made)), StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_end_on_round_numbers_of_their_unit()
    {
        Assert.Equal([0, 1], Marks(Unit.Count, 1));
        Assert.Equal([0, 5, 10, 15, 20], Marks(Unit.Count, 19));
        Assert.Equal([0, 1200, 2400, 3600, 4800, 6000], Marks(Unit.Duration, 5000));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Marks(Unit.Share, 0.3));
        Assert.Equal([0, 1], Marks(Unit.Rate, 0));

        static IReadOnlyList<double> Marks(Unit unit, double most) => ChartScale.Of(new("c", "C", "", unit, "Day", ["1"], [new("S", [most])])).Marks;
    }

    private static string Text(byte[] printed)
    {
        using var pdf = PdfDocument.Open(printed);
        return string.Concat(pdf.GetPages().Select(Squeezed));
    }

    /// <summary>Where blanks are set by moving on, there are none to read.</summary>
    private static string Squeezed(UglyToad.PdfPig.Content.Page page) => string.Concat(page.Letters.Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>For whoever wants to look at it.</summary>
    private static void Keep(string name, byte[] printed)
    {
        if (Environment.GetEnvironmentVariable("PRINTED") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"{name}.pdf"), printed);
    }
}
