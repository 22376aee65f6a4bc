using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>Plans a window, or plans one anew. What touches a service of the highest criticality waits for another person's yes.</summary>
internal sealed class SaveWindow(WindowDesk desk, Catalogue catalogue)
{
    private const string Numbered = "MW";

    /// <param name="number">The window to change; null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since.</param>
    /// <param name="confirmed">The person knows that it would hold nearly every event.</param>
    /// <remarks>Refused without <see cref="Permissions.WindowsWrite"/>, for what <see cref="WindowPlan.Check"/> finds, and beyond <see cref="MaintenanceWindow.MaxUnfinished"/>.</remarks>
    public async Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber? number, WindowDraft draft, int? version, bool confirmed, CancellationToken stopping)
    {
        if (!by.May(Permissions.WindowsWrite)) return Refusals.Forbidden(Permissions.WindowsWrite);
        if (number is not { } known)
        {
            var all = await AddAsync(by, [draft], confirmed, stopping);
            return all is Outcome<IReadOnlyList<MaintenanceWindow>>.Done(var added) ? added[0] : ((Outcome<IReadOnlyList<MaintenanceWindow>>.Refused)all).Why;
        }

        var outcome = await PlanAsync(draft.Moved is null ? draft with { Moved = await MovedAsync(known, stopping) } : draft, confirmed, stopping);
        if (outcome is not Outcome<WindowPlan>.Done(var plan)) return ((Outcome<WindowPlan>.Refused)outcome).Why;
        var needsApproval = plan.Scope.Touches(catalogue.Current) is not null;
        return await desk.RunAsync(by, Permissions.WindowsWrite, known, version, "window.changed", "", (window, now) => window.Change(plan, by, needsApproval, now), stopping);
    }

    /// <summary>Plans several at once: all of them, or none where one is refused.</summary>
    /// <remarks>Refused as <see cref="RunAsync"/>; the refusal names the first draft that cannot be.</remarks>
    public async Task<Outcome<IReadOnlyList<MaintenanceWindow>>> AddAsync(Actor by, IReadOnlyList<WindowDraft> drafts, bool confirmed, CancellationToken stopping)
    {
        if (!by.May(Permissions.WindowsWrite)) return Refusals.Forbidden(Permissions.WindowsWrite);
        var plans = new List<WindowPlan>();
        foreach (var draft in drafts)
        {
            var outcome = await PlanAsync(draft, confirmed, stopping);
            if (outcome is not Outcome<WindowPlan>.Done(var plan)) return ((Outcome<WindowPlan>.Refused)outcome).Why;
            plans.Add(plan);
        }

        var (now, added) = (desk.Now, new List<MaintenanceWindow>());
        await using (var db = await desk.Databases.CreateDbContextAsync(stopping))
        {
            using var turn = await db.Gate.EnterAsync(stopping);
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            if (await db.Set<MaintenanceWindow>().CountAsync(window => window.State != WindowState.Ended && window.State != WindowState.Cancelled, stopping) + plans.Count > MaintenanceWindow.MaxUnfinished) return WindowRefusals.TooMany();
            var first = await Numbers.NextAsync(db, Numbered, stopping, plans.Count);
            foreach (var plan in plans)
            {
                var window = MaintenanceWindow.From(new(first + added.Count), plan, by, plan.Scope.Touches(catalogue.Current) is not null, now);
                added.Add(window);
                db.Add(window);
                db.AddRange(window.NewMoments);
                db.Record(new Act(by, now, "window.added", window.Number.ToString(), null, WindowDesk.Facts(window)));
            }

            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await desk.ToldAsync();
        return added;
    }

    /// <summary>Puts a window that takes place once elsewhere in time. Refused for others, and as <see cref="RunAsync"/>.</summary>
    public async Task<Outcome<MaintenanceWindow>> MoveAsync(Actor by, WindowNumber number, DateTimeOffset start, DateTimeOffset end, int? version, CancellationToken stopping)
    {
        if (!by.May(Permissions.WindowsWrite)) return Refusals.Forbidden(Permissions.WindowsWrite);
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().AsNoTracking().SingleOrDefaultAsync(window => window.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (found.Schedule.Recurrence is not null || found.State is not (WindowState.Planned or WindowState.AwaitingApproval)) return WindowRefusals.NotMovable();
        if (end <= start) return ScheduleRefusals.EndsBeforeStart();
        var draft = WindowDraft.Of(found) with { LocalStart = Zones.ToLocal(start, found.Schedule.Zone), DurationMinutes = (int)(end - start).TotalMinutes };
        return await RunAsync(by, number, draft, version ?? found.Version, confirmed: true, stopping);
    }

    /// <summary>Times that were moved stay where they are when the rest is planned anew by who does not speak of them.</summary>
    private async Task<IReadOnlyList<MovedDraft>> MovedAsync(WindowNumber number, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        return await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => window.Number == number).Select(window => window.Schedule).SingleOrDefaultAsync(stopping) is { } schedule ? MovedDraft.Of(schedule) : [];
    }

    /// <summary>The plan of a draft with its owner's name, checked.</summary>
    public async Task<Outcome<WindowPlan>> PlanAsync(WindowDraft draft, bool confirmed, CancellationToken stopping)
    {
        var name = "";
        if (draft.Owner is { } owner)
        {
            await using var db = await desk.Databases.CreateDbContextAsync(stopping);
            var id = new PersonId(owner);
            if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, stopping) is not { } person) return Refusals.NotFound("The owner");
            name = person.Name;
        }

        var outcome = draft.ToPlan(name);
        return outcome is Outcome<WindowPlan>.Done(var plan) && plan.Check(catalogue.Current, confirmed, desk.Now) is { } why ? why : outcome;
    }
}
