using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>An announcement as somebody wants it to be.</summary>
public sealed record AnnouncementDraft
{
    public SubjectKind Kind { get; init; }

    public string Title { get; init; } = "";

    /// <summary>What it means for the reader, in plain language; may hold <c>{services}</c>, <c>{start}</c>, <c>{end}</c>, <c>{duration}</c>.</summary>
    public string Impact { get; init; } = "";

    /// <summary>What the page says of the services while it lasts; <see cref="PublicLight.Operational"/>: nothing.</summary>
    public PublicLight Effect { get; init; }

    /// <summary>Keys of services; empty: everybody is told.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];

    /// <summary>UTC; null: from when it is published.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>UTC, as planned; null: not known.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>It is over when it was planned to be, without anybody saying so.</summary>
    public bool EndsItself { get; init; }

    /// <summary>Minutes before the start at which readers are told again.</summary>
    public IReadOnlyList<int> AheadMinutes { get; init; } = [1440, 60];

    /// <summary>Where readers find more, on the web; empty: nowhere.</summary>
    public string Link { get; init; } = "";

    /// <summary>The first thing that stands in its way; null: nothing.</summary>
    public Refusal? Check(DateTimeOffset now)
    {
        if ((InformText.Line("The title", Title, Announcement.MaxTitleLength) ?? InformText.Paragraphs("The impact", InformText.Tidy(Impact), Announcement.MaxImpactLength)) is { } no) return no;
        if (Services.Count > Announcement.MostServices) return InformRefusals.TooManyServices(Announcement.MostServices);
        if (EndsAt is { } ends && ends <= (StartsAt ?? now)) return InformRefusals.EndsBeforeStart();
        if (StartsAt - now > Announcement.Furthest || EndsAt - now > Announcement.Furthest) return InformRefusals.TooFarAhead();
        if (AheadMinutes.Count > Announcement.MostAhead || AheadMinutes.Any(minutes => minutes is < 5 or > 43_200)) return InformRefusals.BadAhead();
        if (Link.Length > Announcement.MaxLinkLength || (Link.Trim().Length > 0 && (!Uri.TryCreate(Link.Trim(), UriKind.Absolute, out var link) || link.Scheme is not ("http" or "https")))) return InformRefusals.BadLink();
        return AnnouncementText.Check(Title, StartsAt, EndsAt) ?? AnnouncementText.Check(Impact, StartsAt, EndsAt);
    }
}
