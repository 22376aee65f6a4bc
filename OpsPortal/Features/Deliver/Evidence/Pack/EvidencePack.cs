using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties.Exceptions;

namespace OpsPortal.Features.Deliver.Evidence.Pack;

/// <summary>Everything that shows how a change came about, who decided and who carried it out: enough to be believed or disproved without the portal.</summary>
/// <remarks>
/// The order of the members, here and in everything below, is the order in the file. A pack that differs in anything but its content has another <see cref="Form"/>.
/// </remarks>
/// <param name="Form">Names the form and its version.</param>
/// <param name="MadeAt">The only member that differs where the facts are the same.</param>
/// <param name="Revisions">Oldest first, each with its plan in full.</param>
/// <param name="Timeline">In the order written.</param>
/// <param name="Rounds">Oldest first.</param>
/// <param name="BreakGlass">Oldest first.</param>
/// <param name="FreezeOverrides">Oldest first.</param>
/// <param name="Delegations">Those under which something was decided.</param>
/// <param name="Persons">Everybody who is named, with the accounts that were theirs when the pack was made.</param>
/// <param name="Findings">What did not fit together when the pack was made; empty where all did.</param>
/// <param name="Seal">SHA-256 of the file up to the line of the seal itself: 64 lower-case hex digits.</param>
internal sealed record EvidencePack(
    string Form,
    DateTimeOffset MadeAt,
    EvidenceChange Change,
    IReadOnlyList<ChangeRevision> Revisions,
    IReadOnlyList<EvidenceEntry> Timeline,
    IReadOnlyList<EvidenceRound> Rounds,
    IReadOnlyList<EvidenceBreakGlass> BreakGlass,
    IReadOnlyList<FreezeOverride> FreezeOverrides,
    IReadOnlyList<EvidenceDelegation> Delegations,
    IReadOnlyList<EvidencePerson> Persons,
    EvidenceAudit Audit,
    IReadOnlyList<EvidenceFinding> Findings,
    string Seal)
{
    public const string FormOfToday = "opsportal.evidence.v1";
}

/// <summary>Something that does not fit together.</summary>
/// <param name="Where">As <c>round 1, decision 2</c>.</param>
/// <param name="What">In words.</param>
internal sealed record EvidenceFinding(string Where, string What)
{
    public override string ToString() => $"{char.ToUpperInvariant(Where[0])}{Where[1..]}: {What}";
}
