using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>What people do with an event. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Event
{
    /// <summary>Takes the event on. Whoever acknowledges an event without an owner becomes its owner.</summary>
    /// <remarks>Refused when it is already acknowledged, or not open.</remarks>
    public Outcome<Event> Acknowledge(Actor by, DateTimeOffset at)
    {
        if (AcknowledgedAt is { } since) return EventRefusals.AlreadyAcknowledged(AcknowledgedBy!, since);
        if (!IsOpen) return EventRefusals.NotOpen(State);
        var outcome = MoveTo(EventState.Investigating, by.Name, at);
        if (outcome is Outcome<Event>.Refused) return outcome;
        (AcknowledgedAt, AcknowledgedBy) = (at, by.Name);
        if (Owner is null) SetOwner(by.Person, by.Person is null ? "" : by.Name);
        return this;
    }

    /// <summary>Takes an acknowledgement back: the event waits for somebody again. Refused unless it is being investigated.</summary>
    public Outcome<Event> Unacknowledge(Actor by, DateTimeOffset at)
    {
        if (State != EventState.Investigating) return EventRefusals.NotFrom(State, EventState.Prioritised);
        MoveTo(EventState.Prioritised, by.Name, at);
        (AcknowledgedAt, AcknowledgedBy) = (null, null);
        SetOwner(null, "");
        return this;
    }

    /// <summary>Gives the event to a person, or to nobody. Refused when it is not open.</summary>
    public Outcome<Event> Assign(PersonId? owner, string ownerName, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return EventRefusals.NotOpen(State);
        SetOwner(owner, ownerName);
        Note(EntryKind.Assigned, by.Name, at, owner is null ? "nobody" : ownerName);
        return this;
    }

    /// <summary>Adds a comment; allowed in every state. Refused when empty or too long.</summary>
    public Outcome<Event> Comment(string text, Actor by, DateTimeOffset at)
    {
        if (Check(text, "comment") is { } why) return why;
        Note(EntryKind.Commented, by.Name, at, text.Trim());
        return this;
    }

    /// <summary>Hides the event from the queue until an instant. Refused when not open, in the past, or too far ahead.</summary>
    public Outcome<Event> Snooze(DateTimeOffset until, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return EventRefusals.NotOpen(State);
        if (until <= at) return EventRefusals.SnoozeInPast();
        if (until > at + LongestSnooze) return EventRefusals.SnoozeTooLong(LongestSnooze);
        SnoozedUntil = until;
        Note(EntryKind.Snoozed, by.Name, at, $"until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return this;
    }

    /// <summary>Brings a snoozed event back, because its time has come or somebody wants it now.</summary>
    public Outcome<Event> Wake(Actor by, DateTimeOffset at)
    {
        if (SnoozedUntil is null) return EventRefusals.NotSnoozed();
        SnoozedUntil = null;
        Note(EntryKind.Woken, by.Name, at);
        return this;
    }

    /// <summary>Asks for more hands. An event nobody has acknowledged is acknowledged by whoever escalates it.</summary>
    public Outcome<Event> Escalate(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return EventRefusals.NotOpen(State);
        if (State == EventState.Prioritised) Acknowledge(by, at);
        return MoveTo(EventState.Escalated, by.Name, at, reason.Trim());
    }

    /// <summary>Says the cause is gone. Allowed while the source still fires; it is reopened when it fires anew.</summary>
    public Outcome<Event> Resolve(string note, Actor by, DateTimeOffset at)
    {
        if (CheckOptional(note, "note") is { } why) return why;
        var outcome = MoveTo(EventState.Resolved, by.Name, at, note.Trim());
        if (outcome is Outcome<Event>.Done) SnoozedUntil = null;
        return outcome;
    }

    /// <summary>Ends the handling. A closing note is required, and for P1 and P2 a lesson learned.</summary>
    public Outcome<Event> Close(string note, string lesson, Actor by, DateTimeOffset at)
    {
        if (Check(note, "closing note") is { } noNote) return noNote;
        if (CheckOptional(lesson, "lesson") is { } tooLong) return tooLong;
        if (Priority <= Priority.P2 && string.IsNullOrWhiteSpace(lesson)) return EventRefusals.LessonMissing(Priority);
        var outcome = MoveTo(EventState.Closed, by.Name, at, note.Trim());
        if (outcome is Outcome<Event>.Done) (ClosingNote, Lesson) = (note.Trim(), lesson.Trim());
        return outcome;
    }

    /// <summary>Says that it is of one cause with other events. Refused when it is not open.</summary>
    public Outcome<Event> Merge(string with, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return EventRefusals.NotOpen(State);
        Note(EntryKind.Merged, by.Name, at, with);
        return this;
    }

    /// <summary>Says that it is of one cause with no other event. Refused when it is not open.</summary>
    public Outcome<Event> Part(Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return EventRefusals.NotOpen(State);
        Note(EntryKind.Parted, by.Name, at);
        return this;
    }

    /// <summary>Takes a resolved or closed event up again; it is acknowledged by whoever reopens it.</summary>
    public Outcome<Event> Reopen(string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (IsOpen) return EventRefusals.NotFrom(State, EventState.Investigating);
        var outcome = MoveTo(EventState.Investigating, by.Name, at, reason.Trim());
        if (outcome is Outcome<Event>.Done && AcknowledgedAt is null) (AcknowledgedAt, AcknowledgedBy) = (at, by.Name);
        return outcome;
    }

    private void SetOwner(PersonId? owner, string name) => (Owner, OwnerName) = (owner, name);

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? EventRefusals.TextMissing(what) : CheckOptional(text, what);

    private static Refusal? CheckOptional(string text, string what) =>
        text.Length > EventEntry.MaxTextLength ? EventRefusals.TextTooLong(what) : null;
}
