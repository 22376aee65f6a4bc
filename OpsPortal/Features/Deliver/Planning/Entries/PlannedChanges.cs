using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Respond.Handoffs.Facts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Entries;

/// <summary>Changes of the next shift, as a handoff tells them.</summary>
internal sealed class PlannedChanges(PlannedWorkReader planned) : IPlannedWork
{
    private const int Most = 200;

    public async Task<IReadOnlyList<HandoffFact>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) =>
        [.. (await planned.BetweenAsync(db, from, until, stopping)).Where(work => work.Kind == Clashes.ChangeWork).Take(Most)
            .Select(work => new HandoffFact(HandoffSection.PlannedWork, work.Number, work.Title,
                $"{work.Start.UtcDateTime:ddd HH:mm} – {work.End.UtcDateTime:ddd HH:mm} UTC, {string.Join(", ", work.Services)}{(work.Environment.Length > 0 ? $" in {work.Environment}" : "")}", 3, null, work.Executor?.Name ?? "", IsWork: false))];
}
