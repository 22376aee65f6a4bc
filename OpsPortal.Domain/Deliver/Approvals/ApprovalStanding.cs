using OpsPortal.Domain.Deliver.Policies;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Where a round stands at one instant.</summary>
public enum ApprovalState
{
    /// <summary>More have to say yes.</summary>
    Pending,

    /// <summary>A question is open.</summary>
    AskedBack,

    /// <summary>All have said yes who must, and it still counts.</summary>
    Approved,
    Rejected,
    Withdrawn,

    /// <summary>What was asked about is no longer what it was.</summary>
    Void,

    /// <summary>Too few said yes in time, or a yes is too old.</summary>
    Expired,

    /// <summary>It was carried out on the strength of it.</summary>
    Spent,
}

/// <summary>Where a round stands, derived from nothing but the log, the terms and the clock.</summary>
/// <param name="Approvals">Those that were given before the round ended, oldest first.</param>
/// <param name="Turn">Which turn is asked, from 0; the number of turns where all are complete.</param>
/// <param name="Missing">Who is still to approve in that turn; empty where all are complete.</param>
/// <param name="ValidUntil">The first instant at which it no longer counts; null where it does not count now.</param>
/// <param name="StartNotBefore">The latest of the starts that the approvals allow; null: at once.</param>
/// <param name="Why">What ended it, in words; empty where nothing did.</param>
public sealed record ApprovalStanding(
    ApprovalState State, IReadOnlyList<Decision> Approvals, int Turn, IReadOnlyList<ApproverDemand> Missing, DateTimeOffset? ValidUntil, DateTimeOffset? StartNotBefore, string Why)
{
    /// <param name="decideBy">From then on silence is no.</param>
    /// <param name="decisions">All of one round, in the order written.</param>
    public static ApprovalStanding Of(PolicyTerms terms, DateTimeOffset decideBy, IReadOnlyList<Decision> decisions, DateTimeOffset at)
    {
        var end = decisions.FirstOrDefault(decision => EndedBy(decision.Kind) is not null);
        List<Decision> approvals = [.. decisions.TakeWhile(decision => decision != end).Where(decision => decision.Kind == DecisionKind.Approve)];
        var (turn, missing) = Outstanding(terms, approvals);
        var expires = approvals.Min(approval => approval.ExpiresAt);
        var state = end is not null && EndedBy(end.Kind) is { } ended ? ended
            : expires <= at || (missing.Count > 0 && at >= decideBy) ? ApprovalState.Expired
            : HasOpenQuestion(decisions) ? ApprovalState.AskedBack
            : missing.Count > 0 ? ApprovalState.Pending
            : ApprovalState.Approved;
        var why = end?.Text ?? (state == ApprovalState.Expired ? expires <= at ? "An approval is too old." : "Too few approved in time." : "");
        return new(state, approvals, turn, missing, state == ApprovalState.Approved ? expires : null, approvals.Max(approval => approval.StartNotBefore), why);
    }

    /// <summary>Whether one more approval would bring the turn forward.</summary>
    /// <param name="groups">What it could stand for.</param>
    public bool Needs(PolicyTerms terms, IReadOnlyList<ApproverGroup> groups)
    {
        if (Missing.Count == 0) return false;
        List<IReadOnlyList<ApproverGroup>> given = [.. Approvals.Where(approval => approval.Turn == Turn).Select(approval => approval.Groups)];
        return Seating.Empty(terms.Turns[Turn], [.. given, groups]).Sum() < Missing.Sum(demand => demand.Persons);
    }

    private static (int Turn, IReadOnlyList<ApproverDemand> Missing) Outstanding(PolicyTerms terms, List<Decision> approvals)
    {
        var turns = terms.Turns;
        for (var turn = 0; turn < turns.Count; turn++)
        {
            var empty = Seating.Empty(turns[turn], [.. approvals.Where(approval => approval.Turn == turn).Select(approval => approval.Groups)]);
            if (empty.Sum() > 0) return (turn, [.. turns[turn].Select((demand, at) => demand with { Persons = empty[at] }).Where(demand => demand.Persons > 0)]);
        }

        return (turns.Count, []);
    }

    /// <summary>A question is open until it is answered, or whoever asked it has decided.</summary>
    private static bool HasOpenQuestion(IReadOnlyList<Decision> decisions) => decisions.Any(question => question.Kind == DecisionKind.AskBack
        && !decisions.Any(later => later.Place > question.Place && (later.Kind == DecisionKind.Answer || (later.Kind == DecisionKind.Approve && later.By.Person == question.By.Person))));

    private static ApprovalState? EndedBy(DecisionKind kind) => kind switch
    {
        DecisionKind.Reject => ApprovalState.Rejected,
        DecisionKind.Withdraw => ApprovalState.Withdrawn,
        DecisionKind.Void => ApprovalState.Void,
        DecisionKind.Expire => ApprovalState.Expired,
        DecisionKind.Spend => ApprovalState.Spent,
        _ => null,
    };
}
