using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>An open event of the type Exception.</summary>
/// <param name="Event">As <c>EVT-7</c>.</param>
public sealed record OpenException(ServiceKey Service, string Event, string Title);

/// <summary>What a capacity monitor found last.</summary>
/// <param name="Monitor">As people say it, <c>MON-3</c>.</param>
/// <param name="Value">Of its worst series; null: none.</param>
/// <param name="Full">The value that means full.</param>
/// <param name="GrowsUp">Whether more is worse, as of a disk that fills; else less is, as of what is left of a quota.</param>
/// <param name="ReadAt">Null: never.</param>
/// <param name="FullAt">When its trend reaches full; null: no trend does.</param>
public sealed record CapacityReading(ServiceKey Service, string Monitor, string Name, double? Value, double Full, bool GrowsUp, DateTimeOffset? ReadAt, DateTimeOffset? FullAt, bool Fires)
{
    /// <summary>How long a value tells something of now.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What is to be judged.</summary>
/// <param name="Number">0: it is not saved yet.</param>
/// <param name="Tiers">What its environment is for.</param>
public sealed record ReadinessCase(ChangeNumber Number, ChangePlan Plan, IReadOnlyCollection<Tier> Tiers)
{
    /// <summary>By key.</summary>
    public IReadOnlyList<ServiceKey> Services { get; } = [.. Plan.Components.Select(component => component.Service).Distinct().Order()];
}

/// <summary>All that the portal knows at the moment of judging.</summary>
public sealed record ReadinessFacts
{
    public ServiceGraph Graph { get; init; } = ServiceGraph.Empty;

    public IReadOnlyList<OpenException> Exceptions { get; init; } = [];

    public IReadOnlyList<OpenIncident> Incidents { get; init; } = [];

    public IReadOnlyList<CapacityReading> Capacity { get; init; } = [];

    /// <summary>Maintenance windows around the planned time.</summary>
    public IReadOnlyList<PlannedWork> Windows { get; init; } = [];

    /// <summary>In any order.</summary>
    public IReadOnlyList<SignedReport> Reports { get; init; } = [];

    /// <summary>Of this change, in any order.</summary>
    public IReadOnlyList<ReadinessEvidence> Evidence { get; init; } = [];
}

/// <summary>Where a criterion stands.</summary>
public enum CriterionState
{
    Met,
    NotMet,

    /// <summary>Nobody has shown it, or nobody looks.</summary>
    Missing,

    /// <summary>It was shown, too long ago.</summary>
    Expired,
}

/// <summary>One criterion as it stands for one change.</summary>
/// <param name="Words">One plain sentence: why it holds or not.</param>
/// <param name="Link">Where the evidence can be looked at; empty: nowhere.</param>
/// <param name="By">Who answers for the evidence; empty: the portal.</param>
/// <param name="ExpiresAt">Null: it is looked at anew each time.</param>
public sealed record CriterionStanding(Criterion Criterion, CriterionState State, string Words, string Link = "", string By = "", DateTimeOffset? ExpiresAt = null)
{
    public string Name => Criterion.Draft.Name;

    public bool HoldsBack => State != CriterionState.Met && Criterion.Draft.IsBinding;
}
