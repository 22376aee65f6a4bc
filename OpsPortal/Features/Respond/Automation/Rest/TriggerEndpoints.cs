using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Queries;

namespace OpsPortal.Features.Respond.Automation.Rest;

/// <summary>Triggers over HTTP.</summary>
internal static class TriggerEndpoints
{
    public static void MapAutomation(this IEndpointRouteBuilder routes)
    {
        var automation = routes.MapGroup("/automation").WithTags("Automation").RequireAuthorization(Permissions.AutomationRead);
        var triggers = automation.MapGroup("/triggers");
        triggers.MapGet("", ListAsync).WithName("ListTriggers").WithSummary("List triggers, newest first").Produces<IReadOnlyList<TriggerItem>>();
        triggers.MapGet("/{number}", ReadAsync).WithName("ReadTrigger").WithSummary("Read one trigger").Produces<TriggerDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        triggers.MapPost("/try", TryAsync).WithName("TryTrigger").WithSummary("Tell what a draft would have done over the last days").Produces<TriggerTryAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var acts = triggers.MapGroup("").RequireAuthorization(Permissions.AutomationWrite);
        acts.MapPost("", (TriggerBody body, HttpContext request, SaveTrigger save, TriggerQueries queries) => SaveAsync(null, body, request, save, queries)).As("AddTrigger", "Set a trigger up");
        acts.MapPut("/{number}", ([FromRoute(Name = "number")] TriggerNumber number, TriggerBody body, HttpContext request, SaveTrigger save, TriggerQueries queries) => SaveAsync(number, body, request, save, queries)).As("ChangeTrigger", "Set a trigger anew");
        acts.MapPost("/{number}/secret", RotateAsync).As("RotateTriggerSecret", "Give a trigger another signing secret");
        acts.MapPost("/{number}/stop", ([FromRoute(Name = "number")] TriggerNumber number, int? version, HttpContext request, StopTrigger stop, TriggerQueries queries) => ActAsync(number, request, queries, (by, stopping) => stop.RunAsync(by, number, version, stopping))).As("StopTrigger", "Stop a trigger, and call off what it has waiting");
        acts.MapPost("/{number}/restart", ([FromRoute(Name = "number")] TriggerNumber number, int? version, HttpContext request, RestartTrigger restart, TriggerQueries queries) => ActAsync(number, request, queries, (by, stopping) => restart.RunAsync(by, number, version, stopping))).As("RestartTrigger", "Let a stopped trigger work again");
        acts.MapDelete("/{number}", DeleteAsync).WithName("DeleteTrigger").WithSummary("Remove a trigger; its runs stay").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        automation.MapRuns();
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "q")] string? text, TriggerQueries queries, CancellationToken stopping) =>
        Results.Ok((await queries.AllAsync(text ?? "", stopping)).Select(TriggerItem.Of));

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] TriggerNumber number, TriggerQueries queries, CancellationToken stopping) => AnswerAsync(queries, number, null, stopping);

    private static async Task<IResult> TryAsync(TriggerTryBody body, HttpContext request, TryTrigger attempt) =>
        await attempt.RunAsync(request.Actor(), body.Draft, body.Days, request.RequestAborted) switch
        {
            Outcome<TriggerTrial>.Done(var trial) => Results.Ok(TriggerTryAnswer.Of(trial)),
            Outcome<TriggerTrial>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static async Task<IResult> SaveAsync(TriggerNumber? number, TriggerBody body, HttpContext request, SaveTrigger save, TriggerQueries queries) =>
        await SavedAsync(await save.RunAsync(request.Actor(), number, body.Draft, body.Version, body.Confirmed, request.RequestAborted), queries);

    private static async Task<IResult> RotateAsync([FromRoute(Name = "number")] TriggerNumber number, int? version, HttpContext request, RotateTriggerSecret rotate, TriggerQueries queries) =>
        await SavedAsync(await rotate.RunAsync(request.Actor(), number, version, request.RequestAborted), queries);

    private static async Task<IResult> DeleteAsync([FromRoute(Name = "number")] TriggerNumber number, int? version, HttpContext request, DeleteTrigger delete) =>
        (await delete.RunAsync(request.Actor(), number, version, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent();

    private static async Task<IResult> ActAsync(TriggerNumber number, HttpContext request, TriggerQueries queries, Func<Actor, CancellationToken, Task<Outcome<Trigger>>> act) =>
        (await act(request.Actor(), request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(queries, number, null, CancellationToken.None);

    private static async Task<IResult> SavedAsync(Outcome<SavedTrigger> outcome, TriggerQueries queries) => outcome switch
    {
        Outcome<SavedTrigger>.Done(var saved) => await AnswerAsync(queries, saved.Trigger.Number, saved.Secret, CancellationToken.None),
        Outcome<SavedTrigger>.Refused(var why) => why.Problem(),
        _ => Results.Problem(),
    };

    private static async Task<IResult> AnswerAsync(TriggerQueries queries, TriggerNumber number, string? secret, CancellationToken stopping) =>
        await queries.ViewAsync(number, stopping) is { } view ? Results.Ok(TriggerDetail.Of(view, secret)) : Refusals.NotFound(number.ToString()).Problem();

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<TriggerDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
