using System.Globalization;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
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

    public static string Href(string report, string table, ReportQuestion question) => $"/reports/{report}/tables/{table}.csv?{question}";

    public static void MapReportCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/{name}/tables/{table}.csv", ExportAsync).WithName("ExportReportTable").RequireAuthorization(Permissions.ReportsRead).ExcludeFromDescription();

    /// <summary>The lines of a table; null: there is no such table.</summary>
    public static IEnumerable<string>? Lines(Report report, string table) =>
        table == FigureTable ? Figures(report)
        : report.Tables.FirstOrDefault(one => one.Key == table) is { } found ? Table(found)
        : report.Charts.FirstOrDefault(one => one.Key == table) is { } chart ? Chart(chart)
        : null;

    private static async Task<IResult> ExportAsync(string name, string table, HttpContext request, ReportShelf shelf, TimeProvider clock)
    {
        var query = request.Request.Query;
        var asked = new AskedReport(query["from"], query["to"], query["zone"], query["service"], query["team"], query["compare"]);
        if (asked.Read(clock.GetUtcNow(), Zones.Utc) is not Outcome<ReportQuestion>.Done(var question)) return Results.NotFound();
        if (await shelf.ReadAsync(request.Actor(), name, question, request.RequestAborted) is not Outcome<Report>.Done(var report) || Lines(report, table) is not { } lines) return Results.NotFound();
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

    private static string Head(TableColumn column) => column.Unit is Unit.Duration or Unit.Share ? $"{column.Title} ({UnitName(column.Unit.Value)})" : column.Title;

    private static string UnitName(Unit unit) => unit switch { Unit.Duration => "seconds", Unit.Share => "0 to 1", Unit.Rate => "number", _ => "count" };
}
