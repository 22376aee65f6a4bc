using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;

namespace OpsPortal.Features.Deliver.Changes.Queries;

/// <summary>Which changes are asked for. What is empty narrows nothing.</summary>
public sealed record ChangeFilter
{
    /// <summary>Words of title, components, environment or requester, or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<ChangeState> States { get; init; } = [];

    public IReadOnlyList<Domain.Deliver.Changes.ChangeKind> Kinds { get; init; } = [];

    public IReadOnlyList<RiskLevel> Risks { get; init; } = [];

    /// <summary>The key of a service, in full.</summary>
    public string Service { get; init; } = "";

    public string Environment { get; init; } = "";

    public PersonId? Requester { get; init; }
}

/// <summary>A change as listed.</summary>
/// <param name="Services">Keys.</param>
/// <param name="StartsAt">Of the window (UTC); null: not planned yet.</param>
/// <param name="Risk">As assessed when approval was last asked for; of little meaning before.</param>
public sealed record ChangeRow(
    ChangeNumber Number, string Title, Domain.Deliver.Changes.ChangeKind Kind, ChangeState State, RiskLevel Risk, int RiskTotal, string Environment, IReadOnlyList<string> Services, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt,
    string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset ChangedAt, int Revision, int Round, bool BrokeGlass, int Version);

/// <summary>One revision, and how it differs from the one before it.</summary>
public sealed record RevisionView(int Number, string By, DateTimeOffset At, string Note, IReadOnlyList<PlanDifference> Differences);

/// <summary>A change with all that belongs to it, as of one moment.</summary>
/// <param name="Case">What counts for it now: risk, policy, clashes, round.</param>
/// <param name="Forecast">Who could approve it and who not; null where no policy decides.</param>
/// <param name="Revisions">The latest first.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="BreakGlasses">The latest first.</param>
public sealed record ChangeView(
    ChangeRow Row, ChangeCase Case, Domain.Deliver.Duties.ApprovalForecast? Forecast, IReadOnlyList<RevisionView> Revisions, IReadOnlyList<ChangeEntry> Timeline,
    IReadOnlyList<BreakGlass> BreakGlasses, IReadOnlyList<FreezeOverride> Overrides, IReadOnlyList<RiskAnswer> Answers)
{
    public Change Change => Case.Change;

    public ApprovalRound? Round => Case.Round;

    public ApprovalStanding? Standing => Round?.Standing(Case.At);

    /// <summary>Whoever approved it is waited for, in order of the policy; empty where nobody is.</summary>
    public IReadOnlyList<AskedApprover> Waiting => Round?.Waiting(Case.At) ?? [];
}

/// <summary>Something that waits for one person.</summary>
/// <param name="Subject">As <c>CHG-42</c>, <c>POL-3 revision 2</c> or <c>restart-cache revision 2</c>.</param>
/// <param name="InPlaceOf">For whom this person stands in; empty: it is asked of this person.</param>
/// <param name="Given">How many have approved, of <paramref name="Needed"/>.</param>
public sealed record InboxRow(string Subject, string Title, RiskLevel Risk, string Environment, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset DecideBy, string InPlaceOf, int Given, int Needed, bool HasQuestion);
