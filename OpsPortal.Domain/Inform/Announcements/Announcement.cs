using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>What the users of services are told, in their language: once ahead, at the start, on every change, when it takes too long and at the end.</summary>
/// <remarks>Readers get nothing that a person has not looked at. All instants are UTC.</remarks>
public sealed class Announcement
{
    public const int MaxTitleLength = 200;
    public const int MaxImpactLength = 4000;
    public const int MaxLinkLength = 500;
    public const int MostServices = 50;
    public const int MostAhead = 5;
    public const int MostUpdates = 200;

    /// <summary>How far ahead something can be announced.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    public AnnouncementNumber Number { get; init; }

    public SubjectKind Kind { get; private set; }

    /// <summary><see cref="AnnouncementSubject.Key"/> of what it is about; empty: of nothing in the portal.</summary>
    public string Subject { get; init; } = "";

    public string Title { get; private set; } = "";

    /// <summary>What it means for the reader, in plain language.</summary>
    public string Impact { get; private set; } = "";

    /// <summary>What the page says of the services while it lasts.</summary>
    public PublicLight Effect { get; private set; }

    public IReadOnlyList<ServiceKey> Services { get; private set; } = [];

    /// <summary>Null: from when it is published.</summary>
    public DateTimeOffset? StartsAt { get; private set; }

    /// <summary>As planned; null: not known.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>It is over when it was planned to be, without anybody saying so.</summary>
    public bool EndsItself { get; private set; }

    /// <summary>Minutes before the start at which readers are told again, longest first.</summary>
    public IReadOnlyList<int> AheadMinutes { get; private set; } = [];

    /// <summary>Where readers find more, on the web; empty: nowhere.</summary>
    public string Link { get; private set; } = "";

    public AnnouncementState State { get; private set; } = AnnouncementState.Draft;

    /// <summary>When it publishes itself; null: when a person says so.</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>When it really began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? OverAt { get; private set; }

    /// <summary>What readers were told beside the announcement itself, oldest first.</summary>
    public List<AnnouncementUpdate> Updates { get; private init; } = [];

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who changed it last, as shown.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsOut => AnnouncementLifecycle.IsOut(State);

    /// <summary>It is going on: out, and begun.</summary>
    public bool IsCurrent(DateTimeOffset now) => IsOut && (StartsAt is null || StartsAt <= now);

    /// <summary>Makes it what the draft says. Refused once readers have it, and for what <see cref="AnnouncementDraft.Check"/> finds.</summary>
    public Outcome<Announcement> Edit(AnnouncementDraft draft, Actor by, DateTimeOffset at)
    {
        if (State is not (AnnouncementState.Draft or AnnouncementState.Scheduled)) return InformRefusals.CannotEdit(State);
        if (draft.Check(at) is { } no) return no;
        Take(draft);
        return Changed(by, at);
    }

    /// <summary>Publishes it now, or at an instant to come. Refused for an instant in the past and where it is out or over.</summary>
    public Outcome<Announcement> Publish(DateTimeOffset? when, Actor by, DateTimeOffset at)
    {
        if (when < at) return InformRefusals.InThePast();
        if (ToDraft().Check(at) is { } no) return no;
        var next = when is null ? AnnouncementState.Published : AnnouncementState.Scheduled;
        if (State == next || !AnnouncementLifecycle.Allows(State, next)) return InformRefusals.NotFrom(State, next);
        (State, PublishAt) = (next, when);
        if (when is null) PublishedAt = at;
        return Changed(by, at);
    }

    /// <summary>Takes a scheduled announcement back to be worked on.</summary>
    public Outcome<Announcement> Unschedule(Actor by, DateTimeOffset at)
    {
        if (!AnnouncementLifecycle.Allows(State, AnnouncementState.Draft)) return InformRefusals.NotFrom(State, AnnouncementState.Draft);
        (State, PublishAt) = (AnnouncementState.Draft, null);
        return Changed(by, at);
    }

