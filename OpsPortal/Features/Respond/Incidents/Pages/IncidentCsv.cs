using System.Globalization;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>Exactly the incidents that a list shows, as CSV: the same address with another path.</summary>
internal static class IncidentCsv
{
    public const string Path = "/incidents/export.csv";

    private static readonly string[] Heads =
        ["number", "priority", "major", "title", "service", "state", "owner", "events", "openedAt", "changedAt", "escalations", "response", "responseMinutes", "resolution", "resolutionMinutes"];

    public static string Href(ListQuery query) => query.ToString() is { Length: > 0 } text ? $"{Path}?{text}" : Path;

    public static void MapIncidentCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ExportAsync).WithName("ExportIncidents").RequireAuthorization(Permissions.IncidentsRead).ExcludeFromDescription();

    private static Task ExportAsync(HttpContext request, IIncidentQueries incidents, TimeProvider clock)
    {
        var filter = IncidentListing.Filter(ListQuery.Parse(request.Request.QueryString.Value ?? "", IncidentListing.Facets), request.Actor().Person);
        return CsvAnswer.WriteAsync(request, "incidents", clock.GetUtcNow(), Heads, (cursor, most, stopping) => incidents.PageAsync(filter, cursor, most, stopping), Fields);
    }

    private static string[] Fields(IncidentRow row) =>
    [
        row.Number.ToString(), row.Priority.ToString(), row.IsMajor ? "yes" : "no", row.Title, row.Service, row.State.ToString(), row.OwnerName, Number(row.Events), CsvAnswer.Instant(row.OpenedAt), CsvAnswer.Instant(row.ChangedAt),
        Number(row.EscalationLevel), row.Response.State.ToString(), Number(row.Response.Used.TotalMinutes), row.Resolution.State.ToString(), Number(row.Resolution.Used.TotalMinutes),
    ];

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
