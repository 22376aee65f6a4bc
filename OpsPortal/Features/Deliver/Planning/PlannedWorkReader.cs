using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning;

/// <summary>All that is planned in an interval: freezes, maintenance windows, and changes that await approval, are approved or are being carried out.</summary>
/// <remarks>It tells everything, whoever asks: what a person may see is for others to decide.</remarks>
internal sealed class PlannedWorkReader
{
    public const string ChangeWork = Clashes.ChangeWork;

    /// <summary>Most times of maintenance windows of one answer, and most changes.</summary>
    private const int Most = 20_000;

    /// <summary>Those that take a place in time.</summary>
    internal static readonly ChangeState[] Planned = [ChangeState.AwaitingApproval, ChangeState.Approved, ChangeState.Implementing];

    /// <summary>A plan as work, to hold others against; what its environment is for is told by <see cref="Domain.Deliver.Clashes.ChangeWork.Of"/>.</summary>
    public static PlannedWork Of(ChangeNumber number, ChangePlan plan, PlannedWindow window) =>
        Domain.Deliver.Clashes.ChangeWork.Of(number.ToString(), plan with { Window = window }, CatalogueSnapshot.Empty);

    /// <summary>What overlaps the interval, by start; what only touches it does not.</summary>
    public async Task<IReadOnlyList<PlannedWork>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        List<PlannedWork> works = [.. await FreezesAsync(db, from, to, stopping), .. await WindowsAsync(db, from, to, stopping), .. await ChangesAsync(db, from, to, stopping)];
        return [.. works.Where(work => work.Start < to && work.End > from).OrderBy(work => work.Start).ThenBy(work => work.Number, StringComparer.Ordinal)];
    }

    /// <summary>Each time of each maintenance window that overlaps the interval.</summary>
    public static async Task<IReadOnlyList<PlannedWork>> WindowsAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var works = new List<PlannedWork>();
        var windows = await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => window.State != WindowState.Cancelled && window.BeginsAt < to && (window.EndsAt > from || window.State == WindowState.Active)).OrderBy(window => window.Number).ToListAsync(stopping);
        foreach (var window in windows)
        {
            works.AddRange(window.Between(from, to).Take(Most - works.Count).Select(time => new PlannedWork(Clashes.MaintenanceWork, window.Number.ToString(), window.Title, window.Scope.Services, window.Scope.Environment, time.Start, time.End)
            {
                IsAgreed = window.State != WindowState.AwaitingApproval,
            }));
        }

        return works;
    }

    /// <summary>The freezes that overlap the interval, in no order.</summary>
    public static async Task<IEnumerable<PlannedWork>> FreezesAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping) =>
        (await db.Set<Freeze>().AsNoTracking().Where(freeze => freeze.StartsAt < to && freeze.EndsAt > from && freeze.LiftedAt == null).ToListAsync(stopping))
        .Select(freeze => new PlannedWork(Clashes.FreezeWork, freeze.Id.ToString(), freeze.Name, freeze.Services, freeze.Environment, freeze.StartsAt, freeze.EndsAt));

    private static async Task<IEnumerable<PlannedWork>> ChangesAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var changes = await db.Set<Change>().AsNoTracking()
            .Where(change => Planned.Contains(change.State) && EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt) > from && EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt) < to)
            .OrderByDescending(change => change.Number).Take(Most).Select(change => new { change.Number, change.Plan }).ToListAsync(stopping);
        return changes.Where(change => change.Plan.Window is not null).Select(change => Of(change.Number, change.Plan, change.Plan.Window!));
    }
}
