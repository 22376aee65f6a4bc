using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Acts;
using OpsPortal.Features.Detect.Correlation.Queries;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Correlation.Rest;

/// <summary>A group of events over HTTP.</summary>
/// <param name="Cause">The key of the service that is probably the cause; null where none is known.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Count">How many events stand behind the lead.</param>
/// <param name="Members">The first hundred of them, worst first; all are listed with <c>/events?group=</c>.</param>
internal sealed record GroupItem(string Lead, Grounds Grounds, string? Cause, double Confidence, string Reason, int Count, IReadOnlyList<string> Members);

/// <param name="Events">At least two open events, as <c>EVT-1042</c>.</param>
internal sealed record MergeBody(IReadOnlyList<string> Events);

/// <summary>Groups of events over HTTP: why they are one, and what people say about it.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/events").WithTags("Events").RequireAuthorization(Permissions.EventsRead);
        events.MapGet("/{number}/group", ReadAsync).WithName("ReadGroup").WithSummary("Read the group an event is in").Produces<GroupItem>().ProducesProblem(StatusCodes.Status404NotFound);
        var acts = events.MapGroup("").RequireAuthorization(Permissions.EventsWork);
        acts.MapPost("/merge", MergeAsync).As("MergeEvents", "Say that open events are of one cause");
        acts.MapPost("/{number}/parting", PartAsync).As("PartEvent", "Say that an open event is of one cause with no other");
        acts.MapDelete("/{number}/parting", RejoinAsync).As("RejoinEvent", "Take back that an event stands alone");
    }

    private static async Task<IResult> ReadAsync([FromRoute(Name = "number")] EventNumber number, IEventQueries events, GroupQueries groups, CancellationToken stopping)
    {
        if (await events.ViewAsync(number, stopping) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        return await groups.ReadAsync(view.Row, GroupQueries.MostFirst, stopping) is { } group
            ? Results.Ok(new GroupItem(group.Lead.Number.ToString(), group.Grounds, group.Cause.Length > 0 ? group.Cause : null, group.Confidence, group.Reason, group.Members, [.. group.First.Select(row => row.Number.ToString())]))
            : Refusals.NotFound($"A group of {number}").Problem();
    }

    private static async Task<IResult> MergeAsync(MergeBody body, HttpContext request, MergeEvents merge)
    {
        var numbers = new List<EventNumber>();
        foreach (var text in body.Events ?? [])
        {
            if (!EventNumber.TryParse(text, null, out var number)) return new Refusal("request.unknown-value", $"\"{text}\" is not the number of an event.").Problem();
            numbers.Add(number);
        }

        return Answer(await merge.RunAsync(request.Actor(), numbers, request.RequestAborted));
    }

    private static async Task<IResult> PartAsync([FromRoute(Name = "number")] EventNumber number, HttpContext request, PartEvent part) => Answer(await part.RunAsync(request.Actor(), number, request.RequestAborted));

    private static async Task<IResult> RejoinAsync([FromRoute(Name = "number")] EventNumber number, HttpContext request, RejoinEvent rejoin) => Answer(await rejoin.RunAsync(request.Actor(), number, request.RequestAborted));

    private static IResult Answer(Outcome<IReadOnlyList<EventNumber>> outcome) => outcome.Refusal is { } why ? why.Problem() : Results.NoContent();

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
}
