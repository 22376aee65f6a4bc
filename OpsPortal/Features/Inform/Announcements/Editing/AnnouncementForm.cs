using System.Globalization;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;

namespace OpsPortal.Features.Inform.Announcements.Editing;

/// <summary>An announcement while it is typed; times are local to whoever types.</summary>
public sealed class AnnouncementForm
{
    public SubjectKind Kind { get; set; } = SubjectKind.Maintenance;

    public string Title { get; set; } = "";

    public string Impact { get; set; } = "";

    public PublicLight Effect { get; set; }

    /// <summary>Keys of services.</summary>
    public HashSet<string> Services { get; } = new(StringComparer.Ordinal);

    public DateTime? Starts { get; set; }

    public DateTime? Ends { get; set; }

    public bool EndsItself { get; set; }

    /// <summary>Minutes, parted by blanks or commas.</summary>
    public string Ahead { get; set; } = "1440, 60";

    public string Link { get; set; } = "";

    public static AnnouncementForm Of(AnnouncementDraft draft, TimeZoneInfo zone)
    {
        var form = new AnnouncementForm
        {
            Kind = draft.Kind,
            Title = draft.Title,
            Impact = draft.Impact,
            Effect = draft.Effect,
            Starts = Local(draft.StartsAt, zone),
            Ends = Local(draft.EndsAt, zone),
            EndsItself = draft.EndsItself,
            Ahead = string.Join(", ", draft.AheadMinutes),
            Link = draft.Link,
        };
        form.Services.UnionWith(draft.Services.Select(key => key.Value));
        return form;
    }

    public AnnouncementDraft ToDraft(TimeZoneInfo zone) => new()
    {
        Kind = Kind,
        Title = Title,
        Impact = Impact,
        Effect = Effect,
        Services = [.. Services.Order(StringComparer.Ordinal).Select(key => new ServiceKey(key))],
        StartsAt = Instant(Starts, zone),
        EndsAt = Instant(Ends, zone),
        EndsItself = EndsItself,

        // What is no number becomes one that is refused, so that nothing typed is silently left out.
        AheadMinutes = Starts is null ? [] : [.. Ahead.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0)],
        Link = Link,
    };

    /// <summary>A local time of the viewer as an instant; one that does not exist moves on, one that exists twice is the first.</summary>
    public static DateTimeOffset? Instant(DateTime? local, TimeZoneInfo zone)
    {
        if (local is not { } time) return null;
        time = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(time)) time = time.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }

    private static DateTime? Local(DateTimeOffset? at, TimeZoneInfo zone) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : null;
}
