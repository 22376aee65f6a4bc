using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>With what a period is compared.</summary>
public enum Comparison
{
    /// <summary>As many days directly before.</summary>
    Before,

    /// <summary>The same days a year earlier.</summary>
    Year,

    None,

    /// <summary>The same days a month earlier; of a calendar month the one before, however long it was.</summary>
    Month,
}

/// <summary>What a report is asked.</summary>
/// <param name="Service">The key of a service, also of one that is in the catalogue no more; empty: all.</param>
/// <param name="Team">Services that this team owns now; null: all.</param>
public sealed record ReportQuestion(ReportPeriod Period, Comparison Comparison, string Service, TeamId? Team)
{
    public ReportPeriod? Compared => Comparison switch { Comparison.Before => Period.Before, Comparison.Month => Period.MonthBefore, Comparison.Year => Period.YearBefore, _ => null };

    /// <summary>As in the address, without the question mark.</summary>
    public override string ToString() => string.Join('&', Parts());

    private IEnumerable<string> Parts()
    {
        yield return $"from={Period.From:yyyy-MM-dd}";
        yield return $"to={Period.To:yyyy-MM-dd}";
        yield return $"zone={Uri.EscapeDataString(Period.Zone)}";
        if (Service.Length > 0) yield return $"service={Uri.EscapeDataString(Service)}";
        if (Team is { } team) yield return $"team={team.Value}";
        if (Comparison != Comparison.Before) yield return $"compare={Comparison.ToString().ToLowerInvariant()}";
    }
}
