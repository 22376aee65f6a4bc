using System.Globalization;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Events.Pages;

/// <summary>Exactly the events that a list shows, as CSV in UTF-8: the same address with another path.</summary>
internal static class EventCsv
{
    public const string Path = "/events/export.csv";

    private static readonly string[] Heads =
        ["number", "priority", "type", "title", "state", "standing", "condition", "owner", "source", "count", "firstSeenAt", "lastSeenAt", "snoozedUntil", "lead", "labels"];

    public static string Href(ListQuery query) => query.ToString() is { Length: > 0 } text ? $"{Path}?{text}" : Path;

    public static void MapEventCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ExportAsync).WithName("ExportEvents").RequireAuthorization(Permissions.EventsRead).ExcludeFromDescription();

    /// <summary>Answers with everything the filter finds, however much that is.</summary>
    public static Task WriteAsync(HttpContext request, EventFilter filter, IEventQueries events, TimeProvider clock) =>
        CsvAnswer.WriteAsync(request, "events", clock.GetUtcNow(), Heads, (cursor, most, stopping) => events.PageAsync(filter, cursor, most, stopping), Fields);

    private static Task ExportAsync(HttpContext request, IEventQueries events, TimeProvider clock)
    {
        var query = ListQuery.Parse(request.Request.QueryString.Value ?? "", EventListing.Facets);
        return WriteAsync(request, EventListing.Filter(query, request.Actor().Person), events, clock);
    }

    private static string[] Fields(EventRow row) =>
    [
        row.Number.ToString(), row.Priority.ToString(), row.Type.ToString(), row.Title, row.State.ToString(), row.Standing.ToString(), row.Condition.ToString(), row.Owner,
        row.Source, row.Count.ToString(CultureInfo.InvariantCulture), CsvAnswer.Instant(row.FirstSeenAt), CsvAnswer.Instant(row.LastSeenAt), row.SnoozedUntil is { } until ? CsvAnswer.Instant(until) : "", row.Lead?.ToString() ?? "", row.Labels.ToString(),
    ];
}
