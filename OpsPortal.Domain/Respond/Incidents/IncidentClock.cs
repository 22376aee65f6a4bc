using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>How soon an incident of one priority is to be taken on, and its service restored.</summary>
/// <param name="Response">From opening until somebody acknowledges it.</param>
/// <param name="Resolution">From opening until it is resolved, without the time it was on hold.</param>
public sealed record IncidentTarget(TimeSpan Response, TimeSpan Resolution);

/// <summary>The targets of every priority.</summary>
public sealed class IncidentTargets
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private readonly IReadOnlyDictionary<Priority, IncidentTarget> _targets;

    private IncidentTargets(IReadOnlyDictionary<Priority, IncidentTarget> targets) => _targets = targets;

    public static IncidentTargets Usual { get; } = new(new Dictionary<Priority, IncidentTarget>
    {
        [Priority.P1] = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(4)),
        [Priority.P2] = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(8)),
        [Priority.P3] = new(TimeSpan.FromHours(4), TimeSpan.FromHours(24)),
        [Priority.P4] = new(TimeSpan.FromHours(8), TimeSpan.FromDays(3)),
        [Priority.P5] = new(TimeSpan.FromHours(24), TimeSpan.FromDays(10)),
    });

    public IncidentTarget this[Priority priority] => _targets[priority];

    /// <summary>Some targets of one's own, the usual ones for the rest.</summary>
    /// <remarks>Refused where a time is below a minute or beyond a year, where a service would have to be restored before anybody must take the incident on, and where something less pressing would have to be quicker.</remarks>
    public static Outcome<IncidentTargets> From(IReadOnlyDictionary<Priority, IncidentTarget> own)
    {
        var all = Enum.GetValues<Priority>().ToDictionary(priority => priority, priority => own.TryGetValue(priority, out var set) ? set : Usual[priority]);
        foreach (var (priority, target) in all)
        {
            if (target.Response < Shortest || target.Resolution > Longest || target.Resolution < target.Response) return IncidentRefusals.BadTarget(priority);
            if (priority > Priority.P1 && (target.Response < all[priority - 1].Response || target.Resolution < all[priority - 1].Resolution)) return IncidentRefusals.TargetsFall(priority);
        }

        return new IncidentTargets(all);
    }
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
