using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Facts;

/// <summary>Maintenance windows of the next shift.</summary>
internal sealed class PlannedWindows(WindowQueries windows) : IPlannedWork
{
    private const int Most = 200;

    public async Task<IReadOnlyList<HandoffFact>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) =>
        [.. (await windows.BetweenAsync(from, until, withCancelled: false, stopping))
            .SelectMany(window => window.Between(from, until).Select(time => (Window: window, Time: time))).OrderBy(one => one.Time.Start).Take(Most)
            .Select(one => new HandoffFact(HandoffSection.PlannedWork, one.Window.Number.ToString(), one.Window.Title,
                $"{one.Time.Start.UtcDateTime:ddd HH:mm} – {one.Time.End.UtcDateTime:ddd HH:mm} UTC, {one.Window.Scope.Words}", 3, one.Window.Owner, one.Window.OwnerName, IsWork: false))];
}
