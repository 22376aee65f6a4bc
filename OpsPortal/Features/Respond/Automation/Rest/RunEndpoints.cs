using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Features.Respond.Automation.Runs;

namespace OpsPortal.Features.Respond.Automation.Rest;

/// <summary>What a list of runs can be asked for.</summary>
internal sealed record RunListParameters
{
    [FromQuery(Name = "q"), Description("Occurs in the name of the trigger, the target or the reason")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("As AwaitingApproval; repeat it for several")]
    public string[]? State { get; init; }

    [FromQuery(Name = "trigger"), Description("TRG-7")]
    public string? Trigger { get; init; }

    [FromQuery(Name = "event"), Description("EVT-1042")]
    public string? Event { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>Runs over HTTP.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this RouteGroupBuilder automation)
    {
        var runs = automation.MapGroup("/runs");
        runs.MapGet("", ListAsync).WithName("ListRuns").WithSummary("List runs, newest first, also those a guardrail refused").Produces<Page<RunItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        runs.MapGet("/{number}", ReadAsync).WithName("ReadRun").WithSummary("Read one run with what was sent and what came back").Produces<RunDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        var decisions = runs.MapGroup("").RequireAuthorization(Permissions.AutomationApprove);
        decisions.MapPost("/{number}/approval", ([FromRoute(Name = "number")] RunNumber number, DecisionBody body, HttpContext request, ApproveRun approve, RunQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => approve.RunAsync(by, number, body.Note, stopping))).As("ApproveRun", "Say yes to a run that waits for it");
        decisions.MapPost("/{number}/rejection", ([FromRoute(Name = "number")] RunNumber number, DecisionBody body, HttpContext request, RejectRun reject, RunQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => reject.RunAsync(by, number, body.Note, stopping))).As("RejectRun", "Say no to a run that waits, with a reason");
        runs.MapGroup("").RequireAuthorization(Permissions.AutomationWrite).MapPost("/{number}/stop", ([FromRoute(Name = "number")] RunNumber number, HttpContext request, StopRun stop, RunQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => stop.RunAsync(by, number, stopping))).As("StopRun", "Call off a run that has not begun or waits for another attempt");
    }

    private static async Task<IResult> ListAsync([AsParameters] RunListParameters asked, RunQueries queries, CancellationToken stopping)
    {
        var read = new QueryReader();
        var filter = new RunFilter { Text = asked.Text ?? "", States = read.Names<RunState>("state", asked.State), Trigger = Trigger(read, asked.Trigger), Event = Event(read, asked.Event) };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, text => RunNumber.TryParse(text, null, out _)));
        if (read.Refusal is { } why) return why.Problem();
        var page = await queries.PageAsync(filter, cursor, limit, stopping);
        return Results.Ok(new Page<RunItem>([.. page.Items.Select(RunItem.Of)], page.Next));
    }

    private static TriggerNumber? Trigger(QueryReader read, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (TriggerNumber.TryParse(text, null, out var number)) return number;
        read.Refuse("trigger", text, "the number of a trigger as TRG-7");
        return null;
    }

    private static EventNumber? Event(QueryReader read, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (EventNumber.TryParse(text, null, out var number)) return number;
        read.Refuse("event", text, "the number of an event as EVT-1042");
        return null;
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] RunNumber number, RunQueries queries, CancellationToken stopping) => AnswerAsync(queries, number, stopping);

    private static async Task<IResult> ActAsync(RunNumber number, HttpContext request, RunQueries queries, Func<Actor, CancellationToken, Task<Outcome<TriggerRun>>> act) =>
        (await act(request.Actor(), request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(queries, number, CancellationToken.None);

    private static async Task<IResult> AnswerAsync(RunQueries queries, RunNumber number, CancellationToken stopping) =>
        await queries.ViewAsync(number, stopping) is { } view ? Results.Ok(RunDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<RunDetail>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
