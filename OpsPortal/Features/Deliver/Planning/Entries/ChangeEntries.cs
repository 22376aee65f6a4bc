using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Entries;

/// <summary>Changes in the calendar, from asking for approval to the review; what was called off is told to calendar programs only.</summary>
internal sealed class ChangeEntries(IDbContextFactory<OpsDb> databases, Calendar.Entries.Owners owners) : ICalendarEntries
{
    private static readonly ChangeState[] Shown = [.. PlannedWorkReader.Planned, ChangeState.Implemented, ChangeState.BackedOut, ChangeState.Closed];

    private static readonly ChangeState[] CalledOff = [ChangeState.Withdrawn, ChangeState.Rejected];

    public string Kind => Clashes.ChangeWork;

    public string Title => "Change";

    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping)
    {
        if (!asked.By.May(Permissions.WindowsRead)) return [];
        ChangeState[] states = asked.ForFeed ? [.. Shown, .. CalledOff] : Shown;
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await db.Set<Change>().AsNoTracking().Where(change => states.Contains(change.State) && EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt) > asked.From && EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt) < asked.To)
            .OrderByDescending(change => change.Number).Take(asked.Most).ToListAsync(stopping)).Where(change => change.Plan.Window is not null).Select(Entry)];
    }

    /// <summary>Its window is part of what is approved: it is moved by editing it, which asks everybody again.</summary>
    public Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        Task.FromResult<Refusal?>(new("change.not-movable", $"{entry.Number} is moved by editing its plan: what is approved holds for its window alone."));

    private CalendarEntry Entry(Change change)
    {
        var work = change.Plan.Components.Select(component => component.Service).Distinct().Order().ToList();
        return new(Clashes.ChangeWork, change.Number.ToString(), change.Plan.Title, change.Plan.Window!.Start, change.Plan.Window.End, $"/changes/{change.Number}")
        {
            Services = work,
            Teams = owners.Of(work),
            Environment = change.Plan.Environment,
            Uid = $"{change.Number}@opsportal",
            Version = change.Version,
            ChangedAt = change.ChangedAt,
            IsCancelled = CalledOff.Contains(change.State),
            Description = $"{change.Plan.Impact}\n\n{change.Plan.Reason}".Trim(),
        };
    }
}
