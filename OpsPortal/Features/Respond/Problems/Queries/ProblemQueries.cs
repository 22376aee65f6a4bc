using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Queries;

/// <summary>The read side of problems.</summary>
internal interface IProblemQueries
{
    /// <summary>What is proposed first, then the gravest, of equals the newest.</summary>
    Task<Page<ProblemRow>> PageAsync(ProblemFilter filter, string? cursor, int limit, CancellationToken stopping);

    Task<int> CountAsync(ProblemFilter filter, int most, CancellationToken stopping);

    Task<IReadOnlyList<ProblemRow>> RowsAsync(IReadOnlyList<ProblemNumber> numbers, CancellationToken stopping);

    /// <summary>Null: there is none.</summary>
    Task<ProblemView?> ViewAsync(ProblemNumber number, CancellationToken stopping);
}

internal sealed class ProblemQueries(IDbContextFactory<OpsDb> databases, IOptions<ProblemOptions> options, TimeProvider clock) : IProblemQueries
{
    /// <summary>What rows tell of occurrences is of the last days.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    private sealed class Counted
    {
        public required Problem Problem { get; init; }

        public int Events { get; init; }

        public int Incidents { get; init; }
    }

    public async Task<Page<ProblemRow>> PageAsync(ProblemFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (Parse(cursor) is var (rank, priority, after))
            found = found.Where(p => (p.State == ProblemState.Proposed ? 0 : 1) > rank || ((p.State == ProblemState.Proposed ? 0 : 1) == rank && (p.Priority > priority || (p.Priority == priority && p.Number < after))));
        var rows = await ReadAsync(db, found.OrderBy(p => p.State == ProblemState.Proposed ? 0 : 1).ThenBy(p => p.Priority).ThenByDescending(p => p.Number).Take(limit + 1), stopping);
        if (rows.Count <= limit) return new(rows, null);
        var last = rows[limit - 1];
        return new([.. rows.Take(limit)], string.Create(CultureInfo.InvariantCulture, $"{(last.State == ProblemState.Proposed ? 0 : 1)}.{(int)last.Priority}.{last.Number.Value}"));
    }

    public async Task<int> CountAsync(ProblemFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<ProblemRow>> RowsAsync(IReadOnlyList<ProblemNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db, db.Set<Problem>().AsNoTracking().Where(problem => numbers.Contains(problem.Number)), stopping);
    }

