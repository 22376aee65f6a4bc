using OpsPortal.Domain.Inform.Announcements;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>One moment at which subscribers are told, and how far that has come. It is written with what caused it and worked off in pages.</summary>
internal sealed class Announced
{
    public const int MaxOccurrenceLength = 60;

    public long Id { get; private set; }

    public AnnouncementNumber Announcement { get; init; }

    public TellingMoment Moment { get; init; }

    /// <summary>Which of several of the same moment: the update's place, the minutes ahead, the planned instant.</summary>
    public required string Occurrence { get; init; }

    /// <summary>What readers are told beside the announcement; empty: nothing.</summary>
    public string Text { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The last subscription that was told.</summary>
    public long Reached { get; private set; }

    /// <summary>How many have been told.</summary>
    public int Count { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public int Version { get; private set; }

    public void Advance(long reached, int told)
    {
        (Reached, Count) = (reached, Count + told);
        Version++;
    }

    public void Finish(DateTimeOffset now)
    {
        DoneAt = now;
        Version++;
    }
}
