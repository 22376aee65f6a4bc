using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>A public service as its users see it.</summary>
/// <param name="Days">The worst of each day that is known, by day (UTC).</param>
internal sealed record ShownEntry(string Key, string Name, PublicLight Light, IReadOnlyDictionary<DateOnly, PublicLight> Days);

/// <summary>An announcement as its readers see it.</summary>
/// <param name="Services">Public names.</param>
/// <param name="Updates">Newest first.</param>
internal sealed record ShownAnnouncement(
    string Anchor, SubjectKind Kind, string Title, string Impact, PublicLight Effect, IReadOnlyList<string> Services, AnnouncementState State, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, DateTimeOffset PublishedAt, DateTimeOffset? OverAt, string Link,
    IReadOnlyList<ShownUpdate> Updates);

/// <summary>One thing readers were told.</summary>
internal sealed record ShownUpdate(TellingMoment Moment, string Text, DateTimeOffset At);

/// <summary>All that the public page tells: nothing else gets this far.</summary>
/// <param name="At">UTC; as of when.</param>
/// <param name="Current">What goes on, newest first.</param>
/// <param name="Planned">What is to come, soonest first.</param>
/// <param name="Past">What is over, newest first; of the last 90 days.</param>
internal sealed record StatusSnapshot(string Name, DateTimeOffset At, IReadOnlyList<ShownEntry> Services, IReadOnlyList<ShownAnnouncement> Current, IReadOnlyList<ShownAnnouncement> Planned, IReadOnlyList<ShownAnnouncement> Past)
{
    /// <summary>How far back the page tells.</summary>
    public const int HistoryDays = 90;

    /// <summary>The worst of all services.</summary>
    public PublicLight Worst => Services.Select(service => service.Light).DefaultIfEmpty(PublicLight.Operational).Max();
}
