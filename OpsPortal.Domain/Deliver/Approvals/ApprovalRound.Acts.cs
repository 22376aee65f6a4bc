using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Everything but yes.</summary>
public sealed partial class ApprovalRound
{
    /// <summary>Says no, which ends the round. Refused for machines, tokens and stale sessions, without a reason, for an old revision, and for whoever was not asked.</summary>
    /// <param name="contentHash">What it is about, as whoever decides was shown it.</param>
    public Outcome<Decision> Reject(string contentHash, string text, ApprovalSubject subject, ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if ((Session(subject, by, at) ?? Check(text, "reason") ?? Closed(at)) is { } why) return why;
        if (contentHash != ContentHash) return ApprovalRefusals.OldRevision(Subject);
        if (NotAsked(by, who, at) is { } no) return no;
        return Add(new()
        {
            Subject = Subject,
            Round = Number,
            Place = _decisions.Count + 1,
            Kind = DecisionKind.Reject,
            By = by.Party,
            At = at,
            ContentHash = ContentHash,
            Policy = Policy,
            Text = text.Trim(),
            StepUp = by.StepUp?.Id,
            Method = by.StepUp?.Method,
        });
    }

    /// <summary>Asks whoever asked. Nothing counts as approved until that is answered. Refused for a machine and for whoever was not asked.</summary>
    public Outcome<Decision> AskBack(string question, ActingSession by, WhoIsWho who, DateTimeOffset at) =>
        (Check(question, "question") ?? Closed(at) ?? NotAsked(by, who, at)) is { } why ? why : Add(DecisionKind.AskBack, by.Party, question.Trim(), at);

    /// <summary>Answers the questions that are open. Refused for whoever took no part, and where nothing is asked.</summary>
    public Outcome<Decision> Answer(string text, ApprovalSubject subject, Party by, WhoIsWho who, DateTimeOffset at)
    {
        if ((Check(text, "answer") ?? Closed(at) ?? NoPart(subject, by, who)) is { } why) return why;
        return Standing(at).State == ApprovalState.AskedBack ? Add(DecisionKind.Answer, by, text.Trim(), at) : ApprovalRefusals.NothingAsked();
    }

    /// <summary>Says something; allowed at any time, also when the round is over.</summary>
    public Outcome<Decision> Comment(string text, Party by, DateTimeOffset at) =>
        (Check(text, "comment") ?? (at < LastAt ? ApprovalRefusals.ClockSetBack(LastAt) : null)) is { } why ? why : Add(DecisionKind.Comment, by, text.Trim(), at);

    /// <summary>Asks no more. Refused for whoever took no part.</summary>
    public Outcome<Decision> Withdraw(string text, ApprovalSubject subject, Party by, WhoIsWho who, DateTimeOffset at) =>
        (Check(text, "reason") ?? Closed(at) ?? NoPart(subject, by, who)) is { } why ? why : Add(DecisionKind.Withdraw, by, text.Trim(), at);

    /// <summary>What was asked about is no longer what it was; those who had approved are told.</summary>
    /// <param name="because">What changed.</param>
    public Outcome<Decision> Void(Refusal because, Party by, DateTimeOffset at) => Closed(at) is { } why ? why : Add(DecisionKind.Void, by, because.Message, at);

    /// <summary>Writes down that time has run out. Refused while it has not. Time never approves anything.</summary>
    public Outcome<Decision> Expire(DateTimeOffset at)
    {
        if (at < LastAt) return ApprovalRefusals.ClockSetBack(LastAt);
        var standing = Standing(at);
        if (standing.State != ApprovalState.Expired || _decisions.Exists(decision => decision.Kind == DecisionKind.Expire)) return ApprovalRefusals.NotDue();
        return Add(DecisionKind.Expire, Party.Portal, standing.Why, at);
    }

    /// <summary>It is carried out on the strength of this round, once. Refused unless it is approved at that instant.</summary>
    internal Outcome<Decision> Spend(Party by, DateTimeOffset at)
    {
        if (Closed(at) is { } why) return why;
        var standing = Standing(at);
        return standing.State == ApprovalState.Approved ? Add(DecisionKind.Spend, by, "", at) : ApprovalRefusals.NotApproved(Subject, standing);
    }

    private Refusal? NotAsked(ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if (by.Actor.Person is not { } person) return DutyRefusals.Machine(by.Actor.Name);
        if (who.Find(person) is not { IsActive: true }) return DutyRefusals.Inactive(by.Actor.Name);
        return Asked.Any(asked => asked.Person == person || who.Delegations.Any(delegation => delegation.Gives(person, asked.Person, at))) ? null : DutyRefusals.NotAsked(by.Actor.Name);
    }

    private static Refusal? NoPart(ApprovalSubject subject, Party by, WhoIsWho who)
    {
        var links = who.Links.With([by, .. subject.Participants.Select(participant => participant.Party)]);
        return links.HumanOf(by) is { } human && subject.Participants.Any(participant => links.HumanOf(participant.Party) == human) ? null : ApprovalRefusals.OnlyRequester(subject.Reference);
    }
}
