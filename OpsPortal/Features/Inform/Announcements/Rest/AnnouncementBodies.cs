using System.ComponentModel;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Features.Inform.Announcements.Queries;

namespace OpsPortal.Features.Inform.Announcements.Rest;

/// <summary>An announcement in a list.</summary>
/// <param name="Title">As readers see it.</param>
internal sealed record AnnouncementItem(
    string Number, SubjectKind Kind, string Title, AnnouncementState State, PublicLight Effect, IReadOnlyList<string> Services, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, DateTimeOffset ChangedAt, string ChangedBy, int Version)
{
    public static AnnouncementItem Of(AnnouncementRow row) => new(row.Number.ToString(), row.Kind, row.Title, row.State, row.Effect, row.Services, row.StartsAt, row.EndsAt, row.ChangedAt, row.ChangedBy, row.Version);
}

/// <summary>An announcement in full.</summary>
/// <param name="Impact">As readers see it.</param>
/// <param name="Mailings">The moments at which subscribers were told, oldest first.</param>
internal sealed record AnnouncementDetail(
    AnnouncementItem Announcement, AnnouncementBody Draft, string Impact, string Subject, DateTimeOffset? PublishAt, DateTimeOffset? PublishedAt, DateTimeOffset? OverAt, IReadOnlyList<UpdateRow> Updates, IReadOnlyList<MailingRow> Mailings)
{
    public static AnnouncementDetail Of(AnnouncementView view) => new(AnnouncementItem.Of(view.Row), AnnouncementBody.Of(view.Draft, view.Row.Version), view.Impact, view.Subject, view.PublishAt, view.PublishedAt, view.OverAt, view.Updates, view.Mailings);
}

/// <summary>An announcement as it is to be.</summary>
/// <param name="Impact">What it means for the reader; may hold {services}, {start}, {end}, {duration}.</param>
/// <param name="Services">Keys of services; empty: everybody is told.</param>
/// <param name="AheadMinutes">Minutes before the start at which readers are told again.</param>
/// <param name="Version">As it was read; refused with 412 when it has changed since. Not asked of a new one.</param>
internal sealed record AnnouncementBody(
    string Title, string Impact, SubjectKind Kind = SubjectKind.General, PublicLight Effect = PublicLight.Operational, IReadOnlyList<string>? Services = null, DateTimeOffset? StartsAt = null, DateTimeOffset? EndsAt = null,
    bool EndsItself = false, IReadOnlyList<int>? AheadMinutes = null, string Link = "", int? Version = null)
{
    public static AnnouncementBody Of(AnnouncementDraft draft, int version) =>
        new(draft.Title, draft.Impact, draft.Kind, draft.Effect, [.. draft.Services.Select(key => key.Value)], draft.StartsAt, draft.EndsAt, draft.EndsItself, draft.AheadMinutes, draft.Link, version);

    public AnnouncementDraft ToDraft() => new()
    {
        Kind = Kind,
        Title = Title ?? "",
        Impact = Impact ?? "",
        Effect = Effect,
        Services = [.. (Services ?? []).Select(key => new ServiceKey(key))],
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        EndsItself = EndsItself,
        AheadMinutes = AheadMinutes ?? (StartsAt is null ? [] : [1440, 60]),
        Link = Link ?? "",
    };
}

/// <param name="At">When it is published; null: now.</param>
internal sealed record PublishBody(DateTimeOffset? At = null, int? Version = null);

/// <param name="Text">What readers are told, in plain language.</param>
/// <param name="EndsAt">The end as planned from now on; null: as before.</param>
/// <param name="Effect">What the page says from now on; null: as before.</param>
internal sealed record UpdateBody(string Text, DateTimeOffset? EndsAt = null, PublicLight? Effect = null, int? Version = null);

/// <param name="Cancelled">It does not take place, rather than being over.</param>
/// <param name="Text">What readers are told; empty: the usual words.</param>
internal sealed record EndBody([property: Description("It does not take place, rather than being over")] bool Cancelled = false, string Text = "", int? Version = null);
