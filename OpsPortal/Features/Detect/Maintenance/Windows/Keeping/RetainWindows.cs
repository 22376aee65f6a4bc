using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

/// <summary>Removes windows that are over, with their moments, when they are older than closed events are kept.</summary>
/// <remarks>Each removal is one act in the audit trail, in the same transaction. Running it twice removes nothing twice.</remarks>
internal sealed class RetainWindows(WindowDesk desk, IOptions<JobOptions> options) : IJob
{
    private const int PageSize = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var removed = 0;
        while (!stopping.IsCancellationRequested && await RemoveAsync(stopping) is > 0 and var more) removed += more;
        if (removed > 0) await desk.ToldAsync();
    }

    private async Task<int> RemoveAsync(CancellationToken stopping)
    {
        var (now, before) = (desk.Now, desk.Now - options.Value.KeepClosedEvents);
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var old = await Old(db, before).OrderBy(window => window.EndsAt).Take(PageSize).Select(window => window.Number).ToListAsync(stopping);
        if (old.Count == 0) return 0;
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        await db.Set<WindowMoment>().Where(moment => old.Contains(moment.Window)).ExecuteDeleteAsync(stopping);
        await Old(db, before).Where(window => old.Contains(window.Number)).ExecuteDeleteAsync(stopping);
        db.Record(new Act(Actor.Portal("retention"), now, "windows.removed", "retention", new { old.Count, ChangedBefore = before, Numbers = old.ConvertAll(number => number.ToString()) }));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        return old.Count;
    }

    private static IQueryable<MaintenanceWindow> Old(OpsDb db, DateTimeOffset before) =>
        db.Set<MaintenanceWindow>().Where(window => (window.State == WindowState.Ended || window.State == WindowState.Cancelled) && window.ChangedAt < before && !window.AlarmRaised);
}
