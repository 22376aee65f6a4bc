using System.Collections.Frozen;
using static OpsPortal.Domain.Detect.Maintenance.Windows.WindowState;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

public enum WindowState
{
    /// <summary>Touches what matters most, and waits for another person's yes; it holds nothing back until then.</summary>
    AwaitingApproval,

    /// <summary>Its next time is still to come.</summary>
    Planned,

    /// <summary>One of its times is in force.</summary>
    Active,

    /// <summary>No time is left.</summary>
    Ended,

    /// <summary>Somebody called it off, or said no.</summary>
    Cancelled,
}

/// <summary>The diagram of a window, as data. What is not listed is refused.</summary>
public static class WindowLifecycle
{
    private static readonly FrozenDictionary<WindowState, WindowState[]> Next = new Dictionary<WindowState, WindowState[]>
    {
        [AwaitingApproval] = [Planned, Cancelled],
        [Planned] = [AwaitingApproval, Active, Ended, Cancelled],
        [Active] = [Planned, Ended, Cancelled],
    }.ToFrozenDictionary();

    public static bool Allows(WindowState from, WindowState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    public static bool IsOver(WindowState state) => state is Ended or Cancelled;
}
