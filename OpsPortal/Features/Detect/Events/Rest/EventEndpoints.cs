using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>Events over HTTP: reading them here, acting on them in <see cref="EventActEndpoints"/>.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/events").WithTags("Events").RequireAuthorization(Permissions.EventsRead);
        events.MapGet("", ListAsync).WithName("ListEvents").WithSummary("List events").Produces<Page<EventItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        events.MapGet("/{number}", ReadAsync).WithName("ReadEvent").WithSummary("Read one event").Produces<EventDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        events.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadTimeline").WithSummary("Read the timeline of an event, oldest first")
            .Produces<Page<TimelineItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        events.MapEventActs();
        routes.MapGet("/events.csv", ExportAsync).WithName("ExportEventsAsCsv").WithTags("Events").WithSummary("Export the events of a list as CSV")
            .RequireAuthorization(Permissions.EventsRead).Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync([AsParameters] EventListParameters asked, [AsParameters] PageParameters part, HttpContext request, IEventQueries events)
    {
        var read = new QueryReader();
        var filter = asked.Read(read, request.Actor().Person);
        var (limit, cursor) = (read.Limit(part.Limit), read.Cursor(part.Cursor, text => EventCursor.Parse(text) is not null));
        if (read.Refusal is { } why) return why.Problem();
        var page = await events.PageAsync(filter, cursor, limit, request.RequestAborted);
        return Results.Ok(new Page<EventItem>([.. page.Items.Select(row => new EventItem(row))], page.Next));
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] EventNumber number, HttpContext request, IEventQueries events) => EventAnswer.ReadAsync(request, events, number);

    private static async Task<IResult> TimelineAsync([FromRoute(Name = "number")] EventNumber number, IEventQueries events, CancellationToken stopping) =>
        await events.ViewAsync(number, stopping) is { } view
            ? Results.Ok(new Page<TimelineItem>([.. view.Timeline.Select(TimelineItem.Of)], null))
            : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> ExportAsync([AsParameters] EventListParameters asked, HttpContext request, IEventQueries events, TimeProvider clock)
    {
        var read = new QueryReader();
        var filter = asked.Read(read, request.Actor().Person);
        if (read.Refusal is { } why) return why.Problem();
        await EventCsv.WriteAsync(request, filter, events, clock);
        return Results.Empty;
    }
}
