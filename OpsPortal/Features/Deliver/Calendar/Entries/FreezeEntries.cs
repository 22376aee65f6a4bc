using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Freezes;

namespace OpsPortal.Features.Deliver.Calendar.Entries;

/// <summary>Freezes in the calendar.</summary>
internal sealed class FreezeEntries(FreezeDesk desk, Owners owners, TimeProvider clock) : ICalendarEntries
{
    public string Kind => Clashes.FreezeWork;

    public string Title => "Freeze";

    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping)
    {
        if (!asked.By.May(Permissions.WindowsRead)) return [];
        var now = clock.GetUtcNow();
        return [.. (await desk.BetweenAsync(asked.From, asked.To, asked.ForFeed, stopping)).Take(asked.Most).Select(freeze => Entry(freeze) with
        {
            Teams = owners.Of(freeze.Services),
            Movable = !freeze.IsLifted && freeze.EndsAt > now && asked.By.May(Permissions.FreezesWrite),
        })];
    }

    public async Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        Guid.TryParse(entry.Number, out var id) ? (await desk.MoveAsync(by, id, start, end, stopping)).Refusal : Refusals.NotFound("The freeze");

    private static CalendarEntry Entry(Freeze freeze) => new(Clashes.FreezeWork, freeze.Id.ToString(), freeze.Name, freeze.StartsAt, freeze.EndsAt, "/calendar/freezes")
    {
        Services = freeze.Services,
        Environment = freeze.Environment,
        Uid = $"freeze-{freeze.Id}@opsportal",
        Version = freeze.Version,
        ChangedAt = freeze.LiftedAt ?? freeze.CreatedAt,
        IsCancelled = freeze.IsLifted,
        Description = freeze.Reason,
    };
}
