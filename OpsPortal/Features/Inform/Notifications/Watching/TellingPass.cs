using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>Where a look over all tellings has come to.</summary>
internal sealed record PassPlace(EventNumber Event, string Destination);

/// <summary>One look at events and at what was told of them, on one context.</summary>
internal sealed class TellingPass(OpsDb db, RuleView rules, DateTimeOffset now)
{
    /// <summary>Most tellings looked at in one pass.</summary>
    public const int Part = 500;

    private Dictionary<string, DateTimeOffset> _bundles = [];

    /// <summary>The tellings in hand with their events, in a stable order.</summary>
    public List<(Telling Telling, Event Event)> InHand { get; } = [];

    /// <summary>Begins a telling for every place whose rule speaks of a changed event, unless there is one.</summary>
    public async Task BeginAsync(ChangedPart part, CancellationToken stopping)
    {
        if (part.At.Count == 0 || rules.Rules.Count == 0) return;
        var numbers = part.At.Keys.ToArray();
        var begun = new List<(NotificationRule Rule, Event Event)>();
        foreach (var chunk in numbers.Chunk(500))
        {
            var events = await db.Events.AsNoTracking().Where(e => EF.Parameter(chunk).Contains(e.Number)).OrderBy(e => e.Number).ToListAsync(stopping);
            begun.AddRange(from e in events
                           where Telling.Of(e) != Loudness.Over
                           from rule in rules.Rules
                           where part.At[e.Number] >= rule.ActiveFrom && rules.Holds(rule, e)
                           select (rule, e));
        }

        var known = new HashSet<(EventNumber, string)>();
        foreach (var chunk in begun.Select(one => one.Event.Number).Distinct().Chunk(500))
            known.UnionWith((await db.Set<Telling>().AsNoTracking().Where(telling => EF.Parameter(chunk).Contains(telling.Event)).Select(telling => new { telling.Event, telling.Destination }).ToListAsync(stopping)).Select(telling => (telling.Event, telling.Destination)));
        foreach (var (rule, e) in begun)
        {
            foreach (var place in await rules.PlacesAsync(rule, stopping))
            {
                if (!known.Add((e.Number, place.Key))) continue;
                db.Add(new Telling { Event = e.Number, Destination = place.Key, Kind = place.Kind, Shown = place.Shown, SealedTarget = place.SealedTarget, Rule = rule.Number, RuleName = rule.Name });
            }
        }
    }

    /// <summary>Takes in hand what can move: what waits and may be told now, what was told and is over, and what is due.</summary>
    /// <returns>Where to go on; null: that was all.</returns>
    public async Task<PassPlace?> LookAsync(PassPlace after, CancellationToken stopping)
    {
        var keys = await (from telling in db.Set<Telling>()
                          join e in db.Events on telling.Event equals e.Number
                          let over = e.Standing == Standing.Resolved || e.Standing == Standing.Closed || (e.Condition == Condition.Cleared && e.FlapsSince == null)
                          where telling.Event > after.Event || (telling.Event == after.Event && string.Compare(telling.Destination, after.Destination) > 0)
                          where telling.DueAt <= now
                                || (telling.State == TellingState.Waiting && (over || e.Standing == Standing.Active))
                                || (telling.State == TellingState.Told && over)
                                || (telling.State == TellingState.Held && (over || e.Standing != Standing.Active || e.Priority == Priority.P1))
                                || (telling.State == TellingState.Clearing && !over)
                          orderby telling.Event, telling.Destination
                          select new { telling.Event, telling.Destination }).Take(Part).ToListAsync(stopping);
        await FindAsync([.. keys.Select(key => (key.Event, key.Destination))], stopping);
        _bundles = await db.Set<Telling>().AsNoTracking().Where(telling => telling.DueAt > now).GroupBy(telling => telling.Destination)
            .Select(group => new { group.Key, First = group.Min(telling => telling.DueAt) }).ToDictionaryAsync(bundle => bundle.Key, bundle => bundle.First ?? now, stopping);
        foreach (var (telling, e) in InHand)
        {
            var rule = rules.Behind(telling, e);
            var due = Due(rule, telling.Destination, e);
            telling.Look(Telling.Of(e), rule is not null, due, now);
            if (telling.DueAt > now && (!_bundles.TryGetValue(telling.Destination, out var first) || telling.DueAt < first)) _bundles[telling.Destination] = due;
            if (telling.IsDue(now) && rule is not null && rule.Earliest(e.Priority, now) is var earliest && earliest > now) telling.PutOff(earliest, now);
            if (telling.IsDone) db.Remove(telling);
        }

        return keys.Count < Part ? null : new(keys[^1].Event, keys[^1].Destination);
    }

    /// <summary>With what is collected already for the same destination, but never longer than the rule says, and not while it is quiet.</summary>
    private DateTimeOffset Due(NotificationRule? rule, string destination, Event e)
    {
        if (rule is null) return now;
        var full = now + TimeSpan.FromMinutes(rule.BundleMinutes);
        if (_bundles.TryGetValue(destination, out var open) && open < full) full = open;
        return rule.Earliest(e.Priority, full);
    }

    private async Task FindAsync(IReadOnlyList<(EventNumber Event, string Destination)> keys, CancellationToken stopping)
    {
        if (keys.Count == 0) return;
        var numbers = keys.Select(key => key.Event).Distinct().ToArray();
        var events = await db.Events.AsNoTracking().Where(e => EF.Parameter(numbers).Contains(e.Number)).ToDictionaryAsync(e => e.Number, stopping);
        var tellings = (await db.Set<Telling>().Where(telling => EF.Parameter(numbers).Contains(telling.Event)).ToListAsync(stopping)).ToDictionary(telling => (telling.Event, telling.Destination));
        InHand.AddRange(keys.Where(key => tellings.ContainsKey(key) && events.ContainsKey(key.Event)).Select(key => (tellings[key], events[key.Event])));
    }
}
