using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>What reports about events are made from.</summary>
/// <param name="Before">Of the period compared with; null: nothing is compared.</param>
/// <param name="Detail">By everything that sums are kept apart by.</param>
/// <param name="Series">For each part of the period.</param>
/// <param name="Notes">What is not counted yet, or cannot be.</param>
internal sealed record EventPicture(
    EventTally Total, EventTally? Before, IReadOnlyDictionary<SumKey, EventTally> Detail, IReadOnlyList<(Stretch Stretch, EventTally Tally)> Series, EstateNames Names, IReadOnlyDictionary<Guid, string> Rules, IReadOnlyList<string> Notes)
{
    /// <summary>Added up by something, the most events first.</summary>
    public IReadOnlyList<(string Key, EventTally Tally)> By(Func<SumKey, string> key)
    {
        var by = new Dictionary<string, EventTally>(StringComparer.Ordinal);
        foreach (var (one, tally) in Detail)
        {
            var name = key(one);
            if (!by.TryGetValue(name, out var known)) by[name] = known = new();
            known.Add(tally);
        }

        return [.. by.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value.Events).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
    }

    /// <summary>The name of a rule or monitor.</summary>
    public string OriginName(string origin) => origin.Length == 0 ? "(no rule, by habit)"
        : Origins.MonitorOf(origin) is { } monitor ? $"monitor {monitor}"
        : Origins.RuleOf(origin) is { } rule && Rules.TryGetValue(rule, out var name) ? name : "(a rule deleted since)";

    public static string OriginHref(string origin) => Origins.MonitorOf(origin) is { } monitor ? $"/monitors/{monitor}" : Origins.RuleOf(origin) is not null ? "/signals/rules" : "";
}

/// <summary>Reads sums of events for a question.</summary>
internal sealed class EventReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    public async Task<EventPicture> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var names = new EstateNames(catalogue.Current);
        var narrow = names.Narrow(question);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var stretches = question.Period.Stretches();
        var series = stretches.Select(stretch => (Stretch: stretch, Tally: new EventTally())).ToList();
        var (total, detail) = (new EventTally(), new Dictionary<SumKey, EventTally>());

        // Where all services are asked about, the parts come from the few totals; else one pass gives both.
        await foreach (var sum in Read(narrow is null ? Cube.Total : Cube.Detail, question.Period, [.. stretches.Select(stretch => stretch.Start)]))
        {
            series[At(stretches, sum.At)].Tally.Add(sum);
            total.Add(sum);
            if (narrow is not null) Detail(sum);
        }

        if (narrow is null) await foreach (var sum in Read(Cube.Detail, question.Period, [])) Detail(sum);
        EventTally? before = null;
        if (question.Compared is { } compared)
        {
            before = new();
            await foreach (var sum in Read(narrow is null ? Cube.Total : Cube.Detail, compared, [])) before.Add(sum);
        }

        var rules = await db.Set<SignificanceRule>().AsNoTracking().Select(rule => new { rule.Id, rule.Name }).ToDictionaryAsync(rule => rule.Id, rule => rule.Name, stopping);
        return new(total, before, detail, series, names, rules, await NotesAsync(db, question.Period, stopping));

        IAsyncEnumerable<EventSum> Read(Cube cube, ReportPeriod period, IReadOnlyList<DateTimeOffset> cuts) => SumReader.BetweenAsync(db, cube, period.Start, period.End, narrow, cuts, stopping);

        void Detail(EventSum sum)
        {
            var key = SumKey.Of(sum);
            if (!detail.TryGetValue(key, out var known)) detail[key] = known = new();
            known.Add(sum);
        }
    }

    private static int At(IReadOnlyList<Stretch> stretches, DateTimeOffset at)
    {
        var (low, high) = (0, stretches.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (stretches[middle].Start <= at) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static async Task<IReadOnlyList<string>> NotesAsync(OpsDb db, ReportPeriod period, CancellationToken stopping)
    {
        var (start, end, notes) = (period.Start, period.End, new List<string>());
        if (!await db.Set<RollupMarker>().AnyAsync(stopping)) notes.Add("No event has been counted yet; the portal does that within minutes of its first start.");
        var pending = await db.Set<PendingSum>().CountAsync(one => one.Grain == Grain.Quarter && one.At >= start && one.At < end, stopping);
        if (pending > 0) notes.Add(Model.Words.Say($"{Model.Words.Many(pending, "quarter")} of an hour of this period {(pending == 1 ? "is" : "are")} still being counted; figures may rise for a few minutes."));
        return notes;
    }
}
