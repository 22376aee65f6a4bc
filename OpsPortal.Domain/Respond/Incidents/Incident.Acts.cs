using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>What people do in an incident. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Incident
{
    /// <summary>Takes the incident on. Whoever acknowledges one without an owner becomes its owner. Refused when somebody has already, or it is over.</summary>
    public Outcome<Incident> Acknowledge(Actor by, DateTimeOffset at)
    {
        if (State != IncidentState.New) return AcknowledgedAt is { } since && IsOpen ? IncidentRefusals.AlreadyAcknowledged(AcknowledgedBy, since) : IncidentRefusals.NotOpen(State);
        MoveTo(IncidentState.Investigating, by.Name, at);
        (AcknowledgedAt, AcknowledgedBy) = (AcknowledgedAt ?? at, AcknowledgedAt is null ? by.Name : AcknowledgedBy);
        if (Owner is null && by.Person is not null) (Owner, OwnerName) = (by.Person, by.Name);
        return this;
    }

    /// <summary>Users no longer notice. An incident on hold goes on.</summary>
    public Outcome<Incident> Mitigate(string note, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(note, "note") is { } why) return why;
        var outcome = MoveTo(IncidentState.Mitigated, by.Name, at, note.Trim());
        if (outcome is Outcome<Incident>.Done) Continue(at);
        return outcome;
    }

    /// <summary>Users notice again, or what was done did not hold.</summary>
    public Outcome<Incident> Worsen(string note, Actor by, DateTimeOffset at)
    {
        if (Check(note, "reason") is { } why) return why;
        return State == IncidentState.Mitigated ? MoveTo(IncidentState.Investigating, by.Name, at, note.Trim()) : IncidentRefusals.NotFrom(State, IncidentState.Investigating);
    }

    /// <summary>The service is as it should be again. P1 and P2 need the cause as far as it is known.</summary>
    public Outcome<Incident> Resolve(ResolutionCode code, string cause, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(cause, "cause") is { } tooLong) return tooLong;
        if (Priority <= Priority.P2 && string.IsNullOrWhiteSpace(cause)) return IncidentRefusals.LessonMissing(Priority);
        var outcome = MoveTo(IncidentState.Resolved, by.Name, at, cause.Trim());
        if (outcome is Outcome<Incident>.Refused) return outcome;
        Continue(at);
        (ResolvedAt, Resolution, Cause) = (at, code, cause.Trim());
        return this;
    }

    /// <summary>Ends it. P1 and P2 need a lesson learned; a major incident also its checklist done and its review held.</summary>
    /// <param name="checklistLeft">How many points of the checklist are not done.</param>
    public Outcome<Incident> Close(string lesson, int checklistLeft, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(lesson, "lesson") is { } tooLong) return tooLong;
        var learned = string.IsNullOrWhiteSpace(lesson) ? Lesson : lesson.Trim();
        if (Priority <= Priority.P2 && learned.Length == 0) return IncidentRefusals.LessonMissing(Priority);
        if (IsMajor && checklistLeft > 0) return IncidentRefusals.ChecklistOpen(checklistLeft);
        if (IsMajor && ReviewedAt is null) return IncidentRefusals.ReviewMissing();
        var outcome = MoveTo(IncidentState.Closed, by.Name, at, learned);
        if (outcome is Outcome<Incident>.Done) (ClosedAt, Lesson) = (at, learned);
        return outcome;
    }

    /// <summary>Takes it up again. Its clock goes on where it stood when it was resolved.</summary>
    public Outcome<Incident> Reopen(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (IsOpen) return IncidentRefusals.NotFrom(State, IncidentState.Investigating);
        var outcome = MoveTo(IncidentState.Investigating, by.Name, at, reason.Trim());
        if (outcome is Outcome<Incident>.Refused) return outcome;
        if (ResolvedAt is { } resolved) HeldBefore += at - resolved;
        (ResolvedAt, ClosedAt, Resolution) = (null, null, null);
        return this;
    }

    /// <summary>Stops the clock of the resolution: others must act first. Refused when it is on hold, or not being worked.</summary>
    public Outcome<Incident> Hold(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        if (HeldSince is not null) return IncidentRefusals.AlreadyHeld();
        (HeldSince, HeldWhy) = (at, reason.Trim());
        Note(IncidentEntryKind.Held, by.Name, at, reason.Trim());
        return this;
    }

    /// <summary>Lets the clock run again.</summary>
    public Outcome<Incident> Continue(Actor by, DateTimeOffset at)
    {
        if (HeldSince is null) return IncidentRefusals.NotHeld();
        Continue(at);
        Note(IncidentEntryKind.Continued, by.Name, at);
        return this;
    }

    /// <summary>Gives it to a person, or to nobody.</summary>
    public Outcome<Incident> Assign(PersonId? owner, string name, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        (Owner, OwnerName) = (owner, owner is null ? "" : name);
        Note(IncidentEntryKind.Assigned, by.Name, at, owner is null ? "nobody" : name);
        return this;
    }

    /// <summary>Gives a role to a person, or to nobody.</summary>
    public Outcome<Incident> Give(IncidentRole role, PersonId? person, string name, Actor by, DateTimeOffset at)
    {
        if (!Enum.IsDefined(role)) return IncidentRefusals.UnknownRole();
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        if (person is null) name = "";
        switch (role)
        {
            case IncidentRole.Commander:
                (Commander, CommanderName) = (person, name);
                break;
            case IncidentRole.Communicator:
                (Communicator, CommunicatorName) = (person, name);
                break;
            default:
                (Scribe, ScribeName) = (person, name);
                break;
        }

        Note(IncidentEntryKind.RoleGiven, by.Name, at, $"{role}: {(person is null ? "nobody" : name)}");
        return this;
    }

    /// <summary>Sets the priority by a person's word.</summary>
    public Outcome<Incident> Reprioritise(Priority priority, string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        if (priority == Priority) return IncidentRefusals.SamePriority(priority);
        Note(IncidentEntryKind.Reprioritised, by.Name, at, $"{Priority} → {priority}: {reason.Trim()}");
        Priority = priority;
        return this;
    }

    /// <summary>Says whether it is a major incident, which needs roles, a checklist and a review.</summary>
    public Outcome<Incident> Declare(bool isMajor, string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        if (isMajor == IsMajor) return IncidentRefusals.MajorAlready(isMajor);
        IsMajor = isMajor;
        if (isMajor && Commander is null && by.Person is not null) (Commander, CommanderName) = (by.Person, by.Name);
        Note(isMajor ? IncidentEntryKind.MajorDeclared : IncidentEntryKind.MajorLifted, by.Name, at, reason.Trim());
        return this;
    }

    /// <summary>Writes what is known anew. Refused where somebody has written since: nothing that two people type is lost.</summary>
    /// <param name="seen">The <see cref="DescriptionVersion"/> that was read.</param>
    public Outcome<Incident> Describe(string text, int seen, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(text, "description") is { } why) return why;
        if (seen != DescriptionVersion) return IncidentRefusals.TextChanged(DescribedBy);
        if (text == Description) return this;
        (Description, DescribedBy) = (text, by.Name);
        DescriptionVersion++;
        Note(IncidentEntryKind.Described, by.Name, at);
        return this;
    }

    /// <summary>Adds a note; allowed in every state.</summary>
    public Outcome<Incident> Comment(string text, Actor by, DateTimeOffset at)
    {
        if (Check(text, "note") is { } why) return why;
        Note(IncidentEntryKind.Noted, by.Name, at, text.Trim());
        return this;
    }

    /// <summary>Keeps what stakeholders are told.</summary>
    public Outcome<Incident> Update(string text, Actor by, DateTimeOffset at)
    {
        if (Check(text, "message") is { } why) return why;
        (LastUpdate, LastUpdateAt) = (text.Trim(), at);
        Note(IncidentEntryKind.Updated, by.Name, at, text.Trim());
        return this;
    }

    /// <summary>Keeps what the review found. Refused before it is resolved.</summary>
    public Outcome<Incident> Look(string findings, string lesson, Actor by, DateTimeOffset at)
    {
        if (Check(findings, "review") is { } why) return why;
        if (Check(lesson, "lesson") is { } none) return none;
        if (IsOpen) return IncidentRefusals.NotFrom(State, IncidentState.Closed);
        (Review, Lesson, ReviewedAt, ReviewedBy) = (findings.Trim(), lesson.Trim(), at, by.Name);
        Note(IncidentEntryKind.Reviewed, by.Name, at);
        return this;
    }

    /// <summary>Nobody took it on in time: whoever is next is called.</summary>
    /// <param name="told">Who, as shown.</param>
    public void Escalate(string told, Actor by, DateTimeOffset at)
    {
        EscalationLevel++;
        EscalatedAt = at;
        Note(IncidentEntryKind.Escalated, by.Name, at, told);
    }

    /// <summary>Ownership moves with a handoff that was accepted.</summary>
    public void HandOver(PersonId to, string name, string handoff, Actor by, DateTimeOffset at)
    {
        (Owner, OwnerName) = (to, name);
        Note(IncidentEntryKind.HandedOver, by.Name, at, $"to {name} with {handoff}");
    }

    private void Continue(DateTimeOffset at)
    {
        if (HeldSince is not { } since) return;
        HeldBefore += at - since;
        (HeldSince, HeldWhy) = (null, "");
    }
}
