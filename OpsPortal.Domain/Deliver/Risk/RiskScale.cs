using System.Globalization;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>Points for one fact or answer, with the reason.</summary>
/// <param name="Fact">As <c>tier</c>; for an answer the key of its question.</param>
/// <param name="Points">0 or more.</param>
public sealed record RiskPoint(string Fact, int Points, string Reason);

/// <summary>How many points each fact gives. A worse fact never gives fewer.</summary>
public static class RiskScale
{
    /// <summary>The least total that has this level. Low begins at 0.</summary>
    public const int Medium = 5, High = 10, VeryHigh = 16;

    /// <summary>A rehearsal that is older counts as none.</summary>
    public static readonly TimeSpan RehearsalHolds = TimeSpan.FromDays(90);

    /// <summary>A freeze that begins so soon after the end leaves no time to mend what was missed.</summary>
    public static readonly TimeSpan FreezeIsNear = TimeSpan.FromDays(2);

    /// <summary>One entry for each fact, also where it gives no points, in the order people read them.</summary>
    public static IReadOnlyList<RiskPoint> Of(RiskFacts facts) =>
    [
        new("tier", facts.Tier switch { Tier.Production => 3, Tier.Staging => 1, _ => 0 }, $"The environment is {EstateWords.Of(facts.Tier)}."),
        new("criticality", facts.Criticality switch { Criticality.Critical => 4, Criticality.High => 3, Criticality.Medium => 1, _ => 0 }, $"The criticality of the most critical service is {EstateWords.Of(facts.Criticality)}."),
        new("dependants", Steps(facts.Dependants, 1, 5, 20), Counted(facts.Dependants, "service depends", "services depend") + " on what is changed."),
        new("clashes", Steps(facts.Clashes, 1, 2, 4), Counted(facts.Clashes, "plan stands", "plans stand") + " in its way."),
        new("size", Math.Max(Steps(facts.Components, 3, 8, 20), Steps(facts.Steps, 10, 25, 50)), $"{Counted(facts.Components, "component", "components")}, {Counted(facts.Steps, "step", "steps")}."),
        new("first", facts.IsFirstOfItsKind ? 2 : 0, facts.IsFirstOfItsKind ? "It is the first of its kind here." : "Such a change went well here before."),
        new("record", Record(facts.Record), Said(facts.Record)),
        new("rehearsal", facts.RehearsedAgo is { } ago && ago <= RehearsalHolds ? 0 : 3, facts.RehearsedAgo is { } since ? $"Backing out was rehearsed {Math.Floor(since.TotalDays):0} days ago." : "Backing out was never rehearsed."),
        new("window", facts.IsOutsideWindow ? 2 : 0, facts.IsOutsideWindow ? "It is outside the maintenance windows of its services." : "It is inside the maintenance windows of its services, or they have none."),
        new("migration", facts.MigratesStoredState ? 3 : 0, facts.MigratesStoredState ? "Data is converted." : "No data is converted."),
        new("freeze", facts.FreezeIn is { } gap ? gap <= TimeSpan.Zero ? 4 : gap <= FreezeIsNear ? 2 : 0 : 0, Said(facts.FreezeIn)),
    ];

    /// <summary>The level of a total. Production is never below medium.</summary>
    public static RiskLevel Level(int total, Tier tier)
    {
        var level = total >= VeryHigh ? RiskLevel.VeryHigh : total >= High ? RiskLevel.High : total >= Medium ? RiskLevel.Medium : RiskLevel.Low;
        return tier == Tier.Production && level < RiskLevel.Medium ? RiskLevel.Medium : level;
    }

    /// <summary>Nothing known is worse than a good record and better than a bad one.</summary>
    private static int Record(TrackRecord record) => record.FailRate switch { null => 1, > 0.3 => 4, > 0.15 => 2, > 0.05 => 1, _ => 0 };

    private static int Steps(int count, int one, int two, int three) => count >= three ? 3 : count >= two ? 2 : count >= one ? 1 : 0;

    private static string Counted(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Said(TrackRecord record) => record.FailRate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{record.Failed} of the team's {record.Deployments} deployments in 90 days failed ({rate * 100:0} %).")
        : "The team has not deployed within 90 days.";

    private static string Said(TimeSpan? freezeIn) => freezeIn switch
    {
        null => "No freeze is planned.",
        { Ticks: <= 0 } => "It is inside a freeze.",
        { } gap => $"The next freeze begins {Math.Floor(gap.TotalHours):0} hours after its end.",
    };
}
