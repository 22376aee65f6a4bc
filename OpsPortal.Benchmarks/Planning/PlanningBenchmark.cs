using System.Diagnostics;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Benchmarks.Planning;

/// <summary>What it costs to hold one change against all that a large organisation has planned, and to find room for it.</summary>
internal sealed class PlanningBenchmark(Scale scale)
{
    private const int Services = 5000, Dependencies = 4, Scheduled = 5000, Windows = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly PeakHours[] Peaks = [.. ((string[])["Mon-Fri 08:00-18:00 Europe/Berlin", "daily 17:00-22:00 America/New_York", "Sat,Sun 10:00-02:00 Asia/Kathmandu"]).Select(Peak)];

    public void Run(Report report)
    {
        report.Say($"{Written.Number(Scheduled)} changes and {Written.Number(Windows)} maintenance windows on {Written.Number(Services)} services with {Written.Number(Services * Dependencies)} dependencies.");
        var graph = ServiceGraph.Build(Enumerable.Range(0, Services).Select(Key), Enumerable.Range(0, Services).SelectMany(at => Enumerable.Range(1, Dependencies).Select(step => at - (step * step)).Where(needed => needed >= 0).Select(needed => (Key(at), Key(needed)))));
        var ground = new ClashGround(graph, [.. Enumerable.Range(1, Scheduled).Select(Change), .. Enumerable.Range(1, Windows).Select(Window)])
        {
            PeakHours = service => [Peaks[service.Value[^1] % Peaks.Length]],
            Incidents = [.. Enumerable.Range(1, 50).Select(at => new OpenIncident($"INC-{at}", "Slow", "P2", Key(at * 97)))],
        };

        var found = 0;
        var checks = Measure(call => found = Clashes.Find(Plan(call), ground, int.MaxValue).Count);
        report.Add(Finding.Held($"clashes of one change with {Written.Number(Scheduled)} others ({Written.Number(found)} found), p95", "≤ 50 ms", Written.Milliseconds(checks), checks <= Limit));
        var slots = Measure(call => NextSlot.Find(new(Plan(call), Start, TimeSpan.FromHours(2), "Europe/Berlin"), ground));
        report.Add(Finding.Held("next free slot of one change within 90 days, p95", "≤ 50 ms", Written.Milliseconds(slots), slots <= Limit));
        var told = Measure(call => NextSlot.Find(new(Plan(call), Start, TimeSpan.FromHours(2), "Europe/Berlin"), ground, explain: true));
        report.Add(Finding.Told("the same with the reasons for each day passed over, p95", Written.Milliseconds(told)));
    }

    private TimeSpan Measure(Action<int> act)
    {
        for (var call = 0; call < 5; call++) act(call);
        var took = new List<TimeSpan>();
        for (var call = 0; call < scale.Calls; call++)
        {
            var started = Stopwatch.GetTimestamp();
            act(call);
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        return Percentile.Of(took, 0.95);
    }

    private static PlannedWork Plan(int call) => Change(1 + (call * 37 % Scheduled)) with { OnlyApprover = new("p:7", "Ada") };

    /// <summary>Of one to five services, at any hour of ninety days, some of them for days.</summary>
    private static PlannedWork Change(int at)
    {
        List<ServiceKey> services = [.. Enumerable.Range(0, 1 + (at % 5)).Select(other => Key((at * 131 + other * 17) % Services))];
        var start = Start.AddHours(at * 7919 % (90 * 24));
        return new(Clashes.ChangeWork, $"CHG-{at}", $"Change {at}", services, at % 3 == 0 ? "staging" : "production", start, start.AddHours(at % 50 == 0 ? 72 : 1 + (at % 4)))
        {
            Components = [.. services.Select(service => $"{service}/api")],
            Executor = new($"p:{at % 40}", $"Person {at % 40}"),
        };
    }

    private static PlannedWork Window(int at)
    {
        var start = Start.AddDays(at % 90).AddHours(22);
        return new(Clashes.MaintenanceWork, $"MW-{at}", $"Window {at}", [Key(at * 10 % Services)], "", start, start.AddHours(6));
    }

    private static ServiceKey Key(int at) => new($"service-{at:0000}");

    private static PeakHours Peak(string text) => PeakHours.Read(text) is Outcome<PeakHours>.Done(var hours) ? hours : throw new InvalidOperationException(text);
}
