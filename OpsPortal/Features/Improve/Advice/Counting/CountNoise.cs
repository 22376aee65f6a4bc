using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Counting;

/// <summary>Counts the noise of every rule once an hour, and at once what somebody wants counted again.</summary>
internal sealed class CountNoise(IDbContextFactory<OpsDb> databases, NoiseCounts counts, ChangeFeed feed, TimeProvider clock) : IJob
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        int wanted;
        await using (var db = await databases.CreateDbContextAsync(stopping))
        {
            var counting = await db.Set<NoiseCounting>().AsNoTracking().SingleOrDefaultAsync(stopping);
            if (counting is { WeeksWanted: 0, CountedAt: { } last } && now - last < Every) return;

            // The first time there is nothing yet that could be shown as a trend.
            wanted = counting?.CountedAt is null ? NoiseCounts.MostWeeks : Math.Max(counting.WeeksWanted, NoiseCounts.RecentWeeks);
        }

        await counts.CountAsync(wanted, stopping);
        await using (var db = await databases.CreateDbContextAsync(stopping))
        {
            var counting = await db.Set<NoiseCounting>().SingleOrDefaultAsync(stopping);
            if (counting is null) db.Add(counting = new());
            (counting.CountedAt, counting.WeeksWanted) = (now, 0);
            await db.SaveChangesAsync(stopping);
        }

        feed.Publish(ChangeKind.Improvements);
    }
}

/// <summary>Wants weeks counted again, because the past was judged anew. The job does it within seconds.</summary>
internal sealed class RecountNoise(IDbContextFactory<OpsDb> databases, TimeProvider clock, ChangeFeed feed)
{
    /// <remarks>Refused without <see cref="Permissions.ImprovementsWrite"/> and beyond <see cref="NoiseCounts.MostWeeks"/>.</remarks>
    public async Task<Outcome<int>> RunAsync(Actor by, int weeks, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        if (weeks is < 1 or > NoiseCounts.MostWeeks) return AdviceRefusals.BadWeeks(NoiseCounts.MostWeeks);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var counting = await db.Set<NoiseCounting>().SingleOrDefaultAsync(stopping);
        if (counting is null) db.Add(counting = new());
        counting.WeeksWanted = Math.Max(counting.WeeksWanted, weeks);
        db.Record(new Act(by, clock.GetUtcNow(), "noise.recount-wanted", "noise", null, new { Weeks = weeks }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Audit);
        return weeks;
    }
}

/// <summary>Sets what a rule may cost people in a week.</summary>
internal sealed class SetAllowance(IDbContextFactory<OpsDb> databases, TimeProvider clock, ChangeFeed feed)
{
    /// <param name="allowance">Events a week that nobody works; null: as for all.</param>
    /// <remarks>Refused without <see cref="Permissions.ImprovementsWrite"/>, and as <see cref="NoisyRule.Allow"/>.</remarks>
    public async Task<Outcome<NoisyRule>> RunAsync(Actor by, long id, int? allowance, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<NoisyRule>().SingleOrDefaultAsync(rule => rule.Id == id, stopping) is not { } found) return Refusals.NotFound("The rule");
        var (before, now) = (found.Allowance, clock.GetUtcNow());
        if (found.Allow(allowance, by.Name, now).Refusal is { } why) return why;
        db.Record(new Act(by, now, "noise.allowance-set", found.Subject.ToString(), new { Allowance = before }, new { found.Allowance }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Improvements);
        feed.Publish(ChangeKind.Audit);
        return found;
    }
}
