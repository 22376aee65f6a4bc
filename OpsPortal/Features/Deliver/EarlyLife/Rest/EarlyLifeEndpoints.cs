using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.EarlyLife.Rest;

/// <summary>What every act on a support over HTTP has in common.</summary>
internal sealed record EarlyLifeAct
{
    [FromRoute(Name = "number"), Description("Its deployment: DEP-7 or 7")]
    public required DeploymentNumber Number { get; init; }

    public required HttpContext Request { get; init; }

    public required EarlyLifeQueries Supports { get; init; }

    /// <summary>Carries the act out and answers with the support as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<ActingSession, DeploymentNumber, CancellationToken, Task<Outcome<EarlyLifeSupport>>> act)
    {
        var outcome = await act(Request.ActingSession(), Number, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await EarlyLifeEndpoints.ReadAsync(Number, Supports, CancellationToken.None);
    }
}

/// <summary>Early-life support over HTTP. Each act answers with the support after it.</summary>
internal static class EarlyLifeEndpoints
{
    public static void MapEarlyLife(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/early-life").WithTags("Early-life support").RequireAuthorization(Permissions.ChangesRead);
        all.MapGet("", ListAsync).WithName("ListEarlyLife").WithSummary("List early-life supports, those that run first").Produces<Page<EarlyLifeItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        all.MapGet("/{number}", ReadAsync).WithName("ReadEarlyLife").WithSummary("Read one with its criteria, roster, tightened thresholds and daily summaries").Produces<EarlyLifeDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        var working = all.MapGroup("").RequireAuthorization(Permissions.EarlyLifeWork);
        working.MapPost("", BeginAsync).WithName("BeginEarlyLife").WithSummary("Begin early-life support of a deployment that has succeeded").Produces<EarlyLifeDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Acts(working.MapPost("/{number}/evidence", ([AsParameters] EarlyLifeAct act, EvidenceBody body, EarlyLifeActs acts) => act.RunAsync((by, number, stopping) => acts.ShowAsync(by, number, body.Criterion, body.Evidence, stopping))), "ShowEarlyLifeCriterion", "Show that a criterion holds, with evidence");
        Acts(working.MapPost("/{number}/extension", ([AsParameters] EarlyLifeAct act, ExtensionBody body, EarlyLifeActs acts) => act.RunAsync((by, number, stopping) => acts.ExtendAsync(by, number, body.Until, stopping))), "ExtendEarlyLife", "Make it last longer");
        Acts(working.MapPost("/{number}/end", ([AsParameters] EarlyLifeAct act, EarlyLifeActs acts) => act.RunAsync(acts.EndAsync)), "EndEarlyLife", "End it, when its time is over and every criterion holds");
        Acts(working.MapPost("/{number}/decision", ([AsParameters] EarlyLifeAct act, DecisionBody body, EarlyLifeActs acts) => act.RunAsync((by, number, stopping) => acts.EndByDecisionAsync(by, number, body.Reason, stopping))), "DecideEarlyLife", "End it by a decision, with a reason");
    }

    public static async Task<IResult> ReadAsync(DeploymentNumber number, EarlyLifeQueries supports, CancellationToken stopping) =>
        await supports.ViewAsync(number, stopping) is { } view ? Results.Ok(EarlyLifeDetail.Of(view)) : Refusals.NotFound($"Early-life support of {number}").Problem();

    private static void Acts(RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<EarlyLifeDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync([AsParameters] EarlyLifeListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, EarlyLifeQueries supports, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, EarlyLifeQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await supports.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<EarlyLifeItem>([.. page.Items.Select(EarlyLifeItem.Of)], page.Next));
    }

    private static async Task<IResult> BeginAsync(EarlyLifeBody body, HttpContext request, BeginEarlyLife begin, EarlyLifeQueries supports)
    {
        if (!DeploymentNumber.TryParse(body.Deployment, null, out var number)) return Refusals.NotFound(OneLine.Of(body.Deployment, 40)).Problem();
        if (body.Read() is not Outcome<EarlyLifeDraft>.Done(var draft)) return body.Read().Refusal!.Problem();
        var outcome = await begin.RunAsync(request.ActingSession(), number, draft, request.RequestAborted);
        if (outcome.Refusal is { } why) return why.Problem();
        return await supports.ViewAsync(number, CancellationToken.None) is { } view ? Results.Created($"/api/v1/early-life/{number}", EarlyLifeDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();
    }
}
