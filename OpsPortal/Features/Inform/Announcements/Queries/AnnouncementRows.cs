using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;

namespace OpsPortal.Features.Inform.Announcements.Queries;

/// <summary>One announcement in a list.</summary>
/// <param name="Title">As readers see it.</param>
/// <param name="Services">Their keys, as chosen.</param>
public sealed record AnnouncementRow(
    AnnouncementNumber Number, SubjectKind Kind, string Title, AnnouncementState State, PublicLight Effect, IReadOnlyList<string> Services, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, DateTimeOffset ChangedAt, string ChangedBy, int Version);

/// <summary>One thing readers were told.</summary>
public sealed record UpdateRow(TellingMoment Moment, string Text, string By, DateTimeOffset At);

/// <summary>One moment at which subscribers were told.</summary>
/// <param name="DoneAt">Null: it is under way.</param>
public sealed record MailingRow(TellingMoment Moment, DateTimeOffset At, int Count, DateTimeOffset? DoneAt);

/// <summary>One announcement in full.</summary>
/// <param name="Title">As readers see it.</param>
/// <param name="Impact">As readers see it.</param>
/// <param name="Names">The public names of its services; empty where none is public.</param>
/// <param name="Subject">What it is about in the portal, as <c>MW-3</c>; empty: nothing.</param>
public sealed record AnnouncementView(
    AnnouncementRow Row, AnnouncementDraft Draft, string Impact, IReadOnlyList<string> Names, string Subject, DateTimeOffset? PublishAt, DateTimeOffset? PublishedAt, DateTimeOffset? OverAt, IReadOnlyList<UpdateRow> Updates, IReadOnlyList<MailingRow> Mailings);

/// <summary>What a draft would look like to its readers.</summary>
/// <param name="When">From when to when; empty: not known.</param>
/// <param name="Readers">How many confirmed subscriptions would be told.</param>
/// <param name="IsPublic">False: none of its services is public, so nobody outside sees it.</param>
public sealed record AnnouncementPreview(string Title, string Impact, string When, IReadOnlyList<string> Names, int Readers, bool IsPublic);

/// <summary>Which announcements a list shows. What is empty does not narrow.</summary>
public sealed record AnnouncementFilter
{
    /// <summary>Occurs in the title or the impact, or is the number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<AnnouncementState> States { get; init; } = [];

    public IReadOnlyList<SubjectKind> Kinds { get; init; } = [];
}
