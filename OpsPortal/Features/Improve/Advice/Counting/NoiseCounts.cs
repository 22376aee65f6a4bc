using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Counting;

/// <summary>How far counting has come, and what it is asked for. One row.</summary>
internal sealed class NoiseCounting
{
    public const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>UTC; null: never counted.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>So many weeks are to be counted anew; 0: none.</summary>
    public int WeeksWanted { get; set; }
}

/// <summary>Keeps the weeks of every rule and monitor. Counting a week again replaces what was counted of it, so it may run twice.</summary>
internal sealed class NoiseCounts(IDbContextFactory<OpsDb> databases, TimeProvider clock, ILogger<NoiseCounts> log)
{
    /// <summary>Counted anew each time: what happened to events of last week may still change what they were.</summary>
    public const int RecentWeeks = 2;

    public const int MostWeeks = 60;

    private const int Part = 500;

    /// <summary>Counts the last weeks, the current one included.</summary>
    public async Task CountAsync(int weeks, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var current = NoiseWeek.Of(now);
        var first = current.AddDays(-7 * (Math.Clamp(weeks, 1, MostWeeks) - 1));
        var (counted, latest, events) = (new Dictionary<(RuleSubject Subject, DateOnly Week), NoiseWeek>(), new Dictionary<RuleSubject, JudgedEvent>(), 0L);
        await foreach (var judged in OutcomeReader.BetweenAsync(databases, NoiseWeek.Begin(first), DateTimeOffset.MaxValue, stopping))
        {
            events++;
            var key = (judged.Subject, NoiseWeek.Of(judged.At));
            if (!counted.TryGetValue(key, out var week)) counted[key] = week = new() { Week = key.Item2 };
            week.Count(judged.Outcome);
            latest[judged.Subject] = judged;
        }

        await using var db = await databases.CreateDbContextAsync(stopping);
        var ids = await KnowAsync(db, latest, stopping);
        using (await db.Gate.EnterAsync(stopping))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            await db.Set<NoiseWeek>().Where(week => week.Week >= first).ExecuteDeleteAsync(stopping);
            foreach (var part in counted.Chunk(Part))
            {
                db.AddRange(part.Select(one => new NoiseWeek { Rule = ids[one.Key.Subject], Week = one.Key.Week, Events = one.Value.Events, Worked = one.Value.Worked, Noise = one.Value.Noise, Undecided = one.Value.Undecided, HeldBack = one.Value.HeldBack }));
                await db.SaveChangesAsync(stopping);
                db.ChangeTracker.Clear();
            }

            await SumAsync(db, current, stopping);
            await transaction.CommitAsync(stopping);
        }

        log.Counted(latest.Count, weeks, events);
    }

    /// <summary>The ids of all subjects; those that are new are given one, and names are brought up to date.</summary>
    private static async Task<Dictionary<RuleSubject, long>> KnowAsync(OpsDb db, Dictionary<RuleSubject, JudgedEvent> latest, CancellationToken stopping)
    {
        var monitors = (await db.Set<Monitor>().AsNoTracking().Select(monitor => new { monitor.Number, monitor.Name }).ToListAsync(stopping)).ToDictionary(monitor => monitor.Number.ToString(), monitor => monitor.Name);
        var rules = (await db.Set<SignificanceRule>().AsNoTracking().Select(rule => new { rule.Id, rule.Name }).ToListAsync(stopping)).ToDictionary(rule => rule.Id.ToString(), rule => rule.Name);
        var known = (await db.Set<NoisyRule>().ToListAsync(stopping)).ToDictionary(rule => rule.Subject);
        foreach (var (subject, last) in latest)
        {
            var own = subject.Kind switch
            {
                SubjectKind.Monitor => monitors.GetValueOrDefault(subject.Key),
                SubjectKind.Rule => rules.GetValueOrDefault(subject.Key),
                _ => subject.Alert.Name,
            };
            var name = OneLine.Of(own ?? last.Name, NoisyRule.MaxNameLength);
            if (!known.TryGetValue(subject, out var rule)) db.Add(known[subject] = rule = new() { Kind = subject.Kind, Key = subject.Key, Name = name });
            (rule.Name, rule.Service) = (name, last.Service);
        }

        await db.SaveChangesAsync(stopping);
        var ids = known.ToDictionary(one => one.Key, one => one.Value.Id);
        db.ChangeTracker.Clear();
        return ids;
    }

    private static async Task SumAsync(OpsDb db, DateOnly current, CancellationToken stopping)
    {
        var last = current.AddDays(-7);
        var recent = (await db.Set<NoiseWeek>().AsNoTracking().Where(week => week.Week >= last).Select(week => new { week.Rule, week.Week, week.Noise }).ToListAsync(stopping)).ToLookup(week => week.Rule);
        foreach (var rule in await db.Set<NoisyRule>().ToListAsync(stopping))
            rule.Sum(current, recent[rule.Id].Where(week => week.Week == current).Sum(week => week.Noise), recent[rule.Id].Where(week => week.Week == last).Sum(week => week.Noise));
        await db.SaveChangesAsync(stopping);
    }
}
