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
internal sealed class WindowEntries(WindowQueries queries, SaveWindow save, Owners owners) : ICalendarEntries
{
    public string Kind => Clashes.MaintenanceWork;

    public string Title => "Maintenance";

    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping)
    {
        if (!asked.By.May(Permissions.WindowsRead)) return [];
        var entries = new List<CalendarEntry>();
        foreach (var window in await queries.BetweenAsync(asked.From, asked.To, asked.ForFeed, stopping))
        {
            var (teams, description) = (owners.Of(window.Scope.Services), asked.ForFeed ? Describe(window) : "");
            var movable = window.Schedule.Recurrence is null && window.State is (WindowState.Planned or WindowState.AwaitingApproval) && asked.By.May(Permissions.WindowsWrite);
            foreach (var time in window.Between(asked.From, asked.To))
            {
                if (entries.Count >= asked.Most) return entries;
                entries.Add(Entry(window, time) with { Teams = teams, Movable = movable, Description = description });
            }
        }

        return entries;
    }

    public async Task<Refusal?> MoveAsync(Actor by, string number, int version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        WindowNumber.TryParse(number, null, out var window) ? (await save.MoveAsync(by, window, start, end, version, stopping)).Refusal : Refusals.NotFound(number);

    private static CalendarEntry Entry(MaintenanceWindow window, Occurrence time) => new(Clashes.MaintenanceWork, window.Number.ToString(), window.Title, time.Start, time.End, $"/maintenance/{window.Number}")
    {
        Services = window.Scope.Services,
        Environment = window.Scope.Environment,
        Uid = window.Schedule.Recurrence is null ? $"{window.Number}@opsportal" : string.Create(CultureInfo.InvariantCulture, $"{window.Number}-{time.LocalStart:yyyyMMdd}@opsportal"),
        Version = window.Version,
        ChangedAt = window.ChangedAt,
        IsCancelled = window.State == WindowState.Cancelled,
    };

    private static string Describe(MaintenanceWindow window) => $"{window.Reason}\n\nIt {window.Effect.Words} of {window.Scope.Words}. {ScheduleWords.Say(window.Schedule)}";
}
