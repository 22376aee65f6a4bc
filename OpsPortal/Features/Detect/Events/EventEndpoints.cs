using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Events;

/// <summary>Events over REST.</summary>
internal static partial class EventEndpoints
{
    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapApiGroup("events", "Events").RequireAuthorization(Permissions.EventsRead);
        reading.MapGet("", ListAsync).WithName("ListEvents").WithSummary("Lists events, worst and newest first");
        reading.MapGet("/{number}", GetAsync).WithName("GetEvent").WithSummary("One event").ProducesProblem(StatusCodes.Status404NotFound);
        reading.MapGet("/{number}/timeline", TimelineAsync).WithName("GetEventTimeline").WithSummary("What happened to an event, oldest first").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapApiGroup("events.csv", "Events").RequireAuthorization(Permissions.EventsRead)
            .MapGet("", ExportAsync).WithName("ExportEventsCsv").WithSummary("Exactly the events that the filter finds, all of them, as CSV").Produces<string>(contentType: "text/csv");
        MapActs(routes.MapApiGroup("events/{number}", "Events").RequireAuthorization(Permissions.EventsWork));
        return routes;
    }

    private static async Task<Results<Ok<Page<EventResource>>, ProblemHttpResult>> ListAsync(
        [AsParameters] EventListParameters _, HttpContext request, IEventQueries events, CancellationToken stopping)
    {
        var parameters = new Parameters(request.Request.Query).Only([.. EventListParameters.Filters, "limit", "cursor"]);
        var (filter, limit, cursor) = (EventListParameters.Filter(parameters, request.Actor()), parameters.Limit(), parameters.Text("cursor"));
        if (cursor.Length > 0 && EventCursor.Parse(cursor) is null) parameters.Refuse("cursor", cursor, ["what 'next' of the page before said"]);
        if (parameters.Wrong is { } wrong) return wrong.ToProblem(StatusCodes.Status400BadRequest);
        var page = await events.PageAsync(filter, cursor.Length > 0 ? cursor : null, limit, stopping);
        return TypedResults.Ok(new Page<EventResource>([.. page.Items.Select(EventResource.Of)], page.Next));
    }

    private static async Task<Results<Ok<EventDetails>, ProblemHttpResult>> GetAsync(EventNumber number, HttpContext request, IEventQueries events, CancellationToken stopping) =>
        await events.ViewAsync(number, stopping) is { } view ? Tagged(request, view) : Refusals.NotFound(number.ToString()).ToProblem();

    private static async Task<Results<Ok<Page<TimelineEntry>>, ProblemHttpResult>> TimelineAsync(EventNumber number, IEventQueries events, CancellationToken stopping) =>
        await events.ViewAsync(number, stopping) is { } view
            ? TypedResults.Ok(new Page<TimelineEntry>([.. view.Timeline.Select(TimelineEntry.Of)], null))
            : Refusals.NotFound(number.ToString()).ToProblem();

    private static async Task<IResult> ExportAsync([AsParameters] EventFilterParameters _, HttpContext request, IEventQueries events, TimeProvider clock)
    {
        var parameters = new Parameters(request.Request.Query).Only(EventListParameters.Filters);
        var filter = EventListParameters.Filter(parameters, request.Actor());
        if (parameters.Wrong is { } wrong) return wrong.ToProblem(StatusCodes.Status400BadRequest);
        await EventCsv.WriteAsync(request, filter, events, clock);
        return TypedResults.Empty;
    }

    /// <summary>The version travels as an entity tag, so that a later act can be made conditional on it.</summary>
    private static Ok<EventDetails> Tagged(HttpContext request, EventView view)
    {
        request.Response.Headers.ETag = FormattableString.Invariant($"\"{view.Row.Version}\"");
        return TypedResults.Ok(EventDetails.Of(view));
    }
}

/// <summary>How a list of events is narrowed, as the description of the API shows it.</summary>
internal record EventFilterParameters(
    [property: Description("Words, each the beginning of a word in the title or the labels; all must occur. EVT-7 finds that event.")] string? Q,
    [property: Description("open (default), active, snoozed, suppressed, resolved, closed, all; or a state of the lifecycle. Several parted by commas.")] string? State,
    [property: Description("p1 to p5, several parted by commas.")] string? Priority,
    [property: Description("informational, warning, exception, several parted by commas.")] string? Type,
    [property: Description("me, none, or the id of a person.")] string? Owner,
    [property: Description("The intake it came through, as alertmanager.")] string? Source,
    [property: Description("priority (default), newest, oldest, lastSeen.")] string? Order);

/// <summary>The same, with paging.</summary>
internal sealed record EventListParameters(
    string? Q, string? State, string? Priority, string? Type, string? Owner, string? Source, string? Order,
    [property: Description("How many at most: 1 to 500, 50 unless told."), DefaultValue(Parameters.DefaultLimit)] string? Limit,
    [property: Description("What next of the page before said.")] string? Cursor) : EventFilterParameters(Q, State, Priority, Type, Owner, Source, Order)
{
    public static readonly string[] Filters = ["q", "state", "priority", "type", "owner", "source", "order"];

    private static readonly Standing[] Open = [Standing.Active, Standing.Snoozed, Standing.Suppressed];

    /// <summary>The filter the query asks for; what is wrong with it is in <see cref="Parameters.Wrong"/>.</summary>
    public static EventFilter Filter(Parameters query, Actor by)
    {
        var (standings, states) = States(query);
        var owner = query.Text("owner");
        var person = owner == "me" ? by.Person : Guid.TryParse(owner, out var id) ? new PersonId(id) : (PersonId?)null;
        if (owner.Length > 0 && owner != "none" && person is null) query.Refuse("owner", owner, [by.Person is null ? "none" : "me, none", "the id of a person"]);
        return new()
        {
            Text = query.Text("q"),
            Standings = standings,
            States = states,
            Priorities = query.Values<Priority>("priority"),
            Types = query.Values<EventType>("type"),
            Owner = person,
            Unowned = owner == "none",
            Source = query.Text("source"),
            Order = query.Text("order") is { Length: > 0 } order ? query.One<EventOrder>("order", order) ?? EventOrder.Priority : EventOrder.Priority,
        };
    }

    /// <summary>One parameter for both: where events are found, and where they stand in their handling.</summary>
    private static (IReadOnlyList<Standing> Standings, IReadOnlyList<EventState> States) States(Parameters query)
    {
        var (standings, states) = (new HashSet<Standing>(), new HashSet<EventState>());
        var asked = query.Values("state");
        foreach (var word in asked)
        {
            if (word.Equals("all", StringComparison.OrdinalIgnoreCase)) standings.UnionWith(Enum.GetValues<Standing>());
            else if (word.Equals("open", StringComparison.OrdinalIgnoreCase)) standings.UnionWith(Open);
            else if (Is<Standing>(word) is { } standing) standings.Add(standing);
            else if (Is<EventState>(word) is { } state) states.Add(state);
            else query.Refuse("state", word, ["open", "all", .. Parameters.Names<Standing>().Union(Parameters.Names<EventState>(), StringComparer.Ordinal)]);
        }

        return asked.Count == 0 ? (Open, []) : ([.. standings], [.. states]);
    }

    private static T? Is<T>(string word) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;
}
