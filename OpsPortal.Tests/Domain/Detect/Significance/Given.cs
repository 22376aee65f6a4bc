using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Detect.Significance;

/// <summary>Signals and rules for tests.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Signal Record(string text, string host = "web-1", string severity = "info", DateTimeOffset? at = null) =>
        new("syslog", LabelSet.From(("host", host), ("severity", severity)), LabelSet.Empty, at ?? Noon, at ?? Noon, EndIsAssumed: true, "") { Kind = SignalKind.Record, Text = text };

    public static Signal Alert(string name, string severity = "critical") =>
        new("alertmanager", LabelSet.From(("alertname", name), ("severity", severity)), LabelSet.Empty, Noon, Noon.AddMinutes(5), EndIsAssumed: false, "");

    public static SignificanceRule Rule(int position, string name, SignalFilter filter, SignificanceTest? test = null, bool significant = true) =>
        new() { Id = new Guid(position, 0, 0, new byte[8]), Position = position, Name = name, Reason = "a test", Filter = filter, Test = test ?? SignificanceTest.Match, Significant = significant };

    public static SignalFilter Filter(string text = "", string source = "", SignalKind? kind = null, bool pattern = false, params string[] matchers) => Must(SignalFilter.Create(
        source, kind, [.. matchers.Select(matcher => Must(MatcherText.Parse(matcher)))], text, pattern));

    public static SignificanceTest Count(int count, int minutes, params string[] by) => new(TestKind.Count, TimeSpan.FromMinutes(minutes), count, By: by);

    public static T Must<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Done>(outcome).Value;
}