    /// <summary>Tells readers more, and where it is given another end or effect. Refused before it is out and after it is over.</summary>
    /// <param name="ends">The end as planned from now on; null: as before.</param>
    public Outcome<Announcement> Update(string text, DateTimeOffset? ends, PublicLight? effect, Actor by, DateTimeOffset at)
    {
        if (!AnnouncementLifecycle.Allows(State, AnnouncementState.Updated)) return InformRefusals.NotFrom(State, AnnouncementState.Updated);
        if (InformText.Paragraphs("The update", text, MaxImpactLength) is { } no) return no;
        if (ends is { } wanted && wanted <= (StartsAt ?? at)) return InformRefusals.EndsBeforeStart();
        if (ends - at > Furthest) return InformRefusals.TooFarAhead();
        State = AnnouncementState.Updated;
        (EndsAt, Effect) = (ends ?? EndsAt, effect ?? Effect);
        Add(TellingMoment.Changed, text, by.Name, at);
        return Changed(by, at);
    }

    /// <summary>It has begun. Does nothing where that was said already.</summary>
    public bool Start(DateTimeOffset at)
    {
        if (!IsOut || StartedAt is not null) return false;
        StartedAt = at;
        Version++;
        return true;
    }

    /// <summary>It takes longer than planned.</summary>
    public void Overrun(DateTimeOffset at) => Add(TellingMoment.Overrun, "This takes longer than planned. We will tell you when it is over.", "", at);

    /// <summary>It is over, or will not happen.</summary>
    /// <param name="text">What readers are told; empty: the usual words.</param>
    public Outcome<Announcement> Finish(bool cancelled, string text, Actor by, DateTimeOffset at)
    {
        var next = cancelled ? AnnouncementState.Cancelled : AnnouncementState.Ended;
        if (!AnnouncementLifecycle.Allows(State, next)) return InformRefusals.NotFrom(State, next);
        if (text.Length > 0 && InformText.Paragraphs("The text", text, MaxImpactLength) is { } no) return no;
        if (IsOut) Add(cancelled ? TellingMoment.Cancelled : TellingMoment.Ended, text.Length > 0 ? text : cancelled ? "This does not take place." : "This is over.", by.Name, at);
        (State, OverAt) = (next, at);
        return Changed(by, at);
    }

    public AnnouncementDraft ToDraft() => new()
    {
        Kind = Kind,
        Title = Title,
        Impact = Impact,
        Effect = Effect,
        Services = Services,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        EndsItself = EndsItself,
        AheadMinutes = AheadMinutes,
        Link = Link,
    };

    /// <summary>A new draft; nobody has looked at it yet.</summary>
    public static Announcement From(AnnouncementNumber number, string subject, AnnouncementDraft draft, Actor by, DateTimeOffset at)
    {
        var made = new Announcement { Number = number, Subject = subject };
        made.Take(draft);
        made.Changed(by, at);
        return made;
    }

    /// <summary>The subject is planned otherwise now; the text stays as it was written.</summary>
    public void Move(DateTimeOffset? starts, DateTimeOffset? ends)
    {
        if ((StartsAt, EndsAt) == (starts, ends)) return;
        (StartsAt, EndsAt) = (starts, ends);
        Version++;
    }

    private void Take(AnnouncementDraft draft)
    {
        (Kind, Title, Impact, Effect) = (draft.Kind, draft.Title.Trim(), InformText.Tidy(draft.Impact), draft.Effect);
        (Services, StartsAt, EndsAt, EndsItself) = ([.. draft.Services.Distinct()], draft.StartsAt, draft.EndsAt, draft.EndsItself);
        (AheadMinutes, Link) = ([.. draft.AheadMinutes.Distinct().OrderDescending()], draft.Link.Trim());
    }

    private void Add(TellingMoment moment, string text, string by, DateTimeOffset at)
    {
        if (Updates.Count < MostUpdates) Updates.Add(new() { Announcement = Number, Place = Updates.Count + 1, Moment = moment, Text = InformText.Tidy(text), By = by, At = at });
    }

    private Announcement Changed(Actor by, DateTimeOffset at)
    {
        (ChangedAt, ChangedBy) = (at, by.Name);
        Version++;
        return this;
    }
}

/// <summary>One thing readers were told after the announcement itself. Never changed once written.</summary>
public sealed class AnnouncementUpdate
{
    public AnnouncementNumber Announcement { get; init; }

    /// <summary>From 1, in the order written.</summary>
    public int Place { get; init; }

    public TellingMoment Moment { get; init; }

    public required string Text { get; init; }

    /// <summary>For the staff; readers are not told who wrote it. Empty: the portal itself.</summary>
    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
