using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>What stands in the address of the monthly review, as text. What is left out has its usual value: the last month that is over, against the month before.</summary>
/// <param name="Month">As <c>2026-10</c>.</param>
/// <param name="Zone">As <c>Europe/Berlin</c>.</param>
/// <param name="Team">The id of a team.</param>
/// <param name="Compare"><c>month</c>, <c>year</c> or <c>none</c>.</param>
public sealed record AskedReview(string? Month, string? Zone, string? Service, string? Team, string? Compare)
{
    /// <summary>Reads it. Refused for what is no month, for one that has not begun, and as a report is.</summary>
    /// <param name="zone">Where nobody names one; one that nobody knows is UTC.</param>
    public Outcome<ReportQuestion> Read(DateTimeOffset now, string zone)
    {
        var asked = string.IsNullOrWhiteSpace(Zone) ? zone : Zone.Trim();
        var known = Zones.Knows(asked) ? asked : Zones.Utc;
        var month = ReportMonth.LastWhole(now, known);
        if (!string.IsNullOrWhiteSpace(Month) && !ReportMonth.TryParse(Month, out month)) return new Refusal("report.invalid-month", "Write the month as 2026-10.");
        if (month.In(known, now) is not Outcome<ReportPeriod>.Done(var period)) return month.In(known, now).Refusal!;
        if (string.Equals(Compare?.Trim(), nameof(Comparison.Before), StringComparison.OrdinalIgnoreCase)) return new Refusal("report.invalid-comparison", "Compare with month, year or none.");
        return new AskedReport(Day(period.From), Day(period.To), Zone, Service, Team, string.IsNullOrWhiteSpace(Compare) ? nameof(Comparison.Month) : Compare.Trim()).Read(now, zone);
    }

    /// <summary>A question as the review's address has it, without the question mark.</summary>
    public static string Query(ReportQuestion question)
    {
        var parts = new List<string> { $"month={ReportMonth.Of(question.Period.From)}", $"zone={Uri.EscapeDataString(question.Period.Zone)}" };
        if (question.Service.Length > 0) parts.Add($"service={Uri.EscapeDataString(question.Service)}");
        if (question.Team is { } team) parts.Add($"team={team.Value}");
        if (question.Comparison != Comparison.Month) parts.Add($"compare={question.Comparison.ToString().ToLowerInvariant()}");
        return string.Join('&', parts);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
