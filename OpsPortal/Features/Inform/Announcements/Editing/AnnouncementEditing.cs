using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Status;
using OpsPortal.Live;

namespace OpsPortal.Features.Inform.Announcements.Editing;

/// <summary>What a person does with an announcement that exists.</summary>
internal sealed class AnnouncementActs(PublishAnnouncement publish, UnscheduleAnnouncement unschedule, UpdateAnnouncement update, EndAnnouncement end, ChangeFeed feed)
{
    public PublishAnnouncement Publish => publish;

    public UnscheduleAnnouncement Unschedule => unschedule;

    public UpdateAnnouncement Update => update;

    public EndAnnouncement End => end;

    /// <summary>Calls at every change of announcements until the result is disposed.</summary>
    public IDisposable Follow(Action onChange) => feed.Subscribe(ChangeKind.Announcements, onChange);
}

/// <summary>What the pages of announcements ask and do.</summary>
internal sealed class AnnouncementEditing(AnnouncementQueries queries, SaveAnnouncement save, AnnouncementActs acts, AnnouncementTemplates templates, SavePublicServices services)
{
    public AnnouncementQueries Queries => queries;

    public SaveAnnouncement Save => save;

    public AnnouncementActs Acts => acts;

    public AnnouncementTemplates Templates => templates;

    public SavePublicServices Services => services;
}
