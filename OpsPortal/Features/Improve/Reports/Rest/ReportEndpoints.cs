using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.Improve.Reports.Schedules.Rest;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Improve.Reports.Rest;

/// <summary>What a report over HTTP can be asked. What is not given has its usual value: the last 30 days in UTC, all services, against as many days before.</summary>
internal sealed record ReportParameters
{
    [FromQuery(Name = "from"), Description("The first local day, as 2026-03-01")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("The last local day; it belongs to the period")]
    public string? To { get; init; }

    [FromQuery(Name = "zone"), Description("As Europe/Berlin")]
    public string? Zone { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service, also of one that was deleted")]
    public string? Service { get; init; }

    [FromQuery(Name = "team"), Description("The id of a team: the services it owns now")]
    public string? Team { get; init; }

    [FromQuery(Name = "compare"), Description("before, month, year or none")]
    public string? Compare { get; init; }

    public Outcome<ReportQuestion> Read(DateTimeOffset now) => new AskedReport(From, To, Zone, Service, Team, Compare).Read(now, Zones.Utc);
}

/// <summary>A report that is taken away as a file.</summary>
internal sealed record ReportTaken
{
    public required HttpContext Request { get; init; }

    [FromServices]
    public required ReportDocuments Documents { get; init; }

    [FromServices]
    public required TimeProvider Clock { get; init; }

    public async Task<IResult> AnswerAsync(string name, ReportFormat format, ReportParameters asked)
    {
        var now = Clock.GetUtcNow();
        var read = IsMonth(name, asked) ? new AskedReview(Request.Request.Query["month"], asked.Zone, asked.Service, asked.Team, asked.Compare).Read(now, Zones.Utc) : asked.Read(now);
        if (read is not Outcome<ReportQuestion>.Done(var question)) return read.Refusal!.Problem();
        var outcome = await Documents.ReadAsync(Request.Actor(), name, question, Request.RequestAborted);
        if (outcome is not Outcome<ReportDocument>.Done(var document)) return outcome.Refusal!.Problem();
        var file = await ReportDownload.MakeAsync(document, format, now, Request.RequestAborted);

        // Nobody's cache keeps what only some may see.
        Request.Response.Headers.CacheControl = "no-store";
        return Results.File(file.Bytes, file.ContentType, file.Name);
    }

    /// <summary>The review is asked for by its month, as on its page; its days are understood as well.</summary>
    private static bool IsMonth(string name, ReportParameters asked) => name == MonthlyReviewReader.Name && asked.From is null && asked.To is null;
}

/// <summary>Reports over HTTP.</summary>
internal static class ReportEndpoints
{
    internal const string Root = $"{ApiFeature.Root}/reports";

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reports").RequireAuthorization(Permissions.ReportsRead);
        reports.MapGet("", ([FromServices] ReportShelf shelf) => Results.Ok(new Page<ReportItem>([.. shelf.Heads.Select(ReportItem.Of)], null))).WithName("ListReports").WithSummary("List the reports and the question each answers").Produces<Page<ReportItem>>();
        reports.MapGet("/rollups", async ([FromServices] RebuildRollups rollups, CancellationToken stopping) => Results.Ok(RollupItem.Of(await rollups.ProgressAsync(stopping))))
            .WithName("ReadRollups").WithSummary("How far the sums are that reports are made from").Produces<RollupItem>();
        reports.MapPost("/rollups/rebuild", RebuildAsync).RequireAuthorization(Permissions.JobsManage).WithName("RebuildRollups").WithSummary("Count everything anew from the events that are still there").Produces<RollupItem>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status403Forbidden);
        reports.MapMonthlyReview();
        reports.MapGet("/{name}", ReadAsync).WithName("ReadReport").WithSummary("Read one report: story, figures, charts and tables").Produces<ReportBody>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reports.MapGet("/{name}.pdf", (string name, [AsParameters] ReportParameters asked, [AsParameters] ReportTaken taken) => taken.AnswerAsync(name, ReportFormat.Pdf, asked)).WithName("PrintReport").WithSummary("The same for people to read, as PDF")
            .Produces<byte[]>(contentType: ReportDownload.Pdf).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reports.MapGet("/{name}.xlsx", (string name, [AsParameters] ReportParameters asked, [AsParameters] ReportTaken taken) => taken.AnswerAsync(name, ReportFormat.Excel, asked)).WithName("ExportReport").WithSummary("The same as a workbook: figures, and a sheet for every chart and table, with all rows")
            .Produces<byte[]>(contentType: ReportDownload.Excel).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reports.MapGet("/{name}/rows/{figure}", RowsAsync).WithName("ReadReportRows").WithSummary("Read the rows behind one figure, oldest first").Produces<Page<ReportRowItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reports.MapGet("/{name}/tables/{table}.csv", ReportCsv.ExportAsync).WithName("ExportReportTable").ExcludeFromDescription();
        reports.MapSchedules();
    }

    private static async Task<IResult> ReadAsync(string name, [AsParameters] ReportParameters asked, HttpContext request, [FromServices] ReportShelf shelf, [FromServices] TimeProvider clock)
    {
        if (asked.Read(clock.GetUtcNow()) is not Outcome<ReportQuestion>.Done(var question)) return asked.Read(clock.GetUtcNow()).Refusal!.Problem();
        return await shelf.ReadAsync(request.Actor(), name, question, request.RequestAborted) switch
        {
            Outcome<Report>.Done(var report) => Results.Ok(ReportBody.Of(report, figure => $"{Root}/{report.Head.Name}/rows/{figure}?{question}")),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> RowsAsync(
        string name, string figure, [AsParameters] ReportParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, HttpContext request, [FromServices] ReportShelf shelf, [FromServices] TimeProvider clock)
    {
        var read = new QueryReader();
        var (most, from) = (read.Limit(limit), read.Cursor(cursor, RowCursor.IsOne));
        if (read.Refusal is { } why) return why.Problem();
        if (asked.Read(clock.GetUtcNow()) is not Outcome<ReportQuestion>.Done(var question)) return asked.Read(clock.GetUtcNow()).Refusal!.Problem();
        return await shelf.RowsAsync(request.Actor(), name, question, figure, from, most, request.RequestAborted) switch
        {
            Outcome<Page<ReportRow>>.Done(var page) => Results.Ok(new Page<ReportRowItem>([.. page.Items.Select(ReportRowItem.Of)], page.Next)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> RebuildAsync(HttpContext request, [FromServices] RebuildRollups rebuild) => await rebuild.RunAsync(request.Actor(), request.RequestAborted) switch
    {
        Outcome<RollupProgress>.Done(var progress) => Results.Accepted($"{Root}/rollups", RollupItem.Of(progress)),
        var refused => refused.Refusal!.Problem(),
    };
}
