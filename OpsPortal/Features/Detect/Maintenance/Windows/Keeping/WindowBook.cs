using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

/// <summary>The windows that are planned or in force, in memory, as of the last commit. What the signal path asks.</summary>
/// <remarks>Whoever changes a window refreshes the book before answering; <see cref="SilenceBookKeeper"/> follows all other changes.</remarks>
public sealed class WindowBook(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile WindowTimetable _timetable = WindowTimetable.Empty;

    public WindowTimetable Current => _timetable;

    /// <summary>Reads what is committed. Refreshes take turns, so the last one wins.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var windows = await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => window.State == WindowState.Planned || window.State == WindowState.Active).ToListAsync(stopping);
            var graph = catalogue.Current.Graph;
            _timetable = new([.. windows.Select(window => new ScopedWindow(window, window.Scope.Resolve(graph)))], clock.GetUtcNow());
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
