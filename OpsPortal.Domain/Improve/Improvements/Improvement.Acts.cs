using System.Globalization;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>What becomes of an improvement. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Improvement
{
    /// <summary>Changes what it says. Refused once it is done or dismissed.</summary>
    public Outcome<Improvement> Edit(ImprovementDraft draft, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return ImprovementRefusals.NotOpen(State);
        if (draft.Fault() is { } why) return why;
        Take(draft);
        Note(ImprovementEntryKind.Edited, by.Name, at, Title);
        return this;
    }

    /// <summary>Makes it the actor's. One that somebody else works goes over to the actor and stays where it stands.</summary>
    /// <remarks>Refused for machines, where it is the actor's already, and once it is done or dismissed.</remarks>
    public Outcome<Improvement> TakeOn(Actor by, DateTimeOffset at)
    {
        if (by.Person is not { } person) return ImprovementRefusals.NotAPerson(by.Name);
        if (!IsOpen) return ImprovementRefusals.NotOpen(State);
        if (Owner == person) return ImprovementRefusals.OwnedAlready();
        if (State == ImprovementState.Proposed) MoveTo(ImprovementState.TakenOn, by.Name, at);
        else Note(ImprovementEntryKind.Assigned, by.Name, at, by.Name);
        (Owner, OwnerName) = (person, by.Name);
        return this;
    }

    /// <summary>Begins. Refused unless somebody has taken it on.</summary>
    public Outcome<Improvement> Start(Actor by, DateTimeOffset at) => MoveTo(ImprovementState.InProgress, by.Name, at);

    /// <summary>It was carried out. What the portal counts by itself is measured once as long a time has passed as it was measured over before.</summary>
    /// <param name="note">What was done; may be empty.</param>
    public Outcome<Improvement> Finish(string note, Actor by, DateTimeOffset at)
    {
        if (ImprovementEntry.OptionalFault("note", note) is { } why) return why;
        var outcome = MoveTo(ImprovementState.Done, by.Name, at, note.Trim());
        if (outcome.Refusal is null && Measure is { IsAutomatic: true, Before: { } before }) MeasureDueAt = at + before.Period;
        return outcome;
    }

    /// <summary>Decides against it. Refused without a reason.</summary>
    public Outcome<Improvement> Dismiss(string reason, Actor by, DateTimeOffset at) =>
        ImprovementEntry.Fault("reason", reason) is { } why ? why : MoveTo(ImprovementState.Dismissed, by.Name, at, reason.Trim());

    /// <summary>Takes it up again: what was done goes back to its owner, what was dismissed is to be decided on. What was measured afterwards no longer counts.</summary>
    public Outcome<Improvement> Reopen(string reason, Actor by, DateTimeOffset at)
    {
        if (ImprovementEntry.Fault("reason", reason) is { } why) return why;
        var outcome = MoveTo(State == ImprovementState.Done ? ImprovementState.TakenOn : ImprovementState.Proposed, by.Name, at, reason.Trim());
        if (outcome.Refusal is not null) return outcome;
        (MeasureDueAt, MeasuredAt) = (null, null);
        if (State == ImprovementState.Proposed) (Owner, OwnerName) = (null, "");
        if (Measure is not null) Measure = Measure with { After = null };
        return this;
    }

    /// <summary>Takes a value that a person measured: as it was while the improvement is open, as it became once it is done.</summary>
    /// <remarks>Refused where nothing is measured, for what the portal counts by itself, for values that are none, and for what was dismissed.</remarks>
    public Outcome<Improvement> TakeMeasure(MeasuredValue value, Actor by, DateTimeOffset at)
    {
        if (Measure is null) return ImprovementRefusals.NothingMeasured();
        if (Measure.IsAutomatic) return ImprovementRefusals.MeasuredByPortal();
        if (State == ImprovementState.Dismissed) return ImprovementRefusals.NotOpen(State);
        if (Improvements.Measure.Fault(value, at) is { } why) return why;
        Keep(value, by, at);
        return this;
    }

    /// <summary>What the portal counted after it was done. Running it twice changes nothing.</summary>
    public void MeasureEffect(MeasuredValue value, Actor by, DateTimeOffset at)
    {
        if (MeasureDueAt is null || State != ImprovementState.Done) return;
        MeasureDueAt = null;
        Keep(value, by, at);
    }

    /// <summary>Adds a comment; allowed in every state.</summary>
    public Outcome<Improvement> Comment(string text, Actor by, DateTimeOffset at)
    {
        if (ImprovementEntry.Fault("comment", text) is { } why) return why;
        Note(ImprovementEntryKind.Commented, by.Name, at, text.Trim());
        return this;
    }

    private void Keep(MeasuredValue value, Actor by, DateTimeOffset at)
    {
        if (Measure is not { } measure) return;
        var isEffect = State == ImprovementState.Done;
        Measure = isEffect ? measure with { After = value } : measure with { Before = value };
        if (isEffect) MeasuredAt = at;
        Note(ImprovementEntryKind.Measured, by.Name, at, string.Create(CultureInfo.InvariantCulture, $"{(isEffect ? "after" : "before")}: {value.Value:0.##} {measure.Unit}").TrimEnd());
    }
}
