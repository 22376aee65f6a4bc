using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Queries;

namespace OpsPortal.Features.Detect.Monitors.Rest;

/// <summary>A monitor in a list.</summary>
/// <param name="State">Null while it is disabled.</param>
/// <param name="Value">Of the worst series; null where there is none.</param>
internal sealed record MonitorItem(
    string Number, string Name, MonitorKind Kind, string Service, string Target, bool Enabled, Phase? State, MonitorSeverity? Severity, double? Value, DateTimeOffset? Since,
    DateTimeOffset? RanAt, DateTimeOffset? DueAt, int Series, int Firing, string Said, int Version)
{
    public static MonitorItem Of(MonitorRow row) => new(row.Number.ToString(), row.Name, row.Kind, row.Service, row.Target, row.Enabled, row.Phase, row.Severity, row.Value, row.Since,
        row.RanAt, row.DueAt, row.Series, row.Firing, row.Said, row.Version);
}

/// <summary>A monitor in full.</summary>
/// <param name="History">Changes of state, newest first.</param>
internal sealed record MonitorDetail(MonitorItem Monitor, MonitorDraft Draft, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, IReadOnlyList<TurnItem> History)
{
    public static MonitorDetail Of(MonitorView view) => new(MonitorItem.Of(view.Row), view.Draft, view.CreatedAt, view.ChangedAt, view.ChangedBy,
        [.. view.Turns.Select(turn => new TurnItem(turn.At, turn.Series, turn.From, turn.To, turn.Severity, turn.Value))]);
}

/// <summary>One change of state of one series.</summary>
internal sealed record TurnItem(DateTimeOffset At, string Series, Phase From, Phase To, MonitorSeverity? Severity, double? Value);

/// <summary>How a draft would have done, and how the setting in force would have.</summary>
/// <param name="Current">Null where the draft looks at something else than the monitor does.</param>
internal sealed record BackTestAnswer(DateTimeOffset From, DateTimeOffset To, long Samples, VerdictItem Draft, VerdictItem? Current, Advice Advice, IReadOnlyList<WorkedItem> Worked)
{
    public static BackTestAnswer Of(BackTestReport report) => new(report.From, report.To, report.Samples, VerdictItem.Of(report.Draft), report.Current is null ? null : VerdictItem.Of(report.Current), report.Advice,
        [.. report.Worked.Select(worked => new WorkedItem(worked.Name, worked.Title, At(worked.From), At(worked.Until)))]);

    internal static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>Something that people worked on.</summary>
internal sealed record WorkedItem(string Number, string Title, DateTimeOffset From, DateTimeOffset Until);

/// <summary>What a threshold would have done.</summary>
/// <param name="Overlapping">Firings that fell together with something people worked on.</param>
/// <param name="FiringsOf">The first 1000 of them, series by series.</param>
internal sealed record VerdictItem(int Firings, TimeSpan Duration, int Overlapping, int WorkedSeen, int Worked, IReadOnlyList<FiringItem> FiringsOf)
{
    private const int Most = 1000;

    public static VerdictItem Of(BackTestVerdict verdict) => new(verdict.Firings, verdict.Duration, verdict.Overlapping, verdict.WorkedSeen, verdict.Worked,
        [.. verdict.Series.SelectMany(series => series.Firings.Select(firing => new FiringItem(series.Series, BackTestAnswer.At(firing.From), BackTestAnswer.At(firing.Until), firing.Severity,
            double.IsFinite(firing.Peak) ? firing.Peak : null, firing.Ended))).Take(Most)]);
}

/// <summary>One time that it would have fired.</summary>
internal sealed record FiringItem(string Series, DateTimeOffset From, DateTimeOffset Until, MonitorSeverity Severity, double? Peak, bool Ended);
