namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>So many persons of one group.</summary>
/// <param name="Persons">At least 1.</param>
public sealed record ApproverDemand(ApproverGroup Group, int Persons);

/// <summary>Demands that are met side by side.</summary>
public sealed record ApprovalStage(string Name, IReadOnlyList<ApproverDemand> Demands);

/// <summary>What a policy says: of which changes it speaks, and who must approve them. Nobody counts twice, in whatever groups he or she is.</summary>
public sealed record PolicyTerms
{
    public const int MaxNameLength = 120, MaxStages = 10, MaxDemands = 10, MaxPersons = 20, MaxEnvironments = 50;

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15), Longest = TimeSpan.FromDays(90), OldestRole = TimeSpan.FromDays(365), OldestRehearsal = TimeSpan.FromDays(730);

    public required string Name { get; init; }

    public PolicyScope Scope { get; init; } = PolicyScope.Everything;

    /// <summary>In order: a stage is asked when the one before it is complete. Else all are asked at once.</summary>
    public bool Ordered { get; init; }

    public required IReadOnlyList<ApprovalStage> Stages { get; init; }

    /// <summary>From when approval is asked for; whoever is silent until then has not approved.</summary>
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For how long an approval holds.</summary>
    public TimeSpan ApprovalsLast { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long somebody must have been in a group before it counts.</summary>
    public TimeSpan MinimumRoleAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whoever carries it out is a third person: neither approver, as always, nor one of those who asked for it, edited or wrote it.</summary>
    public bool ExecutorSeparate { get; init; }

    /// <summary>Whoever asks for it may be one of those who approve it. For standard changes of low risk only.</summary>
    public bool RequesterMayApprove { get; init; }

    /// <summary>Every version must name authors who are known persons, so that it can be told who may not approve.</summary>
    public bool KnownAuthors { get; init; } = true;

    /// <summary>Into production only with a backout plan that was rehearsed no longer ago; null: no rehearsal is demanded. The shortest of all policies that speak of a change counts.</summary>
    public TimeSpan? RehearsedWithin { get; init; }

    /// <summary>Every group that is asked, in the order of the stages.</summary>
    public IReadOnlyList<ApproverGroup> Groups => [.. Stages.SelectMany(stage => stage.Demands).Select(demand => demand.Group).Distinct()];

    /// <summary>What is asked one after the other; where the stages have no order, one turn of all demands.</summary>
    public IReadOnlyList<IReadOnlyList<ApproverDemand>> Turns => Ordered ? [.. Stages.Select(stage => stage.Demands)] : [[.. Stages.SelectMany(stage => stage.Demands)]];

    /// <summary>How many persons must approve.</summary>
    public int Persons => Stages.Sum(stage => stage.Demands.Sum(demand => demand.Persons));
}
