using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Planning.Criteria;

namespace OpsPortal.Features.Deliver.Planning.Rest;

/// <summary>A criterion as it is set.</summary>
/// <param name="Kind">DependencyHealth, NoMajorIncident, Capacity, Window, SignedReport or ByPerson.</param>
/// <param name="Environments">As the catalogue names them; none: any.</param>
/// <param name="Tiers">Development, Test, Staging, Production; none: any.</param>
/// <param name="HoldsMinutes">How long evidence and reports count.</param>
/// <param name="Report">For a signed report: which check it is about.</param>
/// <param name="Headroom">For capacity: how much must be left, in percent.</param>
/// <param name="Team">The id of the team that owns it.</param>
/// <param name="Binding">Whether it holds approval and start back.</param>
/// <param name="Version">As it was read; not given: whatever it is now.</param>
internal sealed record CriterionBody(
    string Name, CriterionKind Kind, string Text = "", IReadOnlyList<string>? Environments = null, IReadOnlyList<Tier>? Tiers = null, int HoldsMinutes = 7 * 24 * 60, string Report = "", int Headroom = 20, Guid? Team = null, bool Binding = true, int? Version = null)
{
    public CriterionDraft ToDraft() => new()
    {
        Name = Name,
        Kind = Kind,
        Text = Text,
        Environments = Environments ?? [],
        Tiers = Tiers ?? [],
        Holds = TimeSpan.FromMinutes(HoldsMinutes),
        Report = Report,
        Headroom = Headroom,
        Team = Team is { } team ? new TeamId(team) : null,
        IsBinding = Binding,
    };
}

internal sealed record CriterionItem(
    Guid Id, string Name, CriterionKind Kind, string Text, IReadOnlyList<string> Environments, IReadOnlyList<Tier> Tiers, int HoldsMinutes, string Report, int Headroom, Guid? Team, bool Binding, string ChangedBy, DateTimeOffset ChangedAt, int Version)
{
    public static CriterionItem Of(Criterion criterion) => new(
        criterion.Id, criterion.Draft.Name, criterion.Draft.Kind, criterion.Draft.Text, criterion.Draft.Environments, criterion.Draft.Tiers, (int)criterion.Draft.Holds.TotalMinutes, criterion.Draft.Report, criterion.Draft.Headroom, criterion.Draft.Team?.Value, criterion.Draft.IsBinding,
        criterion.ChangedBy, criterion.ChangedAt, criterion.Version);
}

/// <summary>How ready a change is.</summary>
/// <param name="Ready">Nothing holds it back.</param>
/// <param name="Why">What holds it back, in words; null where nothing does.</param>
internal sealed record ReadinessItem(bool Ready, string? Why, IReadOnlyList<StandingItem> Criteria)
{
    public static ReadinessItem Of(ReadinessView view) => new(view.NotMet is null, view.NotMet?.Message, [.. view.Standings.Select(StandingItem.Of)]);
}

/// <param name="State">Met, NotMet, Missing or Expired.</param>
/// <param name="Words">Why, in one plain sentence.</param>
/// <param name="Link">Where the evidence can be looked at; empty: nowhere.</param>
/// <param name="By">Who answers for it; empty: the portal.</param>
/// <param name="ExpiresAt">Null: it is looked at anew each time.</param>
internal sealed record StandingItem(Guid Criterion, string Name, CriterionState State, string Words, string Link, string By, DateTimeOffset? ExpiresAt, bool Binding)
{
    public static StandingItem Of(CriterionStanding standing) => new(standing.Criterion.Id, standing.Name, standing.State, standing.Words, standing.Link, standing.By, standing.ExpiresAt, standing.Criterion.Draft.IsBinding);
}

/// <param name="Text">What was looked at; may be empty where there is a link.</param>
/// <param name="Holds">False: it shows that the criterion does not hold.</param>
/// <param name="ExpiresAt">Not given: as late as the criterion allows.</param>
internal sealed record EvidenceBody(Guid Criterion, string Text = "", string Link = "", bool Holds = true, DateTimeOffset? ExpiresAt = null);

internal sealed record EvidenceItem(Guid Id, Guid Criterion, string Change, string Text, string Link, bool Holds, string By, DateTimeOffset At, DateTimeOffset ExpiresAt)
{
    public static EvidenceItem Of(ReadinessEvidence evidence) => new(evidence.Id, evidence.Criterion, evidence.Change.ToString(), evidence.Text, evidence.Link, evidence.Holds, evidence.By, evidence.At, evidence.ExpiresAt);
}

internal sealed record ReportItem(string Id, string Check, string Service, string Environment, bool Passed, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public static ReportItem Of(SignedReport report) => new(report.Id, report.Check, report.Service.Value, report.Environment, report.Passed, report.IssuedAt, report.ExpiresAt);
}
