using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>How soon an incident of one priority is to be taken on, and its service restored.</summary>
/// <param name="Response">From opening until somebody acknowledges it.</param>
/// <param name="Resolution">From opening until it is resolved, without the time it was on hold.</param>
public sealed record IncidentTarget(TimeSpan Response, TimeSpan Resolution);

/// <summary>The targets by priority.</summary>
public static class IncidentTargets
{
    public static IncidentTarget Usual(Priority priority) => priority switch
    {
        Priority.P1 => new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(4)),
        Priority.P2 => new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(8)),
        Priority.P3 => new(TimeSpan.FromHours(4), TimeSpan.FromHours(24)),
        Priority.P4 => new(TimeSpan.FromHours(8), TimeSpan.FromDays(3)),
        _ => new(TimeSpan.FromHours(24), TimeSpan.FromDays(10)),
    };
}

/// <summary>How a target stands.</summary>
public enum TargetState
{
    /// <summary>There is time left.</summary>
    Running,

    /// <summary>Less than a quarter of the time is left.</summary>
    Near,

    /// <summary>The clock stands: the incident is on hold.</summary>
    Paused,

    /// <summary>Reached in time.</summary>
    Met,

    /// <summary>Not reached in time, whether or not it was reached later.</summary>
    Missed,
}

/// <summary>One clock of an incident: how much of its target is used up.</summary>
/// <param name="Target">How much there is in all.</param>
/// <param name="Used">How much is used, without the time on hold.</param>
/// <param name="DueAt">When it is over as things stand (UTC); null: it is reached, or the clock stands.</param>
public sealed record IncidentClock(TargetState State, TimeSpan Target, TimeSpan Used, DateTimeOffset? DueAt)
{
    private const double NearShare = 0.75;

    public TimeSpan Left => Target - Used;

    /// <param name="since">When it began to run.</param>
    /// <param name="reachedAt">When it was reached; null: not yet.</param>
    /// <param name="held">How long it has stood until now.</param>
    /// <param name="isHeld">Whether it stands now.</param>
    internal static IncidentClock Of(TimeSpan target, DateTimeOffset since, DateTimeOffset? reachedAt, TimeSpan held, bool isHeld, DateTimeOffset now)
    {
        var used = (reachedAt ?? now) - since - held;
        if (used < TimeSpan.Zero) used = TimeSpan.Zero;
        var state = used > target ? TargetState.Missed : reachedAt is not null ? TargetState.Met : isHeld ? TargetState.Paused : used > target * NearShare ? TargetState.Near : TargetState.Running;
        return new(state, target, used, reachedAt is not null || isHeld ? null : since + held + target);
    }
}
