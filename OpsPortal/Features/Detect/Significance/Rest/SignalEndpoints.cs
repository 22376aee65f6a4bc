using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Significance.Rest;

/// <summary>What a list of kept signals can be asked for.</summary>
internal sealed record SignalListParameters
{
    [FromQuery(Name = "q"), Description("Occurs in the text, a label or the name of the rule")]
    public string? Text { get; init; }

    [FromQuery(Name = "significant"), Description("true: events only; false: what became none")]
    public bool? Significant { get; init; }

    [FromQuery(Name = "source"), Description("The intake, in full")]
    public string? Source { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>Kept signals and significance rules over HTTP.</summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this IEndpointRouteBuilder routes)
    {
        var signals = routes.MapGroup("/signals").WithTags("Signals").RequireAuthorization(Permissions.RulesRead);
        signals.MapGet("", ListAsync).WithName("ListSignals").WithSummary("List kept signals with what was decided about them, newest first").Produces<Page<SignalItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        signals.MapGet("/{id}", ExplainAsync).WithName("ExplainSignal").WithSummary("Tell of one signal what each rule says").Produces<SignalWhy>().ProducesProblem(StatusCodes.Status404NotFound);
        var rules = signals.MapGroup("/rules");
        rules.MapGet("", Rules).WithName("ListRules").WithSummary("List the significance rules in the order they are asked").Produces<IReadOnlyList<RuleItem>>();
        rules.MapPost("/try", TryAsync).WithName("TryRule").WithSummary("Tell what a draft would have made of the last days").Produces<RuleTryAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var acts = rules.MapGroup("").RequireAuthorization(Permissions.RulesWrite);
        acts.MapPost("", (RuleBody body, HttpContext request, SaveRule save, RuleBook book) => SaveAsync(null, body, request, save, book)).As("AddRule", "Add a rule at the end");
        acts.MapPut("/{rule:guid}", (Guid rule, RuleBody body, HttpContext request, SaveRule save, RuleBook book) => SaveAsync(rule, body, request, save, book)).As("ChangeRule", "Change a rule in its place");
        acts.MapPut("/{rule:guid}/position", MoveAsync).As("MoveRule", "Give a rule another place");
        acts.MapDelete("/{rule:guid}", DeleteAsync).WithName("DeleteRule").WithSummary("Remove a rule").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync([AsParameters] SignalListParameters asked, SignalQueries signals, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, text => SignalQueries.Address(text) is not null));
        if (read.Refusal is { } why) return why.Problem();
        var page = await signals.PageAsync(new(asked.Text ?? "", asked.Significant, asked.Source ?? ""), cursor, limit, stopping);
        return Results.Ok(new Page<SignalItem>([.. page.Items.Select(SignalItem.Of)], page.Next));
    }

    private static async Task<IResult> ExplainAsync(string id, SignalQueries signals, CancellationToken stopping) =>
        await signals.ExplainAsync(id, stopping) is var (signal, rules) ? Results.Ok(SignalWhy.Of(signal, rules)) : Refusals.NotFound($"Signal {id}").Problem();

    private static IResult Rules(RuleBook book) => Results.Ok(book.Current.All.Select(RuleItem.Of));

    private static async Task<IResult> TryAsync(RuleTryBody body, HttpContext request, TryRule attempt) =>
        await attempt.RunAsync(request.Actor(), body.Replaces, body.Draft, body.Days, request.RequestAborted) switch
        {
            Outcome<RuleTrial>.Done(var trial) => Results.Ok(new RuleTryAnswer(trial.Signals, trial.IsPartial, trial.Rehearsal.ChangedCount, trial.Rehearsal.Before, trial.Rehearsal.After)),
            Outcome<RuleTrial>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static async Task<IResult> SaveAsync(Guid? id, RuleBody body, HttpContext request, SaveRule save, RuleBook book) =>
        Answer(await save.RunAsync(request.Actor(), id, body.Draft, body.Version, body.Confirmed, request.RequestAborted), book);

    private static async Task<IResult> MoveAsync(Guid rule, RulePlace place, HttpContext request, MoveRule move, RuleBook book) =>
        Answer(await move.RunAsync(request.Actor(), rule, place.Position, request.RequestAborted), book);

    private static async Task<IResult> DeleteAsync(Guid rule, HttpContext request, DeleteRule delete) =>
        (await delete.RunAsync(request.Actor(), rule, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent();

    private static IResult Answer(Outcome<Guid> outcome, RuleBook book) => outcome switch
    {
        Outcome<Guid>.Done(var id) when book.Current.ById.TryGetValue(id, out var rule) => Results.Ok(RuleItem.Of(rule)),
        Outcome<Guid>.Refused(var why) => why.Problem(),
        _ => Results.Problem(),
    };

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<RuleItem>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
