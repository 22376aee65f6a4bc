using System.Globalization;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>Puts one time of a window that repeats elsewhere, gives it another length, or puts it back. All other times stay.</summary>
internal sealed class MoveWindowTime(WindowDesk desk, Catalogue catalogue)
{
    /// <param name="date">The local date on which the rule has that time.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since. Null: whatever it is now.</param>
    /// <remarks>Refused without <see cref="Permissions.WindowsWrite"/>, and as <see cref="MaintenanceWindow.MoveTime"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, DateOnly date, DateTimeOffset start, DateTimeOffset end, int? version, CancellationToken stopping) =>
        RunAsync(by, number, date, version, window => (Zones.ToLocal(start, window.Schedule.Zone), end - start), stopping);

    /// <summary>Puts it back where the rule has it. Refused as <see cref="RunAsync(Actor, WindowNumber, DateOnly, DateTimeOffset, DateTimeOffset, int?, CancellationToken)"/>.</summary>
    public Task<Outcome<MaintenanceWindow>> PutBackAsync(Actor by, WindowNumber number, DateOnly date, int? version, CancellationToken stopping) =>
        RunAsync(by, number, date, version, window => window.Schedule.ByRule(date) is { } time ? (time.LocalStart, time.End - time.Start) : (window.Schedule.LocalStart, window.Schedule.Duration), stopping);

    private Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, DateOnly date, int? version, Func<MaintenanceWindow, (DateTime LocalStart, TimeSpan Duration)> to, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsWrite, number, version, "window.time-moved", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (window, now) =>
        {
            var (localStart, duration) = to(window);
            return window.MoveTime(date, localStart, duration, by, window.Scope.Touches(catalogue.Current) is not null, now);
        }, stopping);
}
