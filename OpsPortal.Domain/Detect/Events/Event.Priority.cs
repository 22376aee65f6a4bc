using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>How pressing an event is: what the facts say, and what a person said.</summary>
public sealed partial class Event
{
    /// <summary>What the facts said last; null: they were asked when it was raised, and <see cref="Priority"/> is what they said.</summary>
    public Priority? Computed { get; private set; }

    /// <summary>Who set the priority by hand; empty where nobody did.</summary>
    public string PrioritySetBy { get; private set; } = "";

    /// <summary>Sets the priority by hand, with a reason. It holds until facts say that it is graver.</summary>
    public Outcome<Event> Reprioritise(Priority priority, string reason, Actor by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!IsOpen) return EventRefusals.NotOpen(State);
        if (priority == Priority) return PriorityRefusals.Same(priority);
        Computed ??= Priority;
        Note(EntryKind.Reprioritised, by.Name, at, $"{Priority} → {priority}: {reason.Trim()}");
        (Priority, PrioritySetBy, LoweredBy) = (priority, by.Name, null);
        return this;
    }

    /// <summary>Facts have changed: the event follows them. What a person set is raised by new facts, and never lowered.</summary>
    /// <param name="computed">What the facts say now.</param>
    /// <param name="because">What has changed, in words.</param>
    public void Recompute(Priority computed, string because, DateTimeOffset at)
    {
        if (!IsOpen || computed == (Computed ?? Priority)) return;
        var graver = computed < (Computed ?? Priority);
        Computed = computed;
        if (PrioritySetBy.Length > 0 && !(graver && computed < Priority)) return;
        if (LoweredBy is not null)
        {
            // What the window leaves of it is worked out when windows are applied next.
            Version++;
            return;
        }

        if (computed == Priority) return;
        Note(EntryKind.Reprioritised, "priorities", at, $"{Priority} → {computed}: {because}");
        (Priority, PrioritySetBy) = (computed, "");
    }
}
