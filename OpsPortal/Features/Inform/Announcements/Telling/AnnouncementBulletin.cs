using System.Globalization;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>An announcement as subscribers get it. Names public services only, and nothing from inside.</summary>
internal static class AnnouncementBulletin
{
    /// <param name="services">The public names of the services it concerns, in the order of the page.</param>
    /// <param name="text">What is said beside the announcement; empty: nothing.</param>
    public static Bulletin Of(Announcement announcement, IReadOnlyList<string> services, TellingMoment moment, string text, InformLinks links)
    {
        var title = AnnouncementText.Fill(announcement.Title, services, announcement.StartsAt, announcement.EndsAt);
        var impact = AnnouncementText.Fill(announcement.Impact, services, announcement.StartsAt, announcement.EndsAt);
        var page = $"{links.Status}#{announcement.Number.ToString().ToLowerInvariant()}";
        var facts = new JsonObject
        {
            ["number"] = announcement.Number.ToString(),
            ["kind"] = announcement.Kind.ToString(),
            ["title"] = title,
            ["impact"] = impact,
            ["text"] = text,
            ["effect"] = announcement.Effect.ToString(),
            ["services"] = new JsonArray([.. services.Select(name => (JsonNode)name)]),
            ["startsAt"] = Instant(announcement.StartsAt),
            ["endsAt"] = Instant(announcement.EndsAt),
            ["link"] = page,
        };
        List<string> paragraphs = text.Length > 0 ? [text, impact] : [impact];
        if (When(announcement) is { Length: > 0 } when) paragraphs.Add(when);
        if (services.Count > 0) paragraphs.Add($"Concerns: {string.Join(", ", services)}.");
        return new($"announcement.{moment.ToString().ToLowerInvariant()}", $"{Mark(moment)}{title}", paragraphs, facts) { Link = page, LinkText = "Read it on the status page", Footer = "You asked to be told about these services.", EndLink = links.Unsubscribe(Letter.Token), IsMailing = true };
    }

    /// <summary>What a subject line begins with.</summary>
    public static string Mark(TellingMoment moment) => moment switch
    {
        TellingMoment.Ahead => "Planned: ",
        TellingMoment.Started => "Now: ",
        TellingMoment.Changed => "Update: ",
        TellingMoment.Overrun => "Takes longer: ",
        TellingMoment.Ended => "Over: ",
        _ => "Cancelled: ",
    };

    /// <summary>From when to when, in words; empty where neither is known.</summary>
    public static string When(Announcement announcement) => (announcement.StartsAt, announcement.EndsAt) switch
    {
        ({ } starts, { } ends) => $"From {AnnouncementText.Said(starts)} to {AnnouncementText.Said(ends)}.",
        ({ } starts, null) => $"From {AnnouncementText.Said(starts)}.",
        (null, { } ends) => $"Until {AnnouncementText.Said(ends)}.",
        _ => "",
    };

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
