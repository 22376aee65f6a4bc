using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Monitors.Queries;

/// <summary>The read side of monitors.</summary>
internal interface IMonitorQueries
{
    /// <summary>A page in the order of the numbers, newest first.</summary>
    Task<Page<MonitorRow>> PageAsync(MonitorFilter filter, string? cursor, int limit, CancellationToken stopping);

    Task<int> CountAsync(MonitorFilter filter, int most, CancellationToken stopping);

    Task<IReadOnlyList<MonitorRow>> RowsAsync(IReadOnlyList<MonitorNumber> numbers, CancellationToken stopping);

    /// <summary>Null: there is none.</summary>
    Task<MonitorView?> ViewAsync(MonitorNumber number, CancellationToken stopping);
}
