using OpsPortal.Domain.Detect.Maintenance.Windows;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>What maintenance does to an event besides keeping it out of the queue.</summary>
public sealed partial class Event
{
    /// <summary>The number of the maintenance window that makes it less pressing now; null: none does.</summary>
    public long? LoweredBy { get; private set; }

    /// <summary>The mark of a maintenance window; empty where there is none. It stays on what ended while the window lasted.</summary>
    public string Tag { get; private set; } = "";

    /// <summary>The number of the maintenance window whose mark it bears; null: none.</summary>
    public long? TaggedBy { get; private set; }

    /// <summary>
    /// A window in force makes it less pressing; null: none does any more, and it is as pressing again as the facts say. What a person
    /// has set is left alone. Does nothing where it is so already.
    /// </summary>
    public void Lower(MaintenanceWindow? window, DateTimeOffset at)
    {
        if (PrioritySetBy.Length > 0 || (window is null && LoweredBy is null)) return;
        var facts = Computed ?? Priority;
        var wanted = window?.Effect.Apply(facts) ?? facts;
        var by = wanted == facts ? null : window?.Number.Value;
        if (wanted == Priority && by == LoweredBy) return;
        Computed = facts;
        var why = window is not null ? window.Number.ToString() : $"{new WindowNumber(LoweredBy ?? 0)} no longer holds";
        if (wanted != Priority) Note(EntryKind.Reprioritised, "maintenance", at, $"{Priority} → {wanted}: {why}");
        else Version++;
        (Priority, LoweredBy) = (wanted, by);
    }

    /// <summary>A window in force marks it; null: none does any more. Does nothing where it is so already.</summary>
    public void Mark(MaintenanceWindow? window, DateTimeOffset at)
    {
        if (TaggedBy == window?.Number.Value && Tag == (window?.Effect.Tag ?? "")) return;
        if (window is not null) Note(EntryKind.Tagged, "maintenance", at, $"{window.Effect.Tag} ({window.Number})");
        else Note(EntryKind.Untagged, "maintenance", at, $"{Tag} ({new WindowNumber(TaggedBy ?? 0)})");
        (Tag, TaggedBy) = (window?.Effect.Tag ?? "", window?.Number.Value);
    }
}
