using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>The first words of an announcement of one kind, for a person to go on from.</summary>
public sealed class AnnouncementTemplate
{
    public SubjectKind Kind { get; init; }

    public string Title { get; private set; } = "";

    public string Impact { get; private set; } = "";

    /// <summary>Who changed it last, as shown; empty: nobody yet.</summary>
    public string ChangedBy { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>What the portal comes with.</summary>
    public static AnnouncementTemplate Usual(SubjectKind kind)
    {
        var (title, impact) = kind switch
        {
            SubjectKind.Maintenance => ("Planned maintenance of {services}", "We are working on {services} from {start} to {end}.\nDuring this time they may be slow or not available. You do not have to do anything."),
            SubjectKind.Incident => ("Disruption of {services}", "{services} do not work as they should. We are looking into it and will tell you as soon as we know more."),
            SubjectKind.Deployment => ("New version of {services}", "We are bringing a new version of {services} into service on {start}. You may be asked to sign in again."),
            _ => ("News about {services}", "Write here what the reader has to know, and what it means for them."),
        };
        return new() { Kind = kind, Title = title, Impact = impact };
    }

    /// <summary>What a service looks like while such a thing lasts, unless somebody says otherwise.</summary>
    public static PublicLight EffectOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Maintenance => PublicLight.Maintenance,
        SubjectKind.Incident => PublicLight.Degraded,
        _ => PublicLight.Operational,
    };

    /// <summary>Refused for what is empty, too long, or has an unknown placeholder.</summary>
    public Outcome<AnnouncementTemplate> Edit(string title, string impact, string by)
    {
        if ((InformText.Line("The title", title, Announcement.MaxTitleLength) ?? InformText.Paragraphs("The impact", InformText.Tidy(impact), Announcement.MaxImpactLength)) is { } no) return no;
        var (from, to) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        if ((AnnouncementText.Check(title, from, to) ?? AnnouncementText.Check(impact, from, to)) is { } unknown) return unknown;
        (Title, Impact, ChangedBy) = (title.Trim(), InformText.Tidy(impact), by);
        Version++;
        return this;
    }

    /// <summary>A draft in these words.</summary>
    public AnnouncementDraft ToDraft() => new() { Kind = Kind, Title = Title, Impact = Impact, Effect = EffectOf(Kind) };
}
