using OpsPortal.Benchmarks.Load;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Benchmarks.Queue;

/// <summary>
/// The events of a busy organisation over a year, worked as people work them: a tenth is open, most of those recent; of 500 alerts on
/// 5 000 hosts, few are grave. The same numbers give the same events.
/// </summary>
internal sealed class ManyEvents(int count, long first, DateTimeOffset now)
{
    /// <summary>A word that occurs in five events.</summary>
    public const string RareWord = "zanzibar";

    private static readonly string[] Sources = ["alertmanager", "alertmanager", "alertmanager", "alertmanager", "alertmanager", "alertmanager", "alertmanager", "otlp", "syslog", "pagerduty"];
    private static readonly string[] Severities = ["critical", "error", "error", "warning", "warning", "warning", "warning", "low", "info", "info"];

    private readonly Random _random = new(1);
    private readonly Guid _silence = Guid.CreateVersion7(now);

    /// <summary>The people who work the events; some have much on their hands, some little.</summary>
    public IReadOnlyList<Actor> People { get; } =
        [.. Enumerable.Range(1, 40).Select(number => new Actor(new PersonId(new Guid(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8])), $"Person {number:00}", "", Permissions.All, ""))];

    public IEnumerable<Event> All() => Enumerable.Range(0, count).Select(Make);

    private Event Make(int index)
    {
        var at = now - TimeSpan.FromDays(365) * (1 - (index + 1.0) / count);
        var raised = Raise(index, at);
        var recent = index > count * 0.95;
        var isOpen = _random.NextDouble() < (recent ? 0.95 : 0.055);
        if (isOpen) Work(raised, at);
        else End(raised, at);
        (raised.Count, raised.LastSeenAt) = (1 + _random.Next(300), isOpen ? now - TimeSpan.FromSeconds(_random.Next(86_400)) : at + TimeSpan.FromHours(1));
        return raised;
    }

    private Event Raise(int index, DateTimeOffset at)
    {
        var (name, host) = (AlertShape.Name(_random.Next(AlertShape.Names)), $"host-{_random.Next(5_000):0000}");
        var severity = Severities[_random.Next(Severities.Length)];
        if (severity == "critical" && _random.Next(3) > 0) severity = "info";
        var rare = index % (count / 5) == 17 ? RareWord : "none";
        var signal = new Signal(
            Sources[_random.Next(Sources.Length)],
            LabelSet.From(("alertname", name), ("cluster", $"eu-{index % 3}"), ("instance", $"{host}.example.org:9100"), ("job", "node"), ("severity", severity), ("site", rare)),
            LabelSet.From(("summary", $"{name} on {host}"), ("description", $"{name} on {host} for more than 5 minutes; see the runbook of its team.")),
            at,
            now + TimeSpan.FromDays(30),
            EndIsAssumed: false,
            "http://prometheus.example.org:9090/graph?g0.tab=1");
        return Event.Raise(new(first + index), signal, $"{name} on {host}", Severity.Type(severity), Severity.Priority(severity), null, at);
    }

    private void Work(Event open, DateTimeOffset at)
    {
        var by = People[(int)(People.Count * _random.NextDouble() * _random.NextDouble())];
        var share = _random.NextDouble();
        if (share < 0.40) Must(open.Acknowledge(by, at.AddMinutes(3)));
        if (share < 0.10) Must(open.Escalate("Needs the database team.", by, at.AddMinutes(9)));
        var place = _random.NextDouble();
        if (place < 0.08) Must(open.Snooze(now.AddDays(1), by, now.AddMinutes(-5)));
        else if (place < 0.20) open.Suppress(_silence, at.AddMinutes(1));
    }

    private void End(Event over, DateTimeOffset at)
    {
        var by = People[_random.Next(People.Count)];
        if (_random.Next(2) == 0) Must(over.Acknowledge(by, at.AddMinutes(3)));
        over.Clear(at.AddHours(1), "resolved by source", at.AddHours(1));

        // What needs no lesson the portal itself has closed a day later.
        var closesItself = over.Priority >= Priority.P3 && at < now.AddHours(-25);
        if (_random.Next(10) < 8 || closesItself) Must(over.Close("Nothing left to do.", "Watch the trend.", by, at.AddDays(1)));
    }

    private static void Must(Outcome<Event> outcome)
    {
        if (outcome is Outcome<Event>.Refused(var why)) throw new InvalidOperationException(why.Message);
    }
}
