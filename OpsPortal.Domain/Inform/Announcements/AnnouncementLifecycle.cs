using System.Collections.Frozen;
using static OpsPortal.Domain.Inform.Announcements.AnnouncementState;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>Where an announcement stands.</summary>
public enum AnnouncementState
{
    /// <summary>Only the staff sees it.</summary>
    Draft,

    /// <summary>It publishes itself at an instant that was set.</summary>
    Scheduled,

    /// <summary>Readers have it.</summary>
    Published,

    /// <summary>Readers have it, and have been told more since.</summary>
    Updated,

    /// <summary>What it spoke of is over.</summary>
    Ended,

    /// <summary>What it spoke of does not happen.</summary>
    Cancelled,
}

/// <summary>The diagram of an announcement, as data. What is not listed is refused.</summary>
public static class AnnouncementLifecycle
{
    private static readonly FrozenDictionary<AnnouncementState, AnnouncementState[]> Next = new Dictionary<AnnouncementState, AnnouncementState[]>
    {
        [Draft] = [Scheduled, Published, Cancelled],
        [Scheduled] = [Draft, Published, Cancelled],
        [Published] = [Updated, Ended, Cancelled],
        [Updated] = [Updated, Ended, Cancelled],
    }.ToFrozenDictionary();

    public static bool Allows(AnnouncementState from, AnnouncementState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Readers have it now.</summary>
    public static bool IsOut(AnnouncementState state) => state is Published or Updated;
}
