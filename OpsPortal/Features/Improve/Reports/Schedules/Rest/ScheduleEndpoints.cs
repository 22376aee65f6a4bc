using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Rest;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Improve.Reports.Schedules.Rest;

/// <summary>What every act on a schedule over HTTP has in common.</summary>
internal sealed record ScheduleAct
{
    [FromRoute(Name = "number"), Description("RSC-7 or 7")]
    public required ScheduleNumber Number { get; init; }

    [FromHeader(Name = "If-Match"), Description("The entity tag of the schedule as last seen; refused with 412 when it has changed since")]
    public string? IfMatch { get; init; }

    public required HttpContext Request { get; init; }

    [FromServices]
    public required ScheduleQueries Schedules { get; init; }

    /// <summary>Carries the act out and answers with the schedule as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<Actor, ScheduleNumber, int?, CancellationToken, Task<Outcome<ReportSchedule>>> act, bool isGone = false)
    {
        int? seen = null;
        switch (VersionTag.Read(Request))
        {
            case VersionTag.Of(var version): seen = version; break;
            case VersionTag.Unreadable or VersionTag.NoneYet: return new Refusal("request.unknown-value", "If-Match is one entity tag of this schedule, as \"7\", or *.").Problem();
        }

        if ((await act(Request.Actor(), Number, seen, Request.RequestAborted)).Refusal is { } why) return why.Problem();
        return isGone ? Results.NoContent() : await ScheduleEndpoints.AnswerAsync(Request, Schedules, Number);
    }
}

/// <summary>Report schedules over HTTP, and what was sent.</summary>
internal static class ScheduleEndpoints
{
    private const string Root = $"{ApiFeature.Root}/reports/schedules";

    /// <summary>Under <c>/api/v1/reports</c>, which asks for the right to read reports.</summary>
    public static void MapSchedules(this IEndpointRouteBuilder reports)
    {
        var all = reports.MapGroup("/schedules");
        all.MapGet("", async ([FromServices] ScheduleQueries schedules, CancellationToken stopping) => Results.Ok(new Page<ScheduleItem>([.. (await schedules.AllAsync(stopping)).Select(ScheduleItem.Of)], null)))
            .WithName("ListReportSchedules").WithSummary("List which reports are mailed, when and to whom").Produces<Page<ScheduleItem>>();
        all.MapGet("/{number}", (ScheduleNumber number, HttpContext request, [FromServices] ScheduleQueries schedules) => AnswerAsync(request, schedules, number))
            .WithName("ReadReportSchedule").WithSummary("Read one schedule").Produces<ScheduleItem>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("/{number}/history", HistoryAsync).WithName("ReadReportHistory").WithSummary("Read what was sent, the newest first").Produces<Page<SendingItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("/{number}/history/{sending:guid}/files/{file:guid}", FileAsync).WithName("ReadSentReport").WithSummary("Fetch a file as it was sent").Produces<byte[]>(contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        var writing = all.MapGroup("").RequireAuthorization(Permissions.ReportsSchedule);
        writing.MapPost("", EnterAsync).WithName("EnterReportSchedule").WithSummary("Have a report mailed; whoever asks answers for it").Produces<ScheduleItem>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        writing.MapPut("/{number}", ([AsParameters] ScheduleAct act, ScheduleBody body, [FromServices] SaveSchedule save) => body.Read() switch
        {
            Outcome<ReportScheduleDraft>.Done(var draft) => act.RunAsync((by, number, seen, stopping) => save.RunAsync(by, number, draft, seen, stopping)),
            var refused => Task.FromResult(refused.Refusal!.Problem()),
        }).As("EditReportSchedule", "Say it anew; whoever does so answers for it from then on");
        writing.MapDelete("/{number}", ([AsParameters] ScheduleAct act, [FromServices] ScheduleActs acts) => act.RunAsync(acts.DeleteAsync, isGone: true))
            .WithName("DeleteReportSchedule").WithSummary("Delete it with its history").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        writing.MapPost("/{number}/pause", ([AsParameters] ScheduleAct act, [FromServices] ScheduleActs acts) => act.RunAsync((by, number, _, stopping) => acts.PauseAsync(by, number, stopping))).As("PauseReportSchedule", "Send nothing until it goes on");
        writing.MapPost("/{number}/resume", ([AsParameters] ScheduleAct act, [FromServices] ScheduleActs acts) => act.RunAsync((by, number, _, stopping) => acts.ResumeAsync(by, number, stopping))).As("ResumeReportSchedule", "Go on with the next time");
        writing.MapPost("/{number}/send", ([AsParameters] ScheduleAct act, [FromServices] ScheduleActs acts) => act.RunAsync((by, number, _, stopping) => acts.SendAsync(by, number, stopping))).As("SendReportNow", "Send it now; its timetable stays");
        writing.MapPost("/{number}/history/{sending:guid}/send", ([AsParameters] ScheduleAct act, Guid sending, [FromServices] SendAgain again) => act.RunAsync((by, number, _, stopping) => again.RunAsync(by, number, sending, stopping)))
            .As("SendReportAgain", "Send again what failed, to those who did not get it");
    }

    public static string FileHref(ScheduleNumber number, Guid sending, Guid file) => $"{Root}/{number}/history/{sending}/files/{file}";

    public static async Task<IResult> AnswerAsync(HttpContext request, ScheduleQueries schedules, ScheduleNumber number)
    {
        if (await schedules.FindAsync(number, CancellationToken.None) is not { } row) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, row);
        return Results.Ok(ScheduleItem.Of(row));
    }

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<ScheduleItem>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static void Tag(HttpContext request, ScheduleRow row) => request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{row.Schedule.Version}\"");

    private static async Task<IResult> EnterAsync(ScheduleBody body, HttpContext request, [FromServices] SaveSchedule save, [FromServices] ScheduleQueries schedules)
    {
        if (body.Read() is not Outcome<ReportScheduleDraft>.Done(var draft)) return body.Read().Refusal!.Problem();
        var outcome = await save.RunAsync(request.Actor(), null, draft, null, request.RequestAborted);
        if (outcome is not Outcome<ReportSchedule>.Done(var entered)) return outcome.Refusal!.Problem();
        if (await schedules.FindAsync(entered.Number, CancellationToken.None) is not { } row) return Refusals.NotFound(entered.Number.ToString()).Problem();
        Tag(request, row);
        return Results.Created($"{Root}/{entered.Number}", ScheduleItem.Of(row));
    }

    private static async Task<IResult> HistoryAsync(ScheduleNumber number, [FromServices] ScheduleQueries schedules, CancellationToken stopping) =>
        await schedules.FindAsync(number, stopping) is null ? Refusals.NotFound(number.ToString()).Problem() : Results.Ok(new Page<SendingItem>([.. (await schedules.HistoryAsync(number, stopping)).Select(row => SendingItem.Of(number, row))], null));

    private static async Task<IResult> FileAsync(ScheduleNumber number, Guid sending, Guid file, HttpContext request, [FromServices] ScheduleQueries schedules)
    {
        if (await schedules.FileAsync(number, sending, file, request.RequestAborted) is not { } kept) return Refusals.NotFound("This file").Problem();
        request.Response.Headers.CacheControl = "no-store";
        return Results.File(kept.Bytes, kept.ContentType, kept.Name);
    }
}
