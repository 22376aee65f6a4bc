using System.Globalization;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;

namespace OpsPortal.Features.Deliver.Calendar.Entries;

/// <summary>Maintenance windows in the calendar, each of their times by itself.</summary>
internal sealed class WindowEntries(WindowQueries queries, SaveWindow save, MoveWindowTime move, Owners owners, TimeProvider clock) : ICalendarEntries
{
    public string Kind => Clashes.MaintenanceWork;

    public string Title => "Maintenance";

    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping)
    {
        if (!asked.By.May(Permissions.WindowsRead)) return [];
        var (entries, now) = (new List<CalendarEntry>(), clock.GetUtcNow());
        foreach (var window in await queries.BetweenAsync(asked.From, asked.To, asked.ForFeed, stopping))
        {
            var (teams, description) = (owners.Of(window.Scope.Services), asked.ForFeed ? Describe(window) : "");
            var repeats = window.Schedule.Recurrence is not null;
            var movable = (window.State is WindowState.Planned or WindowState.AwaitingApproval || (repeats && window.State == WindowState.Active)) && asked.By.May(Permissions.WindowsWrite);
            foreach (var time in window.Between(asked.From, asked.To))
            {
                if (entries.Count >= asked.Most) return entries;
                entries.Add(Entry(window, time) with { Teams = teams, Movable = movable && (!repeats || time.Start > now), Description = description });
            }
        }

        return entries;
    }

    public async Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping)
    {
        if (!WindowNumber.TryParse(entry.Number, null, out var window)) return Refusals.NotFound(entry.Number);
        return (entry.TimeOf is { } date ? await move.RunAsync(by, window, date, start, end, version, stopping) : await save.MoveAsync(by, window, start, end, version, stopping)).Refusal;
    }

    private static CalendarEntry Entry(MaintenanceWindow window, Occurrence time) => new(Clashes.MaintenanceWork, window.Number.ToString(), window.Title, time.Start, time.End, $"/maintenance/{window.Number}")
    {
        Services = window.Scope.Services,
        Environment = window.Scope.Environment,
        Uid = window.Schedule.Recurrence is null ? $"{window.Number}@opsportal" : string.Create(CultureInfo.InvariantCulture, $"{window.Number}-{time.Date:yyyyMMdd}@opsportal"),
        TimeOf = window.Schedule.Recurrence is null ? null : time.Date,
        MovedFrom = time.MovedFrom,
        Version = window.Version,
        ChangedAt = window.ChangedAt,
        IsCancelled = window.State == WindowState.Cancelled,
    };

    private static string Describe(MaintenanceWindow window) => $"{window.Reason}\n\nIt {window.Effect.Words} of {window.Scope.Words}. {ScheduleWords.Say(window.Schedule)}";
}
