using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>How far triggers have looked at what happened; everything before has been decided.</summary>
internal sealed class WatchCursor
{
    /// <summary>Of all triggers that act at once.</summary>
    public const string Now = "now";

    /// <summary><see cref="Now"/>, or the number of a trigger that waits.</summary>
    public required string Name { get; init; }

    /// <summary>The last event looked at. One writer numbers them in the order they become visible.</summary>
    public long Event { get; set; }

    /// <summary>The last entry before which none can appear any more.</summary>
    public long Entry { get; set; }

    /// <summary>The last entry looked at since the portal began to read, at or after <see cref="Entry"/>.</summary>
    public long Reached { get; set; }

    /// <summary>The cursor that a trigger is watched with.</summary>
    public static string NameOf(Trigger trigger) => trigger.Condition.On == Occasion.Unacknowledged ? trigger.Number.ToString() : Now;

    /// <summary>
    /// Makes what is now the beginning for a trigger that was saved or restarted, unless others read with the same cursor:
    /// the past does not concern it, and need not be read.
    /// </summary>
    public static async Task BeginAsync(OpsDb db, Trigger trigger, CancellationToken stopping)
    {
        if (!trigger.IsWatching) return;
        var name = NameOf(trigger);
        if (name == Now)
        {
            var others = await db.Set<Trigger>().AsNoTracking().Where(other => other.Number != trigger.Number && other.Mode != TriggerMode.Off && other.StoppedAt == null).ToListAsync(stopping);
            if (others.Exists(other => NameOf(other) == Now)) return;
        }

        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == name, stopping);
        if (cursor is null) db.Add(cursor = new() { Name = name });
        cursor.Event = (await db.Events.OrderByDescending(e => e.Number).Select(e => (EventNumber?)e.Number).FirstOrDefaultAsync(stopping))?.Value ?? 0;
        cursor.Entry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0;
    }
}
