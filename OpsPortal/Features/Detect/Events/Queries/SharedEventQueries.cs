using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Live;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Shares between open pages what many of them ask at every change: the first page of a queue, its count, the rows on screen.</summary>
/// <remarks>
/// Everyone who may read events may read all of them, so an answer depends on the filter alone; a filter of one's own names
/// its owner. Whatever is added to the filter becomes part of the question by itself.
/// </remarks>
internal sealed class SharedEventQueries(EventQueries events, SharedReads shared) : IEventQueries
{
    /// <summary>Longer pages are exports: nobody else asks for the same.</summary>
    private const int MostShared = 200;

    public Task<Page<EventRow>> PageAsync(EventFilter filter, string? cursor, int limit, CancellationToken stopping) =>
        cursor is not null || limit > MostShared
            ? events.PageAsync(filter, cursor, limit, stopping)
            : ShareAsync("page", limit, JsonSerializer.Serialize(filter), reading => events.PageAsync(filter, null, limit, reading), stopping);

    public Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping) =>
        ShareAsync("count", most, JsonSerializer.Serialize(filter), reading => events.CountAsync(filter, most, reading), stopping);

    public Task<IReadOnlyList<EventRow>> RowsAsync(IReadOnlyList<EventNumber> numbers, CancellationToken stopping) =>
        numbers.Count > MostShared
            ? events.RowsAsync(numbers, stopping)
            : ShareAsync("rows", numbers.Count, string.Join(',', numbers.Select(number => number.Value).Order()), reading => events.RowsAsync(numbers, reading), stopping);

    public Task<EventView?> ViewAsync(EventNumber number, CancellationToken stopping) => events.ViewAsync(number, stopping);

    private Task<T> ShareAsync<T>(string method, int most, string of, Func<CancellationToken, Task<T>> read, CancellationToken stopping) =>
        shared.ReadAsync(ChangeKind.Events, string.Create(CultureInfo.InvariantCulture, $"events.{method} {most} {of}"), read, stopping);
}
