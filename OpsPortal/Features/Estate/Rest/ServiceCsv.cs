using System.Globalization;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Pages;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Ui;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>Exactly the services that a list shows, as CSV in UTF-8: the same query as the page's.</summary>
internal static class ServiceCsv
{
    private static readonly string[] Heads =
        ["key", "name", "team", "person", "criticality", "usersAffected", "health", "openEvents", "environments", "components", "dependencies", "dependants"];

    public static string Href(ListQuery query) => query.ToString() is { Length: > 0 } text ? $"/api/v1/services.csv?{text}" : "/api/v1/services.csv";

    public static Task ExportAsync(HttpContext request, ServiceQueries services, TimeProvider clock)
    {
        var filter = ServiceListing.Filter(ListQuery.Parse(request.Request.QueryString.Value ?? "", ServiceListing.Facets([])));
        return CsvAnswer.WriteAsync(request, "services", clock.GetUtcNow(), Heads, (cursor, most, stopping) => services.PageAsync(filter, cursor, most, stopping), Fields);
    }

    private static string[] Fields(ServiceRow row)
    {
        var facts = row.Entry.Facts;
        return
        [
            row.Key.Value, facts.Name, row.Entry.TeamName, row.Entry.PersonName, EstateWords.Of(facts.Criticality), Number(facts.UsersAffected), row.Health.Level.ToString(), Number(row.Health.Open),
            string.Join("; ", facts.Environments.Select(e => e.Name)), string.Join("; ", facts.Components.Select(c => c.Name)), string.Join("; ", facts.Dependencies.Select(d => d.To)), Number(row.Dependants),
        ];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
