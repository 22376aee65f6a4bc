using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>Says yes to a window that another person planned.</summary>
internal sealed class ApproveWindow(WindowDesk desk)
{
    /// <remarks>Refused as <see cref="MaintenanceWindow.Approve"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsApprove, number, version, "window.approved", "", (window, now) => window.Approve(by, now), stopping);
}

/// <summary>Says no to a window that waits for approval, with a reason.</summary>
internal sealed class RejectWindow(WindowDesk desk)
{
    /// <remarks>Refused unless it waits for approval, and as <see cref="MaintenanceWindow.Cancel"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, string reason, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsApprove, number, version, "window.rejected", reason,
            (window, now) => window.State == WindowState.AwaitingApproval ? window.Cancel(reason, by, now) : WindowRefusals.NotFrom(window.State, WindowState.Cancelled), stopping);
}

/// <summary>Begins the next time of a window now.</summary>
internal sealed class StartWindow(WindowDesk desk)
{
    /// <remarks>Refused as <see cref="MaintenanceWindow.Start"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsWrite, number, version, "window.begun", "", (window, now) => window.Start(by, now), stopping);
}

/// <summary>Lets the time in force last longer.</summary>
internal sealed class ExtendWindow(WindowDesk desk)
{
    /// <remarks>Refused as <see cref="MaintenanceWindow.Extend"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, DateTimeOffset until, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsWrite, number, version, "window.extended", "", (window, now) => window.Extend(until, by, now), stopping);
}

/// <summary>Ends the time in force: the work is done.</summary>
internal sealed class EndWindow(WindowDesk desk)
{
    /// <remarks>Refused as <see cref="MaintenanceWindow.End"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsWrite, number, version, "window.ended", "", (window, now) => window.End(by, now), stopping);
}

/// <summary>Calls a window off, with a reason.</summary>
internal sealed class CancelWindow(WindowDesk desk)
{
    /// <remarks>Refused as <see cref="MaintenanceWindow.Cancel"/>.</remarks>
    public Task<Outcome<MaintenanceWindow>> RunAsync(Actor by, WindowNumber number, string reason, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.WindowsWrite, number, version, "window.cancelled", reason, (window, now) => window.Cancel(reason, by, now), stopping);
}
