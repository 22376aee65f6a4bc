using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Rollups;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>Tables and charts that several reports about events have.</summary>
internal static class EventTables
{
    /// <summary>Service, team, source and rule, each with its own columns behind the name.</summary>
    public static IReadOnlyList<ReportTable> ByEach(EventPicture picture, IReadOnlyList<TableColumn> columns, Func<EventTally, IReadOnlyList<Cell>> cells)
    {
        return
        [
            By("by-service", "By service", "Service", key => key.Service, key => Cell.Of(picture.Names.Service(key), picture.Names.Href(key))),
            By("by-team", "By team", "Team", key => picture.Names.TeamOf(key.Service), key => Cell.Of(key)),
            By("by-source", "By source", "Source", key => key.Source, key => Cell.Of(key, $"/sources/{Uri.EscapeDataString(key)}")),
            By("by-rule", "By rule or monitor", "Rule or monitor", key => key.Origin, key => Cell.Of(picture.OriginName(key), EventPicture.OriginHref(key))),
        ];

        ReportTable By(string key, string title, string head, Func<SumKey, string> by, Func<string, Cell> name) =>
            new(key, title, [new(head, null), .. columns], [.. picture.By(by).Select(row => (IReadOnlyList<Cell>)[name(row.Key), .. cells(row.Tally)])]);
    }

    /// <summary>The same by something else of theirs.</summary>
    public static ReportTable Of(EventPicture picture, string key, string title, string head, Func<SumKey, string> by, IReadOnlyList<TableColumn> columns, Func<EventTally, IReadOnlyList<Cell>> cells) =>
        new(key, title, [new(head, null), .. columns], [.. picture.By(by).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (IReadOnlyList<Cell>)[Cell.Of(row.Key), .. cells(row.Tally)])]);

    public static ReportChart Chart(EventPicture picture, ReportPeriod period, string key, string title, string said, Unit unit, params (string Name, Func<EventTally, double?> Value)[] series) => new(
        key, title, said, unit, ChartLabels.Title(period), [.. picture.Series.Select(one => ChartLabels.Of(one.Stretch, period))], [.. series.Select(line => new ChartSeries(line.Name, [.. picture.Series.Select(one => line.Value(one.Tally))]))]);
}
