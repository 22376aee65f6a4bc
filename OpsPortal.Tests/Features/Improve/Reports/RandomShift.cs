using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Storage;

namespace OpsPortal.Tests.Features.Improve.Reports;

/// <summary>Events that come, repeat, are worked or left alone, end and return, by chance but the same for a seed.</summary>
internal sealed class RandomShift(ReportBench bench, int seed)
{
    public static readonly string[] Services = ["checkout", "search", "mail", ""];

    private static readonly Guid[] Rules = [new("00000000-0000-0000-0000-000000000001"), new("00000000-0000-0000-0000-000000000002")];

    private readonly Random _random = new(seed);
    private long _next = 1;

    /// <summary>Some events more, and something done to some of all.</summary>
    public async Task GoOnAsync(int raised, int acts)
    {
        await using (var raising = bench.Open())
        {
            for (var i = 0; i < raised; i++) Raise(raising, bench.Now.AddSeconds(-_random.Next(0, 3 * 3600)));
            await raising.SaveChangesAsync(ReportBench.Stopping);
        }

        await using var db = bench.Open();
        var all = await db.Events.ToListAsync(ReportBench.Stopping);
        for (var i = 0; i < acts; i++) Act(all[_random.Next(all.Count)]);
        foreach (var one in all.Where(one => one.NewEntries.Count > 0)) db.EventEntries.AddRange(one.NewEntries);
        await db.SaveChangesAsync(ReportBench.Stopping);

        // As the path of signals and the screen write them: past the timeline and the version.
        foreach (var one in all.Where(_ => _random.Next(3) == 0))
        {
            var (number, more, now) = (one.Number, _random.Next(1, 9), bench.Now);
            await db.Events.Where(e => e.Number == number && e.Condition == Condition.Firing).ExecuteUpdateAsync(set => set.SetProperty(e => e.Count, e => e.Count + more).SetProperty(e => e.LastSeenAt, now), ReportBench.Stopping);
            if (_random.Next(2) == 0) await db.Events.Where(e => e.Number == number && e.ShownAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.ShownAt, now), ReportBench.Stopping);
        }
    }

    private void Raise(OpsDb db, DateTimeOffset at)
    {
        var source = _random.Next(4) == 0 ? MonitorSignals.Source : "alertmanager";
        var labels = source == MonitorSignals.Source ? LabelSet.From(("alertname", $"A{_next}"), ("monitor", $"MON-{_random.Next(1, 3)}")) : LabelSet.From(("alertname", $"A{_next}"));
        var signal = new Signal(source, labels, LabelSet.Empty, at.AddSeconds(_random.Next(-600, 20)), at.AddHours(1), false, "");
        var raised = Event.Raise(new(_next++), signal, "Something", (EventType)_random.Next(3), (Priority)_random.Next(1, 6), _random.Next(6) == 0 ? Guid.CreateVersion7(at) : null, at);
        (raised.Service, raised.Rule) = (Services[_random.Next(Services.Length)], _random.Next(3) == 0 ? null : Rules[_random.Next(Rules.Length)]);
        db.Add(raised);
        db.EventEntries.AddRange(raised.NewEntries);
    }

    private void Act(Event one)
    {
        var (by, now) = (ReportBench.Admin, bench.Now);
        switch (_random.Next(12))
        {
            case 0 or 1: one.Acknowledge(by, now); break;
            case 2: one.Comment("Looked at it", by, now); break;
            case 3: one.Escalate("More hands", by, now); break;
            case 4: one.Resolve(_random.Next(2) == 0 ? "" : "Restarted it", by, now); break;
            case 5: one.Close("Done", "Learned", by, now); break;
            case 6 or 7: one.Clear(now, "resolved by source", now); break;
            case 8: one.Refire(new("alertmanager", one.Labels, LabelSet.Empty, now, now.AddHours(1), false, ""), now); break;
            case 9: one.Judge((Usefulness?)(_random.Next(3) - 1) is { } mark && Enum.IsDefined(mark) ? mark : null, by, now); break;
            case 10: one.Suppress(_random.Next(2) == 0 ? Guid.CreateVersion7(now) : null, now); break;
            default: one.Reopen("Again", by, now); break;
        }
    }
}
