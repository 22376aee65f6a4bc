using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Somebody who could approve when approval was asked for, and for which groups of the policy.</summary>
public sealed record AskedApprover(PersonId Person, string Name, IReadOnlyList<ApproverGroup> Groups);

/// <summary>One asking for approval: of this content, under this revision of the policy, of these persons. Good for one execution.</summary>
/// <remarks>What was asked never changes; what was decided is only ever added to. The state is derived from that and kept nowhere. All instants are UTC.</remarks>
public sealed partial class ApprovalRound
{
    private readonly List<Decision> _decisions = [];

    /// <summary>As <c>CHG-42</c>, or <c>POL-3 revision 2</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>1, 2, 3 … of its subject.</summary>
    public int Number { get; init; }

    /// <summary>What is to be approved; an approval of anything else is none.</summary>
    public required string ContentHash { get; init; }

    public required PolicyReference Policy { get; init; }

    /// <summary>What that revision of the policy says.</summary>
    public required PolicyTerms Terms { get; init; }

    /// <summary>Whoever could approve then. A role that is given later does not count in this round.</summary>
    public required IReadOnlyList<AskedApprover> Asked { get; init; }

    public required Party RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>From then on silence is no.</summary>
    public DateTimeOffset DecideBy { get; init; }

    /// <summary>All of them, in the order written.</summary>
    public IReadOnlyList<Decision> Decisions => _decisions;

    /// <summary>Raised by every decision; two decisions of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>The latest instant it knows of. Nothing can be decided before it.</summary>
    public DateTimeOffset LastAt => _decisions.Count > 0 ? _decisions[^1].At : RequestedAt;

    /// <summary>Asks for approval. Refused where those who may approve are too few, and tells of whom.</summary>
    /// <param name="number">One more than the last of the subject.</param>
    public static Outcome<ApprovalRound> Open(ApprovalSubject subject, int number, Party by, WhoIsWho who, DateTimeOffset at)
    {
        if (subject.StartedAt is not null) return ApprovalRefusals.Begun(subject.Reference);
        var forecast = WhoCouldApprove.Of(subject, who, at);
        if (forecast.Unsatisfiable is { } why) return why;
        return new ApprovalRound
        {
            Subject = subject.Reference,
            Number = number,
            ContentHash = subject.ContentHash,
            Policy = subject.Policy.Reference,
            Terms = subject.Policy.Terms,
            Asked = [.. forecast.Verdicts.Where(verdict => verdict.Why is null).Select(verdict => new AskedApprover(verdict.Person, verdict.Name, verdict.Groups))],
            RequestedBy = by,
            RequestedAt = at,
            DecideBy = at + subject.Policy.Terms.DecideWithin,
        };
    }

    public ApprovalStanding Standing(DateTimeOffset at) => ApprovalStanding.Of(Terms, DecideBy, _decisions, at);

    /// <summary>Whose turn it is: those who were asked, could bring it forward and have not decided. Empty where nobody is waited for.</summary>
    public IReadOnlyList<AskedApprover> Waiting(DateTimeOffset at)
    {
        var standing = Standing(at);
        if (standing.State is not (ApprovalState.Pending or ApprovalState.AskedBack)) return [];
        return [.. Asked.Where(asked => standing.Needs(Terms, asked.Groups) && !standing.Approvals.Any(approval => approval.By.Person == asked.Person || approval.Principal == asked.Person))];
    }

    private Decision Add(DecisionKind kind, Party by, string text, DateTimeOffset at) =>
        Add(new() { Subject = Subject, Round = Number, Place = _decisions.Count + 1, Kind = kind, By = by, At = at, ContentHash = ContentHash, Policy = Policy, Text = text });

    private Decision Add(Decision decision)
    {
        _decisions.Add(decision);
        Version++;
        return decision;
    }

    /// <summary>Why nothing can be added that the round is open for, or null where it can.</summary>
    private Refusal? Closed(DateTimeOffset at)
    {
        if (at < LastAt) return ApprovalRefusals.ClockSetBack(LastAt);
        var standing = Standing(at);
        return standing.State is ApprovalState.Pending or ApprovalState.AskedBack or ApprovalState.Approved ? null : ApprovalRefusals.RoundOver(Subject, standing);
    }

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? ApprovalRefusals.TextMissing(what) : text.Length > Decision.MaxTextLength ? ApprovalRefusals.TextTooLong(what, Decision.MaxTextLength) : null;
}
