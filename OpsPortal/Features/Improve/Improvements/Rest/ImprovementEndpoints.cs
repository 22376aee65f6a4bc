using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Improve.Improvements.Rest;

/// <summary>What every act on an improvement over HTTP has in common.</summary>
internal sealed record ImprovementAct
{
    [FromRoute(Name = "number"), Description("IMP-7 or 7")]
    public required ImprovementNumber Number { get; init; }

    public required HttpContext Request { get; init; }

    public required ImprovementQueries Improvements { get; init; }

    /// <summary>Carries the act out and answers with the improvement as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<Actor, ImprovementNumber, CancellationToken, Task<Outcome<Improvement>>> act)
    {
        var outcome = await act(Request.Actor(), Number, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await ImprovementEndpoints.AnswerAsync(Improvements, Number, CancellationToken.None);
    }
}

/// <summary>The improvement register over HTTP. Each act answers with the improvement after it.</summary>
internal static class ImprovementEndpoints
{
    public static void MapImprovements(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/improvements").WithTags("Improvements").RequireAuthorization(Permissions.ImprovementsRead);
        all.MapGet("", ListAsync).WithName("ListImprovements").WithSummary("List improvements, the newest first").Produces<Page<ImprovementItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        all.MapGet("/agenda", async (AgendaQueries agenda, CancellationToken stopping) => Results.Ok(AgendaItem.Of(await agenda.ReadAsync(stopping)))).WithName("ReadImprovementAgenda").WithSummary("Read what the next review looks at: new, overdue, to decide, measured").Produces<AgendaItem>();
        all.MapGet("/{number}", (ImprovementNumber number, ImprovementQueries improvements, CancellationToken stopping) => AnswerAsync(improvements, number, stopping))
            .WithName("ReadImprovement").WithSummary("Read one improvement").Produces<ImprovementDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadImprovementTimeline").WithSummary("Read the timeline of an improvement, oldest first").Produces<Page<ImprovementEntryItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPost("/{number}/comments", ([AsParameters] ImprovementAct act, ImprovementNote body, CommentOnImprovement comment) => act.RunAsync((by, number, stopping) => comment.RunAsync(by, number, body.Text, stopping))).As("CommentOnImprovement", "Comment");
        var writing = all.MapGroup("").RequireAuthorization(Permissions.ImprovementsWrite);
        writing.MapPost("", EnterAsync).WithName("EnterImprovement").WithSummary("Enter an improvement").Produces<ImprovementDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        writing.MapPost("/reviews", HoldAsync).WithName("HoldImprovementReview").WithSummary("Record that the register was reviewed").Produces<ReviewItem>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapActs(writing.MapGroup("/{number}"));
    }

    public static async Task<IResult> AnswerAsync(ImprovementQueries improvements, ImprovementNumber number, CancellationToken stopping) =>
        await improvements.ViewAsync(number, stopping) is { } view ? Results.Ok(ImprovementDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    private static void MapActs(RouteGroupBuilder one)
    {
        one.MapPut("", EditAsync).As("EditImprovement", "Change what it says");
        one.MapPost("/taking-on", ([AsParameters] ImprovementAct act, WorkOnImprovement work) => act.RunAsync(work.TakeOnAsync)).As("TakeOnImprovement", "Take it on, or over from somebody else");
        one.MapPost("/start", ([AsParameters] ImprovementAct act, WorkOnImprovement work) => act.RunAsync(work.StartAsync)).As("StartImprovement", "Begin");
        one.MapPost("/completion", ([AsParameters] ImprovementAct act, ImprovementNote body, WorkOnImprovement work) => act.RunAsync((by, number, stopping) => work.FinishAsync(by, number, body.Text, stopping))).As("FinishImprovement", "Say that it is done; its effect is measured afterwards");
        one.MapPost("/dismissal", ([AsParameters] ImprovementAct act, ImprovementNote body, WorkOnImprovement work) => act.RunAsync((by, number, stopping) => work.DismissAsync(by, number, body.Text, stopping))).As("DismissImprovement", "Decide against it, with a reason");
        one.MapPost("/reopening", ([AsParameters] ImprovementAct act, ImprovementNote body, WorkOnImprovement work) => act.RunAsync((by, number, stopping) => work.ReopenAsync(by, number, body.Text, stopping))).As("ReopenImprovement", "Take it up again, with a reason");
        one.MapPost("/measurements", ([AsParameters] ImprovementAct act, MeasurementBody body, WorkOnImprovement work) => act.RunAsync((by, number, stopping) => work.MeasureAsync(by, number, body.Value, body.From, body.Until, stopping))).As("MeasureImprovement", "Say what was measured: before while it is open, after once it is done");
    }

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<ImprovementDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync([AsParameters] ImprovementListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, ImprovementQueries improvements, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, ImprovementQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await improvements.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<ImprovementItem>([.. page.Items.Select(ImprovementItem.Of)], page.Next));
    }

    private static async Task<IResult> TimelineAsync(ImprovementNumber number, ImprovementQueries improvements, CancellationToken stopping) =>
        await improvements.ViewAsync(number, stopping) is { } view ? Results.Ok(new Page<ImprovementEntryItem>([.. view.Timeline.Select(ImprovementEntryItem.Of)], null)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> EnterAsync(ImprovementBody body, HttpContext request, EnterImprovement enter, ImprovementQueries improvements)
    {
        var outcome = await enter.RunAsync(request.Actor(), body.Read(), request.RequestAborted);
        if (outcome is not Outcome<Improvement>.Done(var entered)) return outcome.Refusal!.Problem();
        return await improvements.ViewAsync(entered.Number, CancellationToken.None) is { } view ? Results.Created($"/api/v1/improvements/{entered.Number}", ImprovementDetail.Of(view)) : Refusals.NotFound(entered.Number.ToString()).Problem();
    }

    private static Task<IResult> EditAsync([AsParameters] ImprovementAct act, ImprovementEditBody body, EditImprovement edit) => body.Improvement is null
        ? Task.FromResult(new Refusal("request.missing-part", "Give the improvement.").Problem())
        : act.RunAsync((by, number, stopping) => edit.RunAsync(by, number, body.Improvement.Read(), body.Seen, stopping));

    private static async Task<IResult> HoldAsync(ImprovementNote body, HttpContext request, HoldReview hold) =>
        await hold.RunAsync(request.Actor(), body.Text, request.RequestAborted) switch
        {
            Outcome<HeldReview>.Done(var held) => Results.Ok(ReviewItem.Of(held)),
            var refused => refused.Refusal!.Problem(),
        };
}
