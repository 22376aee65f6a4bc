using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Evidence.Pack;

/// <summary>The change as it stood when the pack was made; its plan is that of the last revision.</summary>
/// <param name="Round">The number of the last round; 0: approval was never asked for.</param>
/// <param name="Participants">In the order they came to it.</param>
internal sealed record EvidenceChange(
    ChangeNumber Number, ChangeState State, int Revision, Party RequestedBy, DateTimeOffset RequestedAt, int Round, RiskLevel Risk, int RiskTotal,
    DateTimeOffset? StartedAt, string StartedBy, bool BrokeGlass, DateTimeOffset? EndedAt, IReadOnlyList<Participant> Participants);

/// <summary>One line of the timeline.</summary>
internal sealed record EvidenceEntry(DateTimeOffset At, ChangeEntryKind Kind, string Actor, ChangeState? From, ChangeState? To, int? Revision, string Text);

/// <summary>One asking for approval, with the terms of the policy as they were.</summary>
/// <param name="Revision">Of the plan that was asked about; null: none in the pack has that content.</param>
/// <param name="State">When the pack was made.</param>
/// <param name="Decisions">In the order written.</param>
internal sealed record EvidenceRound(
    int Number, string ContentHash, int? Revision, PolicyReference Policy, PolicyTerms Terms, Party RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset DecideBy,
    ApprovalState State, IReadOnlyList<AskedApprover> Asked, IReadOnlyList<Decision> Decisions);

/// <summary>It went, or was to go, without its approvals.</summary>
internal sealed record EvidenceBreakGlass(
    string ContentHash, TeamId Team, string Reason, Party DeclaredBy, DateTimeOffset DeclaredAt, DateTimeOffset ExpiresAt, IReadOnlyList<PersonId> PassedOver, Party? ConfirmedBy, DateTimeOffset? ConfirmedAt,
    Party? UsedBy, DateTimeOffset? UsedAt, Party? ReviewedBy, DateTimeOffset? ReviewedAt, string Findings);

/// <summary>Somebody stood in for somebody else.</summary>
internal sealed record EvidenceDelegation(
    Guid Id, PersonId Principal, string PrincipalName, PersonId Delegate, string DelegateName, DateTimeOffset From, DateTimeOffset Until, string Reason, DateTimeOffset GivenAt, DateTimeOffset? RevokedAt);

/// <summary>A person by whatever accounts he or she has.</summary>
/// <param name="Accounts">E-mail addresses, in order.</param>
/// <param name="SameAs">Persons who are known to be this one, in order.</param>
internal sealed record EvidencePerson(PersonId Person, string Name, IReadOnlyList<string> Accounts, IReadOnlyList<PersonId> SameAs);

/// <summary>What the audit chain says of the change.</summary>
/// <param name="HeadSequence">Of the last entry of the whole chain when the pack was made; 0: it was empty.</param>
/// <param name="HeadHash">Of that entry.</param>
/// <param name="Entries">Oldest first, each exactly as it was hashed.</param>
internal sealed record EvidenceAudit(long HeadSequence, string HeadHash, IReadOnlyList<AuditEntry> Entries);
