using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>A yes, as somebody gives it.</summary>
/// <param name="ContentHash">What it is about, as whoever decides was shown it.</param>
/// <param name="Seen">The hash of the sheet that was shown.</param>
/// <param name="Text">The reason.</param>
/// <param name="Principal">In whose place; null: in one's own right.</param>
/// <param name="StartNotBefore">It may not begin before; null: at once.</param>
public sealed record Yes(string ContentHash, string Seen, string Text, PersonId? Principal = null, DateTimeOffset? StartNotBefore = null);

/// <summary>Saying yes.</summary>
public sealed partial class ApprovalRound
{
    /// <summary>Approves. Once it has been carried out a yes is kept as <see cref="DecisionKind.Retrospective"/> and counts for nothing.</summary>
    /// <param name="subject">As it is now.</param>
    /// <remarks>
    /// Refused for machines, tokens and stale sessions; for a step-up that was used; where the content, the policy or what is shown is not what it was;
    /// for whoever may not approve; for whoever has decided already, also through another account or a delegation; out of turn, where nobody more is needed, and when the round is over.
    /// </remarks>
    public Outcome<Decision> Approve(Yes yes, ApprovalSubject subject, ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if (Session(subject, by, at) is { } session) return session;
        if (Check(yes.Text, "reason") is { } text) return text;
        var late = subject.StartedAt is not null || Standing(at).State == ApprovalState.Spent;
        if ((late ? at < LastAt ? ApprovalRefusals.ClockSetBack(LastAt) : null : Closed(at)) is { } closed) return closed;
        if (Same(yes, subject) is { } other) return other;
        var claim = new ApprovalClaim(by.Actor.Person ?? default, yes.Principal, at);
        var decided = WhoMayApprove.Decide(subject, claim, who.With([by.Party]), at, Asked);
        if (decided is not Outcome<ApprovalRight>.Done(var right)) return decided.Refusal ?? DutyRefusals.UnknownPerson();
        if (AlreadyDecided(right, subject, who) is { } twice) return twice;
        var expires = at + Terms.ApprovalsLast;
        if (yes.StartNotBefore < at || yes.StartNotBefore >= expires) return ApprovalRefusals.BadDeferral(expires);
        var standing = Standing(at);
        if (!late && !standing.Needs(Terms, right.Groups)) return standing.Missing.Count > 0 && LaterTurn(right, standing.Turn) ? ApprovalRefusals.NotYourTurn(Terms.Stages[standing.Turn].Name) : ApprovalRefusals.NotNeeded();
        return Add(new()
        {
            Subject = Subject,
            Round = Number,
            Place = _decisions.Count + 1,
            Kind = late ? DecisionKind.Retrospective : DecisionKind.Approve,
            By = by.Party,
            Principal = right.Principal,
            At = at,
            ContentHash = ContentHash,
            Policy = Policy,
            Seen = yes.Seen,
            Text = yes.Text.Trim(),
            Turn = standing.Turn,
            Groups = right.Groups,
            StartNotBefore = yes.StartNotBefore,
            ExpiresAt = expires,
            StepUp = by.StepUp?.Id,
            Method = by.StepUp?.Method,
        });
    }

    /// <summary>Whoever decides is a person who has just shown so, and each time anew.</summary>
    private Refusal? Session(ApprovalSubject subject, ActingSession by, DateTimeOffset at)
    {
        if (subject.Reference != Subject) throw new ArgumentException($"{subject.Reference} cannot be decided in a round about {Subject}.", nameof(subject));
        if (by.Authorising(at) is { } why) return why;
        return _decisions.Exists(decision => decision.StepUp == by.StepUp?.Id) ? DutyRefusals.StepUpUsed() : null;
    }

    private Refusal? Same(Yes yes, ApprovalSubject subject)
    {
        if (yes.ContentHash != ContentHash) return ApprovalRefusals.OldRevision(Subject);
        if (subject.Policy.Reference != Policy) return ApprovalRefusals.PolicyChanged(Policy, subject.Policy.Reference);
        if (subject.ContentHash != ContentHash) return ApprovalRefusals.ContentChanged(Subject);
        return yes.Seen.Length == 0 || yes.Seen != subject.SheetHash ? ApprovalRefusals.NotAsShown() : null;
    }

    private Refusal? AlreadyDecided(ApprovalRight right, ApprovalSubject subject, WhoIsWho who)
    {
        var links = who.Links.With([.. subject.Participants.Select(participant => participant.Party), .. _decisions.Select(decision => decision.By)]);
        var mine = new[] { links.HumanOf(right.Person), links.HumanOf(right.Principal ?? right.Person) };
        var earlier = _decisions.Find(decision => decision.Kind is DecisionKind.Approve or DecisionKind.Retrospective
            && (mine.Contains(links.HumanOf(decision.By)) || (decision.Principal is { } principal && mine.Contains(links.HumanOf(principal)))));
        return earlier is null ? null : ApprovalRefusals.AlreadyDecided(who.NameOf(right.Person), earlier);
    }

    private bool LaterTurn(ApprovalRight right, int turn) => Terms.Turns.Skip(turn + 1).Any(demands => demands.Any(demand => right.Groups.Contains(demand.Group)));
}
