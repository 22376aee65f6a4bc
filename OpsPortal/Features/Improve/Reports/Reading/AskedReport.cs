using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>What stands in an address of a report, as text. What is left out has its usual value.</summary>
/// <param name="From">The first local day, as <c>2026-03-01</c>.</param>
/// <param name="To">The last local day.</param>
/// <param name="Zone">As <c>Europe/Berlin</c>.</param>
/// <param name="Team">The id of a team.</param>
/// <param name="Compare"><c>before</c>, <c>month</c>, <c>year</c> or <c>none</c>.</param>
public sealed record AskedReport(string? From, string? To, string? Zone, string? Service, string? Team, string? Compare)
{
    /// <summary>How many days are shown where nobody says.</summary>
    public const int UsualDays = 30;

    /// <summary>Reads it. Refused for anything that is no day, zone, team or comparison, and for a period that cannot be.</summary>
    /// <param name="zone">Where nobody names one; one that nobody knows is UTC.</param>
    public Outcome<ReportQuestion> Read(DateTimeOffset now, string zone)
    {
        var asked = string.IsNullOrWhiteSpace(Zone) ? (Zones.Knows(zone) ? zone : Zones.Utc) : Zone.Trim();
        if (!Zones.Knows(asked)) return new Refusal("report.invalid-zone", $"There is no time zone {OneLine.Of(asked, Zones.MaxLength)}. Name one as Europe/Berlin.");
        var today = ReportPeriod.DayOf(now, asked);
        if (!IsDay(To, today, out var to) || !IsDay(From, to.AddDays(1 - UsualDays), out var from)) return new Refusal("report.invalid-day", "Write days as 2026-03-01.");
        if (ReportPeriod.Of(from, to, asked) is not Outcome<ReportPeriod>.Done(var period)) return ReportPeriod.Of(from, to, asked).Refusal ?? new Refusal("report.invalid-period", "There is no such period.");
        var service = Service?.Trim() ?? "";
        if (service.Length > Event.MaxServiceLength) return new Refusal("report.invalid-service", "There is no service with so long a key.");
        TeamId? team = null;
        if (!string.IsNullOrWhiteSpace(Team))
        {
            if (!Guid.TryParse(Team, out var id)) return new Refusal("report.invalid-team", "A team is named by its id.");
            team = new(id);
        }

        var comparison = Comparison.Before;
        if (!string.IsNullOrWhiteSpace(Compare) && (!Enum.TryParse(Compare, ignoreCase: true, out comparison) || !Enum.IsDefined(comparison) || char.IsAsciiDigit(Compare[0])))
            return new Refusal("report.invalid-comparison", "Compare with before, month, year or none.");
        return new ReportQuestion(period, comparison, service, team);
    }

    private static bool IsDay(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return string.IsNullOrWhiteSpace(text) || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
