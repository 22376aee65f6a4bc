namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What has happened to a window, as others may want to tell.</summary>
public enum MomentKind
{
    /// <summary>It is certain to take place: planned without need of approval, or approved.</summary>
    Planned,
    Started,

    /// <summary>Its plan is another.</summary>
    Changed,

    /// <summary>One of its times takes place elsewhere, or lasts otherwise.</summary>
    Moved,

    /// <summary>The time in force ends later.</summary>
    Extended,

    /// <summary>The time in force is past its plan and goes on.</summary>
    Overrun,
    Ended,
    Cancelled,
}

/// <summary>One moment of a window, written in the transaction of what brought it about. Never changed once written.</summary>
public sealed class WindowMoment
{
    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public WindowNumber Window { get; init; }

    public MomentKind Kind { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who brought it about; the portal's job where no person did.</summary>
    public required string By { get; init; }

    /// <summary>UTC; of the time it is about: the one in force, else the next. Null where there is none.</summary>
    public DateTimeOffset? OccurrenceStart { get; init; }

    /// <summary>UTC; null where it ends when somebody says so, or there is none.</summary>
    public DateTimeOffset? OccurrenceEnd { get; init; }

    /// <summary>UTC; when the rule has the time it is about: the same wherever that is moved and whenever it is begun. Null where there is none.</summary>
    public DateTimeOffset? ByRule { get; init; }

    /// <summary>Keys of the services named by its scope, parted by a space; those that need them are not among them.</summary>
    public required string Services { get; init; }
}
