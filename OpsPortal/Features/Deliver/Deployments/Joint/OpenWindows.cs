using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>
/// Opens a maintenance window for the services of every deployment under way, and closes it when that has ended. What is open and what should be is compared each time,
/// so that a crash in between leaves nothing open. The announcement follows the window, as it does for every other.
/// </summary>
internal sealed class OpenWindows(WindowDesk windows, SaveWindow plans)
{
    private const string Numbered = "MW";

    private const int Most = 50, Hours = 4;

    private static readonly Actor Portal = Actor.Portal(Party.Portal.Name);
    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    public async Task FollowAsync(CancellationToken stopping)
    {
        await using var db = await windows.Databases.CreateDbContextAsync(stopping);
        var open = await db.Set<Deployment>().AsNoTracking().Where(one => UnderWay.Contains(one.State) && !db.Set<DeploymentWindow>().Any(window => window.Deployment == one.Number && window.ClosedAt == null)).OrderBy(one => one.Number).Take(Most).ToListAsync(stopping);
        var close = await db.Set<DeploymentWindow>().AsNoTracking().Where(window => window.ClosedAt == null && !db.Set<Deployment>().Any(one => one.Number == window.Deployment && UnderWay.Contains(one.State))).Take(Most).ToListAsync(stopping);
        var changed = false;
        foreach (var deployment in open) changed |= await OpenAsync(deployment, stopping);
        foreach (var window in close) changed |= await CloseAsync(window.Deployment, stopping);
        if (changed) await windows.ToldAsync();
    }

    private async Task<bool> OpenAsync(Deployment deployment, CancellationToken stopping)
    {
        await using var db = await windows.Databases.CreateDbContextAsync(stopping);
        var (number, now) = (deployment.Number, windows.Now);
        if ((await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping))?.Content.OpensWindow == false) return false;
        if (await plans.PlanAsync(Draft(deployment, now), confirmed: true, stopping) is not Outcome<WindowPlan>.Done(var plan)) return false;
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);

        // The deployment was approved with all it does to its services; its window needs no second yes.
        var window = MaintenanceWindow.From(new(await Numbers.NextAsync(db, Numbered, stopping)), plan, Portal, needsApproval: false, now);
        db.Add(window);
        db.AddRange(window.NewMoments);
        db.Record(new(Portal, now, "window.added", window.Number.ToString(), null, WindowDesk.Facts(window)));
        if (await db.Set<DeploymentWindow>().SingleOrDefaultAsync(one => one.Deployment == number, stopping) is { } kept) (kept.Window, kept.ClosedAt) = (window.Number, null);
        else db.Add(new DeploymentWindow { Deployment = number, Window = window.Number });
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        return true;
    }

    private async Task<bool> CloseAsync(DeploymentNumber number, CancellationToken stopping)
    {
        await using var db = await windows.Databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<DeploymentWindow>().SingleAsync(one => one.Deployment == number, stopping);
        var (now, opened) = (windows.Now, kept.Window);
        kept.ClosedAt = now;
        if (await db.Set<MaintenanceWindow>().SingleOrDefaultAsync(window => window.Number == opened, stopping) is { State: WindowState.Active } window && window.End(Portal, now).Refusal is null)
        {
            db.AddRange(window.NewMoments);
            db.Record(new(Portal, now, "window.ended", opened.ToString(), null, WindowDesk.Facts(window)));
        }

        await db.SaveChangesAsync(stopping);
        return true;
    }

    private static WindowDraft Draft(Deployment deployment, DateTimeOffset now) => new()
    {
        Title = OneLine.Of($"{deployment.Number}: {string.Join(", ", deployment.Components.Select(component => $"{component.Name} {component.Version}"))}", MaintenanceWindow.MaxTitleLength),
        Reason = $"{deployment.Number} carries {deployment.Change} out. It ends with the deployment.",
        LocalStart = new DateTime(now.UtcDateTime.Ticks - (now.UtcDateTime.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified),
        Zone = Zones.Utc,
        DurationMinutes = Hours * 60,
        Services = [.. deployment.Services.Select(service => service.Value)],
        Environment = deployment.Environment,
        Effect = EffectKind.Suppress,
        EndsWhenDone = true,
    };
}
