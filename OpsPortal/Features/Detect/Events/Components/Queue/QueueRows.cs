using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Queries;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>The rows of the queue as its page shows them: with what is known of each to those who may know.</summary>
internal sealed class QueueRows(IEventQueries events, GroupQueries groups, KnownErrors known)
{
    public async Task<Page<EventRow>> PageAsync(Actor reader, EventFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        var page = await events.PageAsync(filter, cursor, limit, stopping);
        return page with { Items = await MarkAsync(reader, page.Items, stopping) };
    }

    public Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping) => events.CountAsync(filter, most, stopping);

    public async Task<IReadOnlyList<EventRow>> RowsAsync(Actor reader, IReadOnlyList<EventNumber> numbers, CancellationToken stopping) => await MarkAsync(reader, await events.RowsAsync(numbers, stopping), stopping);

    /// <summary>Those a row stands for.</summary>
    public async Task<IReadOnlyList<EventRow>> MembersAsync(Actor reader, EventNumber lead, CancellationToken stopping) => await MarkAsync(reader, await groups.MembersAsync(lead, stopping), stopping);

    private Task<IReadOnlyList<EventRow>> MarkAsync(Actor reader, IReadOnlyList<EventRow> rows, CancellationToken stopping) =>
        reader.May(Permissions.ProblemsRead) ? known.MarkAsync(rows, stopping) : Task.FromResult(rows);
}
