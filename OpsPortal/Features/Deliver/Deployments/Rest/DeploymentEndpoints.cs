using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Deployments.Rest;

/// <summary>What every act on a deployment over HTTP has in common.</summary>
internal sealed record DeploymentAct
{
    [FromRoute(Name = "number"), Description("DEP-7 or 7")]
    public required DeploymentNumber Number { get; init; }

    public required HttpContext Request { get; init; }

    public required DeploymentQueries Deployments { get; init; }

    /// <summary>Carries the act out and answers with the deployment as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<ActingSession, DeploymentNumber, CancellationToken, Task<Outcome<Deployment>>> act)
    {
        var outcome = await act(Request.ActingSession(), Number, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await DeploymentAnswer.ReadAsync(Deployments, Number, CancellationToken.None);
    }
}

/// <summary>One deployment.</summary>
internal static class DeploymentAnswer
{
    public static async Task<IResult> ReadAsync(DeploymentQueries deployments, DeploymentNumber number, CancellationToken stopping) =>
        await deployments.ViewAsync(number, stopping) is { } view ? Results.Ok(DeploymentDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    /// <summary>Names a route that acts on one deployment, and says what it answers.</summary>
    public static void Acts(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<DeploymentDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Deployments over HTTP. Each act answers with the deployment after it.</summary>
internal static class DeploymentEndpoints
{
    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/deployments").WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead);
        all.MapGet("", ListAsync).WithName("ListDeployments").WithSummary("List deployments, the newest first").Produces<Page<DeploymentItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        all.MapGet("/{number}", (DeploymentNumber number, DeploymentQueries deployments, CancellationToken stopping) => DeploymentAnswer.ReadAsync(deployments, number, stopping)).Acts("ReadDeployment", "Read one deployment with its stages, steps and attempts");
        all.MapGet("/{number}/logs/{attempt}", LogAsync).WithName("ReadStepLog").WithSummary("Read up to 500 lines of the log of an attempt").Produces<LogAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("/{number}/verifications/{attempt}", VerificationAsync).WithName("ReadVerification").WithSummary("Read what the checks and comparisons of an attempt have seen").Produces<VerificationItem>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPost("/{number}/comments", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.CommentAsync(by, number, body.Text, stopping))).Acts("CommentOnDeployment", "Comment");
        api.MapIncidentLinks();
        MapActs(all.MapGroup("/{number}").RequireAuthorization(Permissions.ChangesImplement));
        all.MapPost("/{number}/skip", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.SkipAsync(by, number, body.Text, stopping)))
            .RequireAuthorization(Permissions.DeploymentsSkip).Acts("SkipDeploymentStep", "Leave the present step out, with a reason");
        api.MapPost("/changes/{number}/deployment", DeployAsync).WithTags("Changes").RequireAuthorization(Permissions.ChangesImplement).WithName("DeployChange").WithSummary("Begin an approved change and its deployment together")
            .Produces<DeploymentDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static void MapActs(IEndpointRouteBuilder one)
    {
        one.MapPost("/pause", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.PauseAsync(by, number, body.Text, stopping))).Acts("PauseDeployment", "Begin nothing new until it is resumed");
        one.MapPost("/resume", ([AsParameters] DeploymentAct act, DeploymentActs acts) => act.RunAsync(acts.ResumeAsync)).Acts("ResumeDeployment", "Go on");
        one.MapPost("/retry", ([AsParameters] DeploymentAct act, DeploymentActs acts) => act.RunAsync(acts.RetryAsync)).Acts("RetryDeploymentStep", "Try the step that did not succeed once more");
        one.MapPost("/proceed", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.ProceedAsync(by, number, body.Text, stopping))).Acts("ProceedWithDeployment", "Say yes at a gate, or go on in spite of what is not clear");
        one.MapPost("/completion", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.CompleteAsync(by, number, body.Text, stopping))).Acts("CompleteDeploymentStep", "Show that a step was done");
        one.MapPost("/abort", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.AbortAsync(by, number, body.Text, stopping))).Acts("AbortDeployment", "Stop it and leave everything where it is");
        one.MapPost("/failure", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.GiveUpAsync(by, number, body.Text, stopping))).Acts("GiveUpDeployment", "End it where it goes neither on nor back");
        one.MapPost("/rollback", ([AsParameters] DeploymentAct act, DeploymentNote body, DeploymentActs acts) => act.RunAsync((by, number, stopping) => acts.RollBackAsync(by, number, body.Text, stopping))).Acts("RollBackDeployment", "Bring the earlier version back");
    }

    private static async Task<IResult> ListAsync([AsParameters] DeploymentListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, DeploymentQueries deployments, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, DeploymentQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await deployments.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<DeploymentItem>([.. page.Items.Select(DeploymentItem.Of)], page.Next));
    }

    private static async Task<IResult> DeployAsync(ChangeNumber number, DeployBody body, HttpContext request, DeployChange deploy, DeploymentQueries deployments)
    {
        var outcome = await deploy.RunAsync(request.ActingSession(), number, body.Hotfix, request.RequestAborted);
        if (outcome is not Outcome<Deployment>.Done(var made)) return outcome.Refusal!.Problem();
        return await deployments.ViewAsync(made.Number, CancellationToken.None) is { } view ? Results.Created($"/api/v1/deployments/{made.Number}", DeploymentDetail.Of(view)) : Refusals.NotFound(made.Number.ToString()).Problem();
    }

    private static async Task<IResult> LogAsync(DeploymentNumber number, string attempt, [FromQuery(Name = "from"), Description("The first line, from 0; left out: the last lines")] int? from, StepLogBook logs, CancellationToken stopping)
    {
        if (!StepNames.TryRead(attempt, out var key) || key.Deployment != number) return Refusals.NotFound(attempt).Problem();
        var (lines, count) = await logs.ReadAsync(StepNames.Of(key), from, stopping);
        return Results.Ok(new LogAnswer([.. lines.Select(line => new LogLineItem(line.Number, line.At, line.IsError, line.Text))], count));
    }

    private static async Task<IResult> VerificationAsync(DeploymentNumber number, string attempt, DeploymentQueries deployments, CancellationToken stopping)
    {
        if (!StepNames.TryRead(attempt, out var key) || key.Deployment != number || await deployments.ViewAsync(number, stopping) is not { } view || view.Deployment.Attempts.All(one => one.Key != key)) return Refusals.NotFound(attempt).Problem();
        return Results.Ok(VerificationItem.Of(StepNames.Of(key), view));
    }
}
