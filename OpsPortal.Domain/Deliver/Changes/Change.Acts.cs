using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>What becomes of a change. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Change
{
    /// <summary>Saves a new revision; whoever does is one of those who cannot approve it. An edit that makes approvals void, or follows a no, makes it a draft again.</summary>
    /// <param name="seen">The revision that was edited; refused where somebody has saved another since: nothing that two people type is lost.</param>
    /// <param name="round">Of the change, where approval is asked for now; it becomes void with the approvals in it.</param>
    public Outcome<Change> Edit(ChangePlan plan, int seen, string note, Party by, ApprovalRound? round, DateTimeOffset at)
    {
        if (!ChangeLifecycle.IsEditable(State)) return ChangeRefusals.NotEditable(State);
        if (at < ChangedAt) return ApprovalRefusals.ClockSetBack(ChangedAt);
        if (seen != Revision) return ChangeRefusals.ChangedMeanwhile(EditedBy, Revision);
        if (PlanCheck.Faults(plan) is [var fault, ..]) return fault.Why;
        if (note.Length > ChangeEntry.MaxTextLength) return ChangeRefusals.TooLong("note", ChangeEntry.MaxTextLength);
        var differences = RevisionDifference.Between(Plan, plan);
        if (differences.Count == 0) return ChangeRefusals.NothingChanged();
        Plan = plan.AsKept();
        Join(new(by, Part.Editor));
        Keep(by, note.Trim(), at);
        if (State == ChangeState.Rejected) MoveTo(ChangeState.Draft, by.Name, at);
        if (State is ChangeState.AwaitingApproval or ChangeState.Approved && differences.Any(difference => difference.Voids))
        {
            round?.Void(ApprovalRefusals.ContentChanged(Number.ToString()), by, at);
            MoveTo(ChangeState.Draft, by.Name, at);
        }

        return this;
    }

    /// <summary>Names those who wrote what is deployed. They are only ever added to, and may be named as long as it is not over.</summary>
    /// <param name="authors">Who, and of what, as <see cref="ComponentVersion.Source"/>.</param>
    /// <param name="trigger">Who started the run that deploys it; null: nobody did, or nobody says.</param>
    public Outcome<Change> Credit(IReadOnlyCollection<(Party Author, string Source)> authors, Party by, DateTimeOffset at, Party? trigger = null)
    {
        if (ChangeLifecycle.IsOver(State)) return ChangeRefusals.NotEditable(State);
        if (_participants.Count + authors.Count > MaxParticipants) return ChangeRefusals.TooMany("authors", MaxParticipants);
        foreach (var (author, source) in authors) Join(new(author, Part.Author, source));
        if (trigger is not null) Join(new(trigger, Part.Trigger));
        if (authors.Count == 0) return this;
        Note(new() { Change = Number, At = at, Kind = ChangeEntryKind.Credited, Actor = by.Name, Text = string.Join(", ", authors.Select(author => author.Author.Name).Distinct(StringComparer.Ordinal).Take(20)) });
        return this;
    }

    /// <summary>Approval is asked for.</summary>
    /// <param name="round">Opened for the plan as it is.</param>
    /// <param name="template">The one that the plan names; null for other than standard changes.</param>
    /// <remarks>Refused for a plan that lacks something, is not as its template or whose window is over, and from any other state than draft.</remarks>
    public Outcome<Change> Submit(ApprovalRound round, RiskAssessment risk, ChangeTemplate? template, Party by, DateTimeOffset at)
    {
        if (!ChangeLifecycle.Allows(State, ChangeState.AwaitingApproval)) return ChangeRefusals.NotFrom(State, ChangeState.AwaitingApproval);
        if (at < ChangedAt) return ApprovalRefusals.ClockSetBack(ChangedAt);
        if (PlanCheck.Missing(Plan) is { Count: > 0 } missing) return ChangeRefusals.Incomplete(missing);
        if (Plan.Window?.End <= at) return ChangeRefusals.WindowOver();
        if (Plan.Kind == ChangeKind.Standard && (template is null ? ChangeRefusals.NeedsTemplate() : template.Refuse(Plan, at)) is { } unlike) return unlike;
        if (round.Subject != Number.ToString() || round.ContentHash != ContentHashUnder(round.Policy) || round.Number != Round + 1) return ChangeRefusals.ContentDiffers();
        (Round, Risk, RiskTotal) = (round.Number, risk.Level, risk.Total);
        return MoveTo(ChangeState.AwaitingApproval, by.Name, at, round.Policy.ToString());
    }

    /// <summary>Brings the state in line with what was decided. Nothing happens where it is, and where another round is meant.</summary>
    public void Follow(ApprovalRound round, DateTimeOffset at)
    {
        if (round.Number != Round || round.Subject != Number.ToString() || State is not (ChangeState.AwaitingApproval or ChangeState.Approved)) return;
        var standing = round.Standing(at);
        var next = standing.State switch
        {
            ApprovalState.Approved => ChangeState.Approved,
            ApprovalState.Rejected => ChangeState.Rejected,
            ApprovalState.Void or ApprovalState.Expired or ApprovalState.Withdrawn => ChangeState.Draft,
            ApprovalState.Pending or ApprovalState.AskedBack => ChangeState.AwaitingApproval,
            _ => State,
        };
        if (next != State) MoveTo(next, round.Decisions.Count > 0 ? round.Decisions[^1].By.Name : Party.Portal.Name, at, standing.Why);
    }

    /// <summary>Begins. The approvals, or the break-glass, are used up by it.</summary>
    /// <param name="permit">Given for this revision at this instant; anything else is a mistake of the caller.</param>
    public Outcome<Change> Start(ExecutionPermit permit)
    {
        if (permit.Change != Number || permit.Revision != Revision) throw new ArgumentException($"The permit is for {permit.Change} revision {permit.Revision}, not for {Number} revision {Revision}.", nameof(permit));
        if (!ChangeLifecycle.Allows(State, ChangeState.Implementing) || (permit.Round is null && permit.BreakGlass is null)) return ChangeRefusals.NotFrom(State, ChangeState.Implementing);
        if (permit.Round?.Spend(permit.Executor, permit.At).Refusal is { } why) return why;
        permit.BreakGlass?.Use(permit.Executor, permit.At);
        (StartedAt, StartedBy, BrokeGlass) = (permit.At, permit.Executor.Name, permit.BreakGlass is not null);
        Join(new(permit.Executor, Part.Trigger));
        return MoveTo(ChangeState.Implementing, permit.Executor.Name, permit.At, BrokeGlass ? "break-glass" : "");
    }

    /// <summary>It was carried out and stays.</summary>
    public Outcome<Change> Finish(string note, Party by, DateTimeOffset at) => End(ChangeState.Implemented, note, by, at);

    /// <summary>It was taken back, while it was carried out or after.</summary>
    public Outcome<Change> BackOut(string reason, Party by, DateTimeOffset at) => Check(reason, "reason") is { } why ? why : End(ChangeState.BackedOut, reason, by, at);

    /// <summary>It was reviewed.</summary>
    public Outcome<Change> Close(string review, Party by, DateTimeOffset at) => Check(review, "review") is { } why ? why : MoveTo(ChangeState.Closed, by.Name, at, review.Trim());

    /// <summary>Calls it off before it begins. What was approved of it is withdrawn as well.</summary>
    public Outcome<Change> Withdraw(string reason, Party by, ApprovalRound? round, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        var outcome = MoveTo(ChangeState.Withdrawn, by.Name, at, reason.Trim());
        if (outcome is Outcome<Change>.Done) round?.Void(new("change.withdrawn", $"{by.Name} called it off: {reason.Trim()}"), by, at);
        return outcome;
    }

    /// <summary>Adds a note; allowed in every state.</summary>
    public Outcome<Change> Comment(string text, Party by, DateTimeOffset at)
    {
        if (Check(text, "note") is { } why) return why;
        Note(new() { Change = Number, At = at, Kind = ChangeEntryKind.Noted, Actor = by.Name, Text = text.Trim() });
        return this;
    }

    private Outcome<Change> End(ChangeState next, string note, Party by, DateTimeOffset at)
    {
        if (note.Length > ChangeEntry.MaxTextLength) return ChangeRefusals.TooLong("note", ChangeEntry.MaxTextLength);
        var outcome = MoveTo(next, by.Name, at, note.Trim());
        if (outcome is Outcome<Change>.Done) EndedAt = at;
        return outcome;
    }
}
