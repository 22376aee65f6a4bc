using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Inform.Notifications;

namespace OpsPortal.Features.Respond.OnCall;

/// <summary>Tells notifications who is on call.</summary>
internal sealed class OnCallRota(OnCallBook book) : IOnCall
{
    public async Task<IReadOnlyList<PersonId>> WhoAsync(TeamId team, DateTimeOffset at) =>
        [.. (await book.AtAsync(at, team, CancellationToken.None)).Select(duty => duty.Person).OfType<PersonId>().Distinct()];
}

/// <summary>Shifts in the calendar. They are moved by changing the rotation, not by dragging.</summary>
internal sealed class ShiftEntries(OnCallBook book) : ICalendarEntries
{
    public string Kind => "shift";

    public string Title => "Shifts";

    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping)
    {
        if (!asked.By.May(Permissions.PortalUse)) return [];
        var views = await book.ReadAsync(asked.From, asked.To, null, stopping);
        return [.. views.SelectMany(view => view.Shifts.Where(shift => shift.Person is not null)
            .Select(shift => new CalendarEntry(Kind, view.Rotation.Id.ToString(), $"{view.NameOf(shift.Person)}, {view.Rotation.Name} {shift.Name}", shift.From, shift.Until, "/on-call")
            {
                Teams = [view.TeamName],
                Uid = FormattableString.Invariant($"shift-{view.Rotation.Id}-{shift.From.UtcDateTime:yyyyMMddHHmm}-{Uri.EscapeDataString(shift.Name)}@opsportal"),
                Version = view.Rotation.Version,
                ChangedAt = view.Rotation.ChangedAt,
            })).Take(asked.Most)];
    }

    public Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        Task.FromResult<Refusal?>(new("on-call.not-moved", "A shift follows its rotation: change that, or let somebody stand in."));
}
