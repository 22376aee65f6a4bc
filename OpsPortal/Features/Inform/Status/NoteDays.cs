using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Status.Rendering;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Status;

/// <summary>Notes how each public service stands, as the worst of its day, and forgets days that are no longer shown. Running it twice notes nothing twice.</summary>
internal sealed class NoteDays(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var services = await PublicNames.AllAsync(db, stopping);
        if (services.Count == 0) return;
        var open = await db.Set<Announcement>().AsNoTracking().Where(one => one.State == AnnouncementState.Published || one.State == AnnouncementState.Updated).ToListAsync(stopping);
        var lights = await StatusReader.LightsAsync(db, services, open, now, stopping);
        var known = await db.Set<PublicDay>().Where(day => day.Day == today).ToDictionaryAsync(day => day.Service, stopping);
        foreach (var (service, light) in lights)
        {
            if (!known.TryGetValue(service, out var day)) db.Add(new PublicDay { Service = service, Day = today, Worst = light });
            else if (light > day.Worst) day.Worst = light;
        }

        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stopping);
        var oldest = today.AddDays(-StatusSnapshot.HistoryDays);
        if (!await db.Set<PublicDay>().AnyAsync(day => day.Day < oldest, stopping)) return;
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<PublicDay>().Where(day => day.Day < oldest).ExecuteDeleteAsync(stopping);
    }
}