    public async Task<ProblemView?> ViewAsync(ProblemNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Problem>().AsNoTracking().SingleOrDefaultAsync(problem => problem.Number == number, stopping) is not { } found) return null;
        var row = (await ReadAsync(db, db.Set<Problem>().AsNoTracking().Where(problem => problem.Number == number), stopping))[0];
        var events = await (from link in db.Set<ProblemEvent>().AsNoTracking()
                            join e in db.Events.AsNoTracking() on link.Event equals e.Number
                            where link.Problem == number
                            orderby e.Number descending
                            select new LinkedEventRow(e.Number, e.Title, e.Service, e.Priority, e.State, e.Condition, e.FirstSeenAt)).ToListAsync(stopping);
        var incidents = await (from link in db.Set<ProblemIncident>().AsNoTracking()
                               join incident in db.Set<Incident>().AsNoTracking() on link.Incident equals incident.Number
                               where link.Problem == number
                               orderby incident.Number descending
                               select new LinkedIncidentRow(incident.Number, incident.Title, incident.Priority, incident.State, incident.OpenedAt)).ToListAsync(stopping);
        var entries = db.Set<ProblemEntry>().AsNoTracking().Where(entry => entry.Problem == number);
        var timeline = await entries.OrderByDescending(entry => entry.Id).Take(ProblemView.MostEntries).ToListAsync(stopping);
        timeline.Reverse();
        var earlier = timeline.Count < ProblemView.MostEntries ? 0 : await entries.CountAsync(stopping) - timeline.Count;
        return new(row, found, await RecurrenceAsync(db, found, stopping), events, incidents, timeline, earlier);
    }

    /// <summary>Null where the text is no cursor.</summary>
    public static (int Rank, Priority Priority, ProblemNumber After)? Parse(string? cursor) =>
        cursor?.Split('.') is [var rank, var priority, var after] && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var group) && int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var grade)
        && Enum.IsDefined((Priority)grade) && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (group, (Priority)grade, new(number))
            : null;

    private async Task<RecurrenceView?> RecurrenceAsync(OpsDb db, Problem problem, CancellationToken stopping)
    {
        if (problem.Pattern.IsNone) return null;
        var now = clock.GetUtcNow();
        var from = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1 - RecurrenceView.Reach), TimeSpan.Zero);
        var since = problem.FixedAt is { } fixedAt && fixedAt - options.Value.MeasureBefore < from ? fixedAt - options.Value.MeasureBefore : from;
        var occurrences = await OccurrenceBook.OfAsync(db, problem.Pattern, since, stopping);
        var days = new int[RecurrenceView.Reach];
        foreach (var at in Bouts.Of(occurrences.Where(one => one.At >= from), options.Value.BoutGap))
        {
            var day = (int)(at - from).TotalDays;
            if (day < days.Length) days[day]++;
        }

        return new(from, days, days.Sum(), occurrences.Where(one => one.At >= from).Sum(one => one.Count), occurrences.Count == 0 ? null : occurrences.Max(one => one.At), OccurrenceBook.Measure(problem, occurrences, options.Value, now));
    }

    private async Task<List<ProblemRow>> ReadAsync(OpsDb db, IQueryable<Problem> found, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var counted = await found.Select(problem => new Counted
        {
            Problem = problem,
            Events = db.Set<ProblemEvent>().Count(link => link.Problem == problem.Number),
            Incidents = db.Set<ProblemIncident>().Count(link => link.Problem == problem.Number),
        }).ToListAsync(stopping);
        var sums = await OccurrenceBook.SumsAsync(db, [.. counted.Select(one => one.Problem.Pattern)], now - Lately, stopping);
        var rows = new List<ProblemRow>(counted.Count);
        foreach (var one in counted)
        {
            var problem = one.Problem;
            var verdict = problem is { State: ProblemState.Resolved or ProblemState.Closed, FixedAt: { } fixedAt }
                ? OccurrenceBook.Measure(problem, await OccurrenceBook.OfAsync(db, problem.Pattern, fixedAt - options.Value.MeasureBefore, stopping), options.Value, now)?.Verdict : null;
            var sum = sums.GetValueOrDefault(problem.Pattern);
            rows.Add(new(problem.Number, problem.Title, problem.Service, problem.Priority, problem.State, problem.Owner, problem.OwnerName, problem.TeamName, problem.Grounds.Split('\n')[0], problem.ProposedAt, problem.ChangedAt,
                one.Events, one.Incidents, sum?.Count ?? 0, sum?.LastAt, verdict, problem.Version));
        }

        return rows;
    }

    private static IQueryable<Problem> Narrow(OpsDb db, ProblemFilter filter)
    {
        var found = db.Set<Problem>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(problem => filter.States.Contains(problem.State));
        if (filter.Priorities.Count > 0) found = found.Where(problem => filter.Priorities.Contains(problem.Priority));
        if (filter.Owner is { } owner) found = found.Where(problem => problem.Owner == owner);
        if (filter.Unowned) found = found.Where(problem => problem.Owner == null);
        if (filter.Service.Length > 0) found = found.Where(problem => problem.Service == filter.Service);
        if (filter.Event is { } shown) found = found.Where(problem => db.Set<ProblemEvent>().Any(link => link.Problem == problem.Number && link.Event == shown));
        if (filter.Incident is { } caused) found = found.Where(problem => db.Set<ProblemIncident>().Any(link => link.Problem == problem.Number && link.Incident == caused));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && ProblemNumber.TryParse(text, null, out var number)) return found.Where(problem => problem.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            found = found.Where(problem => problem.Title.ToLower().Contains(word) || problem.Service.ToLower().Contains(word) || problem.What.ToLower().Contains(word) || problem.RootCause.ToLower().Contains(word) || problem.Workaround.ToLower().Contains(word));
        return found;
    }
}
