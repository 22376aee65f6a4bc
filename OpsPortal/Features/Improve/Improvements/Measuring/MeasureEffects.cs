using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Improve.Improvements.Measuring;

/// <summary>Measures what improvements have changed once as long a time has passed as they were measured over before. Running it twice measures nothing twice.</summary>
internal sealed class MeasureEffects(ImprovementDesk desk, MeasureReader measures) : IJob
{
    private const int Most = 200;

    private static readonly Actor Portal = Actor.Portal("OpsPortal");

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = desk.Now;
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var due = await db.Set<Improvement>().AsNoTracking().Where(one => one.MeasureDueAt <= now).OrderBy(one => one.MeasureDueAt).Take(Most).ToListAsync(stopping);
        foreach (var one in due)
        {
            if (one.Measure is not { } measure || one.EndedAt is not { } ended || one.MeasureDueAt is not { } until) continue;
            if (await measures.ReadAsync(db, measure, ended, until, stopping) is not { } value) continue;
            await desk.RunAsync(Portal, Permissions.ImprovementsWrite, one.Number, "improvement.effect-measured", (_, found, at) =>
            {
                found.MeasureEffect(value, Portal, at);
                return Task.FromResult<Domain.Kernel.Refusal?>(null);
            }, stopping);
        }
    }
}
