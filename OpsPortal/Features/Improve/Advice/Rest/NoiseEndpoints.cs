using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Applying;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Improve.Advice.Rest;

/// <summary>Noise budgets and advice over HTTP.</summary>
internal static class NoiseEndpoints
{
    public static void MapNoise(this IEndpointRouteBuilder routes)
    {
        var noise = routes.MapGroup("/improvements/noise").WithTags("Noise and advice").RequireAuthorization(Permissions.ImprovementsRead);
        noise.MapGet("", ListAsync).WithName("ListNoise").WithSummary("List rules and monitors, the noisiest first").Produces<Page<NoiseItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        noise.MapGet("/{id:long}", (long id, NoiseQueries queries, CancellationToken stopping) => AnswerAsync(id, queries, stopping)).WithName("ReadNoise").WithSummary("Read one rule with a year of weeks and its advice").Produces<NoiseDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        var writing = noise.MapGroup("").RequireAuthorization(Permissions.ImprovementsWrite);
        writing.MapPut("/{id:long}/allowance", AllowAsync).As("SetNoiseAllowance", "Set how many events a week nobody need work; null: as for all").Produces<NoiseDetail>();
        writing.MapPost("/{id:long}/advice", AdviseAsync).As("LookForAdvice", "Look for advice and try it on the past").Produces<NoiseDetail>();
        writing.MapPost("/recount", RecountAsync).As("RecountNoise", "Count weeks again; it is done within seconds").Produces(StatusCodes.Status202Accepted);
        var advice = routes.MapGroup("/improvements/advice").WithTags("Noise and advice").RequireAuthorization(Permissions.ImprovementsRead).RequireAuthorization(Permissions.ImprovementsWrite);
        advice.MapPost("/{id:guid}/application", (Guid id, HttpContext request, ApplyAdvice apply) => ActAsync(apply.RunAsync(request.Actor(), id, request.RequestAborted))).As("ApplyAdvice", "Put advice in force").Produces<AdviceItem>();
        advice.MapDelete("/{id:guid}/application", (Guid id, HttpContext request, [FromServices] ApplyAdvice apply) => ActAsync(apply.UndoAsync(request.Actor(), id, request.RequestAborted))).As("UndoAdvice", "Put back exactly what was before").Produces<AdviceItem>();
    }

    private static RouteHandlerBuilder As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(long id, NoiseQueries queries, CancellationToken stopping) =>
        await queries.ViewAsync(id, stopping) is { } view ? Results.Ok(NoiseDetail.Of(view)) : Refusals.NotFound("The rule").Problem();

    private static async Task<IResult> ListAsync([AsParameters] NoiseListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, NoiseQueries queries, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, NoiseQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await queries.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<NoiseItem>([.. page.Items.Select(NoiseItem.Of)], page.Next));
    }

    private static async Task<IResult> AllowAsync(long id, AllowanceBody body, HttpContext request, SetAllowance set, NoiseQueries queries) =>
        (await set.RunAsync(request.Actor(), id, body.Allowance, request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(id, queries, CancellationToken.None);

    private static async Task<IResult> AdviseAsync(long id, HttpContext request, AdviseOnRule advise, NoiseQueries queries) =>
        (await advise.RunAsync(request.Actor(), [id], request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(id, queries, CancellationToken.None);

    private static async Task<IResult> RecountAsync(RecountBody body, HttpContext request, RecountNoise recount) =>
        (await recount.RunAsync(request.Actor(), body.Weeks, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.Accepted();

    private static async Task<IResult> ActAsync(Task<Outcome<NoiseAdvice>> act) => await act switch
    {
        Outcome<NoiseAdvice>.Done(var advice) => Results.Ok(AdviceItem.Of(advice)),
        var refused => refused.Refusal!.Problem(),
    };
}
