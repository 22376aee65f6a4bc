using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>An event that may be grouped, and what the database says of its group.</summary>
/// <param name="Lead">Who stands for it; null: nobody.</param>
/// <param name="Members">How many it stands for.</param>
internal sealed record KnownOpen(OpenEvent Event, string Source, EventNumber? Lead, int Members);

/// <summary>
/// The events in the queue and behind its rows, held in memory and brought up to date by what is new: new numbers, and events that
/// something happened to. A queue of many thousands is not read again because one of them was acknowledged.
/// </summary>
internal sealed class OpenEvents
{
    /// <summary>So many are grouped, the latest; older ones stay as they are.</summary>
    public const int Most = 60_000;

    /// <summary>Entries read once more each time: on a database with several writers an earlier one may be committed after a later one.</summary>
    private const int Overlap = 500;

    private const int AtOnce = 2000;

    private readonly Dictionary<EventNumber, KnownOpen> _known = [];

    // The same names and hosts stand in thousands of events.
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private EventNumber _lastNumber;
    private long _lastEntry = -1;

    public IReadOnlyDictionary<EventNumber, KnownOpen> All => _known;

    public IEnumerable<OpenEvent> Events => _known.Values.Select(known => known.Event);

    /// <summary>Reads everything anew next time.</summary>
    public void Doubt() => _lastEntry = -1;

    /// <summary>The same, and holds nothing until then.</summary>
    public void LetGo()
    {
        Doubt();
        _known.Clear();
        _known.TrimExcess();
        _words.Clear();
        _words.TrimExcess();
    }

    /// <summary>Takes over what was written about an event.</summary>
    public void Note(EventNumber number, EventNumber? lead, int members)
    {
        if (_known.TryGetValue(number, out var known)) _known[number] = known with { Lead = lead, Members = members };
    }

    /// <summary>Returns whether anything may be other than before; a mere repeat of signals is nothing.</summary>
    public async Task<bool> FollowAsync(OpsDb db, CancellationToken stopping)
    {
        var lastEntry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0;
        var anew = _lastEntry < 0;
        var changed = anew;
        if (anew)
        {
            _known.Clear();
            _words.Clear();
            _lastNumber = new(0);
        }
        else if (lastEntry != _lastEntry || db is PostgresOpsDb)
        {
            changed = await ReadChangedAsync(db, stopping);
        }

        changed |= await ReadNewAsync(db, stopping);
        _lastEntry = lastEntry;
        return changed;
    }

    private async Task<bool> ReadNewAsync(OpsDb db, CancellationToken stopping)
    {
        var found = false;
        foreach (var standing in (Standing[])[Standing.Active, Standing.Grouped])
        {
            var last = _lastNumber;
            var rows = db.Events.AsNoTracking().Where(e => e.Standing == standing && e.Number > last).OrderByDescending(e => e.Number).Take(Most).Select(Columns);
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stopping))
            {
                Take(row);
                found = true;
            }
        }

        if (_known.Count > 0) _lastNumber = new(Math.Max(_lastNumber.Value, _known.Keys.Max(number => number.Value)));
        foreach (var oldest in _known.Count <= Most ? [] : _known.Keys.Order().Take(_known.Count - Most).ToList()) _known.Remove(oldest);
        return found;
    }

    /// <summary>Returns whether any of them is other than it was known.</summary>
    private async Task<bool> ReadChangedAsync(OpsDb db, CancellationToken stopping)
    {
        var differs = false;
        var since = _lastEntry - Overlap;
        var changed = await db.EventEntries.AsNoTracking().Where(entry => entry.Id > since).Select(entry => entry.Event).Distinct().ToListAsync(stopping);
        foreach (var numbers in changed.Chunk(AtOnce))
        {
            var before = numbers.ToDictionary(number => number, number => _known.GetValueOrDefault(number));
            foreach (var number in numbers) _known.Remove(number);
            var found = db.Events.AsNoTracking().Where(e => EF.Parameter(numbers).Contains(e.Number) && (e.Standing == Standing.Active || e.Standing == Standing.Grouped)).Select(Columns);
            await foreach (var row in found.AsAsyncEnumerable().WithCancellation(stopping)) Take(row);
            differs |= before.Any(pair => pair.Value != _known.GetValueOrDefault(pair.Key));
        }

        return differs;
    }

    private void Take(Row row)
    {
        var likeness = Likeness.Of(row.Labels);
        _known[row.Number] = new(
            new(row.Number, row.Fingerprint, row.Service.Length > 0 ? new ServiceKey(Once(row.Service)) : null, new(Once(likeness.What), Once(likeness.Where)), row.StartsAt, row.Type, row.Priority),
            Once(row.Source), row.Lead, row.Members);
    }

    private string Once(string word)
    {
        if (_words.TryGetValue(word, out var known)) return known;
        _words[word] = word;
        return word;
    }

    private static Expression<Func<Event, Row>> Columns { get; } =
        e => new(e.Number, e.Source, e.Fingerprint, e.Service, e.Labels, e.StartsAt, e.Type, e.Priority, e.Lead, e.Members);

    private sealed record Row(
        EventNumber Number, string Source, Fingerprint Fingerprint, string Service, LabelSet Labels, DateTimeOffset StartsAt, EventType Type, Priority Priority, EventNumber? Lead, int Members);
}
