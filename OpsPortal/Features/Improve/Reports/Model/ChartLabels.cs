using System.Globalization;
using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Model;

/// <summary>What the parts of a period are called.</summary>
internal static class ChartLabels
{
    public static string Title(ReportPeriod period) => period.StretchName switch { "day" => "Day", "week" => "Week from", _ => "Month" };

    public static string Of(Stretch stretch, ReportPeriod period) => stretch.First.ToString(
        period.StretchName == "month" ? "MMM yyyy" : period.From.Year == period.To.Year ? "d MMM" : "d MMM yy", CultureInfo.InvariantCulture);

    /// <summary>A chart of anything that has an instant.</summary>
    public static ReportChart Chart<T>(ReportPeriod period, string key, string title, string said, Unit unit, IReadOnlyCollection<T> all, Func<T, DateTimeOffset> at, params (string Name, Func<IReadOnlyList<T>, double?> Value)[] series)
    {
        var stretches = period.Stretches();
        var parts = stretches.Select(stretch => (IReadOnlyList<T>)[.. all.Where(one => at(one) >= stretch.Start && at(one) < stretch.End)]).ToList();
        return new(key, title, said, unit, Title(period), [.. stretches.Select(stretch => Of(stretch, period))], [.. series.Select(line => new ChartSeries(line.Name, [.. parts.Select(line.Value)]))]);
    }
}
