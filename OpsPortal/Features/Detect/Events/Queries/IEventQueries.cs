using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>The read side of events.</summary>
public interface IEventQueries
{
    /// <summary>A page of rows, from <paramref name="cursor"/> on (null: the beginning). An unreadable cursor starts at the beginning.</summary>
    Task<Page<EventRow>> PageAsync(EventFilter filter, string? cursor, int limit, CancellationToken stopping);

    /// <summary>How many rows the filter finds, counted up to <paramref name="most"/>.</summary>
    Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping);

    /// <summary>The rows of these events as they are now, in no particular order; what no longer exists is missing.</summary>
    Task<IReadOnlyList<EventRow>> RowsAsync(IReadOnlyList<EventNumber> numbers, CancellationToken stopping);

    /// <summary>One event with its timeline; null where there is none of that number.</summary>
    Task<EventView?> ViewAsync(EventNumber number, CancellationToken stopping);
}
