using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Applying;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Once a day for each rule over its budget, the noisiest first; and counts the effect of what was applied, where its time has come.</summary>
internal sealed class LookForAdvice(IDbContextFactory<OpsDb> databases, AdviseOnRule advise, MeasureAdvice measure, IOptions<ImproveOptions> options, TimeProvider clock) : IJob
{
    private const int Most = 20;

    private static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private static readonly Actor Portal = Actor.Portal("OpsPortal");

    public async Task RunAsync(CancellationToken stopping)
    {
        await measure.RunAsync(stopping);
        var (usual, before) = (options.Value.NoiseBudgetPerWeek, clock.GetUtcNow() - Again);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var due = await db.Set<NoisyRule>().AsNoTracking().Where(rule => rule.Worst > (rule.Allowance ?? usual) && (rule.AdvisedAt == null || rule.AdvisedAt < before))
            .OrderByDescending(rule => rule.Worst).Select(rule => rule.Id).Take(Most).ToListAsync(stopping);
        if (due.Count > 0) await advise.RunAsync(Portal, due, stopping);
    }
}
