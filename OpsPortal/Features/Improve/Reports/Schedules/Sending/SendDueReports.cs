using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>Sends the reports that are due, and goes on with what was interrupted. Running it twice, or in two portals, sends nothing twice.</summary>
internal sealed class SendDueReports(IDbContextFactory<OpsDb> databases, MakeSending make, TimeProvider clock) : IJob
{
    /// <summary>Most at a time; the next run goes on.</summary>
    private const int AtOnce = 50;

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var number in await DueAsync(stopping)) await TakeAsync(number, stopping);
        foreach (var sending in await FreeAsync(stopping)) await make.RunAsync(sending, stopping);
    }

    private async Task<List<ScheduleNumber>> DueAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<ReportSchedule>().Where(one => one.DueAt <= now).OrderBy(one => one.DueAt).ThenBy(one => one.Number).Take(AtOnce).Select(one => one.Number).ToListAsync(stopping);
    }

    /// <summary>A line of the history and the next time, together; whoever saves second leaves it to the first.</summary>
    private async Task TakeAsync(ScheduleNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<ReportSchedule>().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } schedule) return;
        var now = clock.GetUtcNow();
        if (schedule.TakeDue(now) is not { } due) return;
        db.Add(ReportSending.Of(schedule, due, "", now));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return; // the other portal has it, or somebody changed it; what holds now is seen at the next run
        }
    }

    private async Task<List<Guid>> FreeAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<ReportSending>().Where(one => one.FreeAt <= now).OrderBy(one => one.FreeAt).ThenBy(one => one.Id).Take(AtOnce).Select(one => one.Id).ToListAsync(stopping);
    }
}

/// <summary>Removes the history that is older than two years, and of each schedule all but the newest lines, with their files.</summary>
internal sealed class RetainSendings(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var until = clock.GetUtcNow() - ReportSending.Keep;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var many = await db.Set<ReportSending>().GroupBy(one => one.Schedule).Where(all => all.Count() > ReportSending.MostKept).Select(all => all.Key).ToListAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<ReportSending>().Where(one => one.DueAt < until && one.State != SendingState.Making).ExecuteDeleteAsync(stopping);
        foreach (var number in many)
        {
            var oldest = await db.Set<ReportSending>().Where(one => one.Schedule == number).OrderByDescending(one => one.DueAt).Skip(ReportSending.MostKept).Select(one => (DateTimeOffset?)one.DueAt).FirstOrDefaultAsync(stopping);
            if (oldest is { } last) await db.Set<ReportSending>().Where(one => one.Schedule == number && one.DueAt <= last && one.State != SendingState.Making).ExecuteDeleteAsync(stopping);
        }
    }
}
