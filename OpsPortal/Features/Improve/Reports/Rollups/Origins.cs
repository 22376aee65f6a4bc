namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>What made an event of a signal, as sums keep it.</summary>
internal static class Origins
{
    private const string Rule = "rule:", Monitor = "monitor:";

    public static string OfRule(Guid rule) => Rule + rule.ToString("N");

    public static string OfMonitor(string monitor) => Monitor + (monitor.Length > EventSum.MaxOriginLength - Monitor.Length ? monitor[..(EventSum.MaxOriginLength - Monitor.Length)] : monitor);

    /// <summary>Null: it is no rule.</summary>
    public static Guid? RuleOf(string origin) => origin.StartsWith(Rule, StringComparison.Ordinal) && Guid.TryParseExact(origin[Rule.Length..], "N", out var rule) ? rule : null;

    /// <summary>As <c>MON-7</c>; null: it is no monitor.</summary>
    public static string? MonitorOf(string origin) => origin.StartsWith(Monitor, StringComparison.Ordinal) ? origin[Monitor.Length..] : null;
}
