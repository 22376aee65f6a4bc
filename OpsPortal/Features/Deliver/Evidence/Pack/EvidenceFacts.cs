using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Features.Deliver.Evidence.Checks;

namespace OpsPortal.Features.Deliver.Evidence.Pack;

/// <summary>What the portal holds about one change at one moment.</summary>
internal sealed record EvidenceFacts
{
    public required Change Change { get; init; }

    public required IReadOnlyList<ChangeRevision> Revisions { get; init; }

    public required IReadOnlyList<ChangeEntry> Timeline { get; init; }

    public IReadOnlyList<ApprovalRound> Rounds { get; init; } = [];

    public IReadOnlyList<BreakGlass> BreakGlass { get; init; } = [];

    public IReadOnlyList<FreezeOverride> FreezeOverrides { get; init; } = [];

    public IReadOnlyList<Delegation> Delegations { get; init; } = [];

    public IReadOnlyList<EvidencePerson> Persons { get; init; } = [];

    public required EvidenceAudit Audit { get; init; }

    /// <summary>The file. What it claims is judged by what a reader of it finds there, not by what is held here.</summary>
    public byte[] ToFile(DateTimeOffset at)
    {
        at = AuditEntry.Truncate(at);
        var pack = new EvidencePack(
            EvidencePack.FormOfToday, at, Of(Change), [.. Revisions.OrderBy(revision => revision.Number)], [.. Timeline.Select(Of)], [.. Rounds.OrderBy(round => round.Number).Select(Of)],
            [.. BreakGlass.OrderBy(one => one.DeclaredAt).ThenBy(one => one.Id).Select(Of)], [.. FreezeOverrides.OrderBy(one => one.GivenAt).ThenBy(one => one.Freeze)],
            [.. Delegations.OrderBy(one => one.GivenAt).ThenBy(one => one.Id).Select(Of)], [.. Persons.OrderBy(person => person.Person.Value)], Audit, [], "");
        if (PackFile.Read(PackFile.Write(pack)).Pack is not { } read) throw new InvalidOperationException("What was written cannot be read.");
        read = read with { Rounds = [.. read.Rounds.Select(round => round with { State = ApprovalStanding.Of(round.Terms, round.DecideBy, round.Decisions, at).State })] };
        return PackFile.Write(read with { Findings = EvidenceCheck.Of(read) });
    }

    private static EvidenceChange Of(Change change) => new(
        change.Number, change.State, change.Revision, change.RequestedBy, change.RequestedAt, change.Round, change.Risk, change.RiskTotal, change.StartedAt, change.StartedBy, change.BrokeGlass, change.EndedAt, change.Participants);

    private static EvidenceEntry Of(ChangeEntry entry) => new(entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Revision, entry.Text);

    private EvidenceRound Of(ApprovalRound round) => new(
        round.Number, round.ContentHash, Revisions.Where(revision => revision.At <= round.RequestedAt).LastOrDefault(revision => ContentHash.Of(Change.Number, revision.Plan, round.Policy) == round.ContentHash)?.Number,
        round.Policy, round.Terms, round.RequestedBy, round.RequestedAt, round.DecideBy, ApprovalState.Pending, round.Asked, round.Decisions);

    private static EvidenceBreakGlass Of(BreakGlass one) => new(
        one.ContentHash, one.Team, one.Reason, one.DeclaredBy, one.DeclaredAt, one.ExpiresAt, one.PassedOver, one.ConfirmedBy, one.ConfirmedAt, one.UsedBy, one.UsedAt, one.ReviewedBy, one.ReviewedAt, one.Findings);

    private static EvidenceDelegation Of(Delegation one) => new(
        one.Id, one.Principal, one.PrincipalName, one.Delegate, one.DelegateName, one.From, one.Until, one.Reason, one.GivenAt, one.RevokedAt);
}
