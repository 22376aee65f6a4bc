using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Queries;

/// <summary>What holds events back: a planned window, or a silence that came through the Alertmanager API.</summary>
public enum MaintenanceKind
{
    Window,
    Silence,
}

/// <summary>One window or silence in a list.</summary>
/// <param name="Key"><c>MW-3</c>, or the id of the silence.</param>
/// <param name="Does">In words.</param>
/// <param name="Start">UTC; of the time in force or the next.</param>
/// <param name="End">UTC; of the same. Null: when somebody says so.</param>
/// <param name="Repeats">There is more than this one time.</param>
public sealed record MaintenanceRow(
    MaintenanceKind Kind, string Key, string Title, WindowState State, string Scope, string Does, DateTimeOffset Start, DateTimeOffset? End, bool Repeats, string By, bool IsOverrun, int Version)
{
    public string Href => Kind == MaintenanceKind.Window ? $"/maintenance/{Key}" : $"/maintenance/silences/{Key}";
}

/// <summary>Which windows and silences a list shows. What is empty does not narrow.</summary>
public sealed record MaintenanceFilter
{
    /// <summary>Occurs in title, reason or scope; or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<MaintenanceKind> Kinds { get; init; } = [];

    public IReadOnlyList<WindowState> States { get; init; } = [];

    /// <summary>Key of a service that the scope names.</summary>
    public string Service { get; init; } = "";
}

/// <summary>One window in full.</summary>
/// <param name="Next">Its next times, at most ten; the one in force is not among them.</param>
/// <param name="Holds">Open events that it suppresses, lowers or marks now.</param>
/// <param name="Held">Events that it suppressed at any time, newest first, at most fifty.</param>
/// <param name="Moments">Newest first, at most a hundred.</param>
internal sealed record WindowView(
    MaintenanceRow Row, WindowDraft Draft, string When, string Owner, string RequestedBy, string ChangedBy, DateTimeOffset ChangedAt, string ApprovedBy, DateTimeOffset? ApprovedAt, DateTimeOffset? RunningSince, DateTimeOffset? PlannedEnd,
    DateTimeOffset? RunsUntil, DateTimeOffset? OverrunSince, string? Critical, IReadOnlyList<Occurrence> Next, int Holds, IReadOnlyList<HeldEvent> Held, IReadOnlyList<WindowMoment> Moments)
{
    public Guid? RequestedById { get; init; }

    public Guid? ChangedById { get; init; }
}

/// <summary>An event that a window had to do with.</summary>
/// <param name="IsHeld">It is suppressed by that window now.</param>
internal sealed record HeldEvent(EventNumber Number, string Title, Priority Priority, Standing Standing, bool IsHeld, DateTimeOffset FirstSeenAt);
