using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Applying;

/// <summary>Counts the effect of applied advice once its time has passed: the events of the rule that reached people, before and for as long afterwards.</summary>
internal sealed class MeasureAdvice(IDbContextFactory<OpsDb> databases, AdviceClock clock, ILogger<MeasureAdvice> log)
{
    private const int Most = 100;

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.Now;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var due = await db.Set<NoiseAdvice>().Where(one => one.MeasureDueAt <= now).OrderBy(one => one.MeasureDueAt).Take(Most).ToListAsync(stopping);
        if (due.Count == 0) return;
        foreach (var advice in due)
        {
            var rule = await db.Set<NoisyRule>().AsNoTracking().SingleAsync(one => one.Id == advice.Rule, stopping);
            var subjects = SubjectsOf(advice, rule.Subject);
            var applied = advice.AppliedAt ?? now;
            var (before, after) = (0, 0);
            await foreach (var judged in OutcomeReader.BetweenAsync(databases, applied - advice.Period, applied + advice.Period, stopping))
            {
                if (judged.Outcome == EventOutcome.HeldBack || !subjects.Contains(judged.Subject)) continue;
                if (judged.At < applied) before++;
                else after++;
            }

            advice.Measure(before, after);
            await db.SaveChangesAsync(stopping);
            log.Measured(advice.Kind, rule.Subject, before, after);
        }

        clock.Told();
    }

    /// <summary>What a rule that was added makes events of counts as well: else its events would seem to be gone.</summary>
    private static HashSet<RuleSubject> SubjectsOf(NoiseAdvice advice, RuleSubject own) =>
        Before.Read(advice.Before) is NoRuleBefore added ? [own, new(SubjectKind.Rule, added.Rule.ToString())] : [own];
}
