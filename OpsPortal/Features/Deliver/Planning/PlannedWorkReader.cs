using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning;

/// <summary>All work that is planned in an interval, whatever it is.</summary>
internal sealed class PlannedWorkReader
{
    public const string ChangeWork = "change";

    private static readonly ChangeState[] Planned = [ChangeState.AwaitingApproval, ChangeState.Approved, ChangeState.Implementing];

    /// <summary>A plan as work.</summary>
    public static PlannedWork Of(ChangeNumber number, ChangePlan plan, PlannedWindow window) =>
        new(ChangeWork, number.ToString(), plan.Title, [.. plan.Components.Select(component => component.Service).Distinct()], plan.Environment, window.Start, window.End);

    /// <summary>What overlaps the interval, in no order.</summary>
    public async Task<IReadOnlyList<PlannedWork>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var freezes = await db.Set<Freeze>().AsNoTracking().Where(freeze => freeze.StartsAt < to && freeze.EndsAt > from && freeze.LiftedAt == null).ToListAsync(stopping);
        var changes = await db.Set<Change>().AsNoTracking()
            .Where(change => Planned.Contains(change.State) && EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt) > from && EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt) < to)
            .Select(change => new
            {
                change.Number,
                Title = EF.Property<string>(change, ChangeColumns.Title),
                Services = EF.Property<string>(change, ChangeColumns.Services),
                Environment = EF.Property<string>(change, ChangeColumns.Environment),
                Start = EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt),
                End = EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt),
            }).ToListAsync(stopping);
        return
        [
            .. freezes.Select(freeze => new PlannedWork(Clashes.FreezeWork, freeze.Id.ToString(), freeze.Name, freeze.Services, freeze.Environment, freeze.StartsAt, freeze.EndsAt)),
            .. changes.Select(change => new PlannedWork(ChangeWork, change.Number.ToString(), change.Title, [.. change.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => new ServiceKey(key))], change.Environment, change.Start ?? default, change.End ?? default)),
        ];
    }
}
