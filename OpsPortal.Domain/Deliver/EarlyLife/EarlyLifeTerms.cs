using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>A threshold that is tighter while the support lasts.</summary>
/// <param name="Monitor">As people say it, <c>MON-3</c>.</param>
/// <param name="Usual">The value that warns otherwise.</param>
/// <param name="Tightened">The value that warns meanwhile.</param>
public sealed record TightenedThreshold(string Monitor, double Usual, double Tightened);

/// <summary>Somebody who stands by.</summary>
public sealed record Standby(PersonId Person, string Name);

/// <summary>How a service is looked after when something new has come to it.</summary>
public sealed record EarlyLifeTerms
{
    public const int MaxRoster = 50, MaxThresholds = 100, MaxCriteria = 20;

    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(90);

    /// <summary>Who answers for it.</summary>
    public required Standby Owner { get; init; }

    /// <summary>Those who stand by, in the order they are called.</summary>
    public IReadOnlyList<Standby> Roster { get; init; } = [];

    public TimeSpan Lasts { get; init; } = TimeSpan.FromDays(7);

    public IReadOnlyList<TightenedThreshold> Thresholds { get; init; } = [];

    /// <summary>At least one: without any it would end by itself.</summary>
    public required IReadOnlyList<ExitCriterion> Criteria { get; init; }

    /// <summary>Why they cannot be, or null where they can.</summary>
    public Refusal? Fault()
    {
        if (Roster.Count is 0 or > MaxRoster) return EarlyLifeRefusals.NoRoster(MaxRoster);
        if (Lasts < Shortest || Lasts > Longest) return EarlyLifeRefusals.BadDuration();
        if (Criteria.Count is 0 or > MaxCriteria) return EarlyLifeRefusals.BadCriterion($"Give 1 to {MaxCriteria} criteria by which it may end.");
        if (Thresholds.Count > MaxThresholds || Thresholds.DistinctBy(one => one.Monitor).Count() < Thresholds.Count) return EarlyLifeRefusals.BadThresholds(MaxThresholds);
        return Criteria.Select(criterion => criterion.Fault()).FirstOrDefault(why => why is not null);
    }
}
