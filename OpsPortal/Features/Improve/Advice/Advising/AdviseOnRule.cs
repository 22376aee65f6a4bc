using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Looks for what would make rules quieter, tries it on the past, and keeps what is good. What was offered before is replaced; what was applied stays.</summary>
internal sealed class AdviseOnRule(IDbContextFactory<OpsDb> databases, IEnumerable<IAdvisor> advisors, IOptions<ImproveOptions> options, AdviceClock clock, ILogger<AdviseOnRule> log)
{
    /// <summary>Returns how many offers there are. Refused without <see cref="Permissions.ImprovementsWrite"/>.</summary>
    public async Task<Outcome<int>> RunAsync(Actor by, IReadOnlyCollection<long> ids, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        List<NoisyRule> rules;
        await using (var db = await databases.CreateDbContextAsync(stopping)) rules = await db.Set<NoisyRule>().AsNoTracking().Where(rule => ids.Contains(rule.Id)).ToListAsync(stopping);
        if (rules.Count == 0) return Refusals.NotFound("The rule");
        var (days, now) = (options.Value.AdviceDays, clock.Now);
        var history = await HistoryAsync([.. rules.Select(rule => rule.Subject)], now.AddDays(-days), now, stopping);
        var offered = 0;
        foreach (var rule in rules)
        {
            var offers = new List<Offer>();
            foreach (var advisor in advisors) offers.AddRange(await advisor.AdviseAsync(rule, history[rule.Subject], days, stopping));
            offered += await KeepAsync(rule, [.. offers.Where(offer => offer.BackTest.IsGood)], now, stopping);
        }

        clock.Told();
        return offered;
    }

    private async Task<Dictionary<RuleSubject, List<JudgedEvent>>> HistoryAsync(IReadOnlyCollection<RuleSubject> subjects, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var history = subjects.ToDictionary(subject => subject, _ => new List<JudgedEvent>());
        await foreach (var judged in OutcomeReader.BetweenAsync(databases, from, until, stopping))
        {
            if (history.TryGetValue(judged.Subject, out var own)) own.Add(judged);
        }

        return history;
    }

    private async Task<int> KeepAsync(NoisyRule rule, List<Offer> offers, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var old in await db.Set<NoiseAdvice>().Where(one => one.Rule == rule.Id && one.State == AdviceState.Offered).ToListAsync(stopping)) old.Replace();
        db.AddRange(offers.Select(offer => new NoiseAdvice { Id = Guid.CreateVersion7(now), Rule = rule.Id, Kind = offer.Kind, Text = OneLine.Of(offer.Text, NoiseAdvice.MaxTextLength), Proposal = Proposal.Write(offer.Proposal), BackTest = offer.BackTest, FoundAt = now }));
        if (await db.Set<NoisyRule>().SingleOrDefaultAsync(one => one.Id == rule.Id, stopping) is { } kept) kept.AdvisedAt = now;
        await db.SaveChangesAsync(stopping);
        log.Advised(rule.Subject, offers.Count);
        return offers.Count;
    }
}

/// <summary>The time, and who is told that advice is another.</summary>
internal sealed class AdviceClock(TimeProvider clock, ChangeFeed feed)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public void Told()
    {
        feed.Publish(ChangeKind.Improvements);
        feed.Publish(ChangeKind.Audit);
    }
}
