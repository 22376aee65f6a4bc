using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.People;
using OpsPortal.Ui;

namespace OpsPortal.Features.Improve.Reports.Rest;

/// <summary>Every table of a report, every chart and its figures as CSV, with all rows.</summary>
internal static class ReportCsv
{
    /// <summary>The figures, as if they were a table.</summary>
    public const string FigureTable = "figures";

    public static string Href(string report, string table, ReportQuestion question) => $"{ApiFeature.Root}/reports/{report}/tables/{table}.csv?{question}";

    /// <summary>The lines of a table; null: there is no such table.</summary>
    public static IEnumerable<string>? Lines(Report report, string table) =>
        table == FigureTable ? Figures(report)
        : report.Tables.FirstOrDefault(one => one.Key == table) is { } found ? Table(found)
        : report.Charts.FirstOrDefault(one => one.Key == table) is { } chart ? Chart(chart)
        : null;

    /// <summary>A table as a file; its address has the parameters of the report.</summary>
    public static async Task<IResult> ExportAsync(string name, string table, HttpContext request, [FromServices] ReportShelf shelf, [FromServices] TimeProvider clock)
    {
        var query = request.Request.Query;
        var asked = new AskedReport(query["from"], query["to"], query["zone"], query["service"], query["team"], query["compare"]);
        if (asked.Read(clock.GetUtcNow(), Zones.Utc) is not Outcome<ReportQuestion>.Done(var question)) return asked.Read(clock.GetUtcNow(), Zones.Utc).Refusal!.Problem();
        var outcome = await shelf.ReadAsync(request.Actor(), name, question, request.RequestAborted);
        if (outcome is not Outcome<Report>.Done(var report)) return outcome.Refusal!.Problem();
        if (Lines(report, table) is not { } lines) return Refusals.NotFound($"The table {OneLine.Of(table, 40)}").Problem();
        var file = string.Create(CultureInfo.InvariantCulture, $"{report.Head.Name}-{table}-{question.Period.From:yyyyMMdd}-{question.Period.To:yyyyMMdd}.csv");
        return Results.File(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)), "text/csv; charset=utf-8", file);
    }

    private static IEnumerable<string> Table(ReportTable table) =>
        [Csv.Line(table.Columns.Select(Head)), .. table.Rows.Select(row => Csv.Line(row.Select((cell, at) => table.Columns[at].Unit is null ? cell.Text : Words.Plain(cell.Number))))];

    private static IEnumerable<string> Chart(ReportChart chart) =>
    [
        Csv.Line([chart.LabelTitle, .. chart.Series.Select(line => Head(new(line.Name, chart.Unit)))]),
        .. chart.Labels.Select((label, at) => Csv.Line([label, .. chart.Series.Select(line => Words.Plain(line.Values[at]))])),
    ];

    private static IEnumerable<string> Figures(Report report) =>
    [
        Csv.Line(["Figure", "Unit", "Value", "N", "Before", "Why not known"]),
        .. report.Figures.Select(figure => Csv.Line([figure.Title, UnitName(figure.Unit), Words.Plain(figure.Value), figure.N.ToString(CultureInfo.InvariantCulture), Words.Plain(figure.Before), figure.Why])),
    ];

    /// <summary>The heading of a column, with the unit that its numbers are in.</summary>
    internal static string Head(TableColumn column) => column.Unit is Unit.Duration or Unit.Share ? $"{column.Title} ({UnitName(column.Unit.Value)})" : column.Title;

    internal static string UnitName(Unit unit) => unit switch { Unit.Duration => "seconds", Unit.Share => "0 to 1", Unit.Rate => "number", _ => "count" };
}
