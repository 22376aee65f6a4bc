using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>What people do with a problem. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Problem
{
    /// <summary>A fix that lies farther back than this has no occurrences to be measured by.</summary>
    public const int OldestFixDays = 365;

    /// <summary>Says that there is a problem, and begins to look for its cause. Whoever confirms one without an owner becomes its owner.</summary>
    public Outcome<Problem> Confirm(string note, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(note, "note") is { } why) return why;
        if (State != ProblemState.Proposed) return ProblemRefusals.NotFrom(State, ProblemState.Confirmed);
        var outcome = MoveTo(ProblemState.Confirmed, by.Name, at, note.Trim());
        if (Owner is null && by.Person is not null) (Owner, OwnerName) = (by.Person, by.Name);
        return outcome;
    }

    /// <summary>Says that it is none. It is proposed again only once it comes clearly more often than until now.</summary>
    public Outcome<Problem> Dismiss(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        var outcome = MoveTo(ProblemState.Dismissed, by.Name, at, reason.Trim());
        if (outcome is Outcome<Problem>.Done) EndedAt = at;
        return outcome;
    }

    /// <summary>It was dismissed, and comes clearly more often since.</summary>
    /// <param name="grounds">The facts now, a sentence a line.</param>
    public Outcome<Problem> ProposeAgain(string grounds, Actor by, DateTimeOffset at)
    {
        var outcome = MoveTo(ProblemState.Proposed, by.Name, at, grounds);
        if (outcome is Outcome<Problem>.Done) (Grounds, ProposedAt, EndedAt) = (grounds, at, null);
        return outcome;
    }

    /// <summary>Writes what is known anew. Refused where somebody has written since: nothing that two people type is lost.</summary>
    /// <param name="seen">The <see cref="TextVersion"/> that was read.</param>
    public Outcome<Problem> Write(ProblemText text, int seen, Actor by, DateTimeOffset at)
    {
        var title = text.Title.Trim();
        if (title.Length == 0) return ProblemRefusals.TextMissing("title");
        if (title.Length > MaxTitleLength) return ProblemRefusals.TextTooLong("title", MaxTitleLength);
        if ((CheckOptional(text.Description, "description") ?? CheckOptional(text.RootCause, "root cause") ?? CheckOptional(text.Workaround, "workaround")) is { } why) return why;
        if (seen != TextVersion) return ProblemRefusals.TextChanged(WrittenBy);
        var (cause, workaround) = (text.RootCause.Trim(), text.Workaround.Trim());
        if (State == ProblemState.KnownError && (cause.Length == 0 || workaround.Length == 0)) return ProblemRefusals.NotKnownYet();
        string[] changed =
        [
            .. title != Title ? (string[])["title"] : [], .. text.Description.Trim() != Description ? (string[])["description"] : [],
            .. cause != RootCause ? (string[])["root cause"] : [], .. workaround != Workaround ? (string[])["workaround"] : [],
        ];
        if (changed.Length == 0) return this;
        (Title, Description, RootCause, Workaround, WrittenBy) = (title, text.Description.Trim(), cause, workaround, by.Name);
        TextVersion++;
        Note(ProblemEntryKind.Written, by.Name, at, string.Join(", ", changed));
        return this;
    }

    /// <summary>Root cause and workaround are known: from now on the workaround stands on every event that matches.</summary>
    public Outcome<Problem> DeclareKnownError(Actor by, DateTimeOffset at)
    {
        if (State == ProblemState.Confirmed && (RootCause.Length == 0 || Workaround.Length == 0)) return ProblemRefusals.NotKnownYet();
        if (State is not ProblemState.Confirmed) return ProblemRefusals.NotFrom(State, ProblemState.KnownError);
        var outcome = MoveTo(ProblemState.KnownError, by.Name, at);
        KnownErrorAt = at;
        return outcome;
    }

    /// <summary>The cause is another, or the workaround does not help: it is looked for again.</summary>
    public Outcome<Problem> WithdrawKnownError(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (State != ProblemState.KnownError) return ProblemRefusals.NotFrom(State, ProblemState.Confirmed);
        KnownErrorAt = null;
        return MoveTo(ProblemState.Confirmed, by.Name, at, reason.Trim());
    }

    /// <summary>Names the change that fixes it, and since when the fix is in place.</summary>
    /// <param name="change">See <see cref="ChangeReference"/>; empty: none is named.</param>
    /// <param name="fixedAt">UTC, not in the future; null: not yet.</param>
    public Outcome<Problem> SetFix(string change, DateTimeOffset? fixedAt, Actor by, DateTimeOffset at)
    {
        if (State is not (ProblemState.Confirmed or ProblemState.KnownError or ProblemState.Resolved)) return ProblemRefusals.FixNotNow(State);
        if (ChangeReference.Read(change) is not Outcome<string>.Done(var reference)) return ChangeReference.Read(change).Refusal ?? ProblemRefusals.ChangeUnreadable();
        if (fixedAt > at) return ProblemRefusals.FixInFuture();
        if (fixedAt < at.AddDays(-OldestFixDays)) return ProblemRefusals.FixTooOld(OldestFixDays);
        if (fixedAt is null && State == ProblemState.Resolved) return ProblemRefusals.FixMissing();
        if ((reference, fixedAt) == (Change, FixedAt)) return this;
        (Change, FixedAt) = (reference, fixedAt);
        Note(ProblemEntryKind.FixSet, by.Name, at, (reference.Length > 0 ? reference : "no change named") + (fixedAt is { } since ? string.Create(CultureInfo.InvariantCulture, $", in place since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : ", not in place yet"));
        return this;
    }

    /// <summary>The fix is in place; whether it holds is watched from now on. Refused before it is said since when.</summary>
    public Outcome<Problem> Resolve(string note, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(note, "note") is { } why) return why;
        if (ProblemLifecycle.Allows(State, ProblemState.Resolved) && FixedAt is null) return ProblemRefusals.FixMissing();
        var outcome = MoveTo(ProblemState.Resolved, by.Name, at, note.Trim());
        if (outcome is Outcome<Problem>.Done) ResolvedAt = at;
        return outcome;
    }

    /// <summary>Ends it. Needs a reason unless what was measured since the fix says that it has stopped.</summary>
    /// <param name="verdict">What was measured; null: nothing could be.</param>
    public Outcome<Problem> Close(string note, FixVerdict? verdict, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(note, "note") is { } tooLong) return tooLong;
        if (State == ProblemState.Resolved && verdict != FixVerdict.Stopped && string.IsNullOrWhiteSpace(note)) return ProblemRefusals.NotStopped();
        var outcome = MoveTo(ProblemState.Closed, by.Name, at, note.Trim());
        if (outcome is Outcome<Problem>.Done) EndedAt = at;
        return outcome;
    }

    /// <summary>Takes it up again: the fix did not hold, or it was dismissed too soon. What was known stays known; the fix is none any more.</summary>
    public Outcome<Problem> Reopen(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (State is not (ProblemState.Resolved or ProblemState.Closed or ProblemState.Dismissed)) return ProblemRefusals.NotFrom(State, ProblemState.Confirmed);
        var outcome = MoveTo(KnownErrorAt is not null && State != ProblemState.Dismissed ? ProblemState.KnownError : ProblemState.Confirmed, by.Name, at, reason.Trim());
        if (outcome is Outcome<Problem>.Refused) return outcome;
        (Change, FixedAt, ResolvedAt, EndedAt) = ("", null, null, null);
        return this;
    }

    /// <summary>Says what it is recognised by. Occurrences are then counted anew, as far back as they are kept; by labels as far back as events are.</summary>
    public Outcome<Problem> Recognise(ProblemPattern pattern, Actor by, DateTimeOffset at)
    {
        var kind = new ProblemPattern(pattern.What.Trim(), pattern.Service.Trim());
        var narrowed = kind.By(pattern.Labels);
        if (narrowed is not Outcome<ProblemPattern>.Done(var wanted)) return ((Outcome<ProblemPattern>.Refused)narrowed).Why;
        if (wanted.What.Length > ProblemPattern.MaxWhatLength) return ProblemRefusals.TextTooLong("name", ProblemPattern.MaxWhatLength);
        if (wanted.Service.Length > Event.MaxServiceLength) return ProblemRefusals.TextTooLong("service", Event.MaxServiceLength);
        if (!IsOpen) return ProblemRefusals.IsOver(State);
        if (wanted == new ProblemPattern(What, Service) { Labels = Labels }) return this;
        (What, Service, Labels, Narrowed) = (wanted.What, wanted.Service, wanted.Labels, wanted.Key);
        Note(ProblemEntryKind.Recognised, by.Name, at, wanted.IsNone ? "nothing" : wanted.ToString());
        return this;
    }

    /// <summary>Gives it to a team and a person, or to none of them.</summary>
    public Outcome<Problem> Assign(TeamId? team, string teamName, PersonId? owner, string ownerName, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return ProblemRefusals.IsOver(State);
        (Team, TeamName, Owner, OwnerName) = (team, team is null ? "" : teamName, owner, owner is null ? "" : ownerName);
        Note(ProblemEntryKind.Assigned, by.Name, at, (OwnerName, TeamName) switch { ("", "") => "nobody", ("", _) => TeamName, (_, "") => OwnerName, _ => $"{OwnerName} of {TeamName}" });
        return this;
    }

    /// <summary>Sets the priority by a person's word.</summary>
    public Outcome<Problem> Reprioritise(Priority priority, string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return ProblemRefusals.IsOver(State);
        if (priority == Priority) return ProblemRefusals.SamePriority(priority);
        Note(ProblemEntryKind.Reprioritised, by.Name, at, $"{Priority} → {priority}: {reason.Trim()}");
        Priority = priority;
        return this;
    }

    /// <summary>Adds a note; allowed in every state.</summary>
    public Outcome<Problem> Comment(string text, Actor by, DateTimeOffset at)
    {
        if (Check(text, "note") is { } why) return why;
        Note(ProblemEntryKind.Noted, by.Name, at, text.Trim());
        return this;
    }

    /// <summary>Keeps that an event or incident was linked to it, or no longer is; allowed in every state, for evidence may come late.</summary>
    public void Linked(ProblemEntryKind kind, string number, string title, Actor by, DateTimeOffset at) => Note(kind, by.Name, at, title, number);
}
