using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Every expected no about groups of events.</summary>
public static class GroupRefusals
{
    /// <summary>Most events merged at once.</summary>
    public const int MostMerged = 1000;

    public static Refusal TooFew() => new("group.too-few", "Choose at least two open events that belong together.");

    public static Refusal TooMany() => new("group.too-many", $"Merge {MostMerged} events at a time at most.");

    public static Refusal NotOpen(EventNumber number, EventState state) => new("group.not-open", $"{number} is {state}; only open events are grouped.");

    public static Refusal AlreadyApart() => new("group.already-apart", "It already stands alone by somebody's word.");

    public static Refusal NotApart() => new("group.not-apart", "Nobody said that it stands alone.");
}
