using System.Globalization;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Detect.Events.Jobs;

/// <summary>
/// Closes resolved events whose condition is over and that nobody has touched for a while.
/// P1 and P2 are closed by a person, who writes what was learned.
/// </summary>
internal sealed class CloseResolvedEvents(EventSweep sweep, IOptions<JobOptions> options, TimeProvider clock, ILogger<CloseResolvedEvents> log) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var after = options.Value.CloseResolvedAfter;
        var before = now - after;
        var note = string.Create(CultureInfo.InvariantCulture, $"closed automatically after {after.TotalHours:0.#} h");
        var by = Actor.Portal("auto-close");
        var closed = await sweep.RunAsync(
            by,
            now,
            e => e.Standing == Standing.Resolved && e.Priority >= Priority.P3 && e.Condition == Condition.Cleared && e.ChangedAt <= before,
            "event.closed",
            found => found.Close(note, "", by, now),
            stopping);
        if (closed > 0) log.Closed(closed);
    }
}
