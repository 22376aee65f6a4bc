using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>What keeps a trigger from doing harm.</summary>
public sealed record Guardrails
{
    public const int MostRuns = 1000;

    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Rate limit: it acts so often at most within <see cref="Within"/>.</summary>
    public int MaxRuns { get; init; } = 10;

    /// <summary>The window of <see cref="MaxRuns"/> and <see cref="MaxTargets"/>.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a target is left alone after it was acted on.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Blast radius: so many different targets are acted on at most within <see cref="Within"/>.</summary>
    public int MaxTargets { get; init; } = 5;

    /// <summary>Another person than whoever saved the trigger last says yes to each run.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>How long a run waits for that yes.</summary>
    public TimeSpan ApproveWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>So many failures one after the other stop the trigger.</summary>
    public int StopAfterFailures { get; init; } = 3;

    /// <summary>Loop: more occasions than this of one condition, or more runs on one service, within <see cref="LoopWithin"/>.</summary>
    public int LoopRuns { get; init; } = 5;

    public TimeSpan LoopWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>As far back as a decision looks.</summary>
    public TimeSpan Memory => new[] { Within, CoolDown, LoopWithin }.Max();

    /// <summary>The first thing that stands in its way; null: nothing.</summary>
    public Refusal? Check()
    {
        if (MaxRuns is < 1 or > MostRuns || MaxTargets is < 1 or > MostRuns || StopAfterFailures is < 1 or > MostRuns || LoopRuns is < 1 or > MostRuns) return AutomationRefusals.BadLimit(MostRuns);
        return CoolDown >= TimeSpan.Zero && CoolDown <= LongestWindow && IsWindow(Within) && IsWindow(LoopWithin) && IsWindow(ApproveWithin) ? null : AutomationRefusals.BadWindow(ShortestWindow, LongestWindow);
    }

    private static bool IsWindow(TimeSpan window) => window >= ShortestWindow && window <= LongestWindow;
}
