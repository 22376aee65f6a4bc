using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>An interruption of a service that somebody must restore, from the event or call that opened it to its closure.</summary>
/// <remarks>All instants are UTC. The timeline is kept beside it; <see cref="NewEntries"/> holds what this instance has added.</remarks>
public sealed partial class Incident
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>Longest description, cause and lesson, in characters.</summary>
    public const int MaxTextLength = IncidentEntry.MaxTextLength;

    /// <summary>Most events of one incident.</summary>
    public const int MaxEvents = 1000;

    /// <summary>Most tasks of one incident.</summary>
    public const int MaxTasks = 200;

    /// <summary>An event that returns within this time of the resolution opens the incident again.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromHours(24);

    private readonly List<IncidentEntry> _newEntries = [];

    public IncidentNumber Number { get; init; }

    public required string Title { get; set; }

    /// <summary>What is known, for whoever comes new to it. Changed by <see cref="Describe"/> only.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Raised by every change of the description.</summary>
    public int DescriptionVersion { get; private set; }

    /// <summary>Who wrote the description last, as shown.</summary>
    public string DescribedBy { get; private set; } = "";

    /// <summary>The key of the service that is hit; empty where that is not known.</summary>
    public string Service { get; set; } = "";

    public Priority Priority { get; private set; }

    public bool IsMajor { get; private set; }

    public IncidentState State { get; private set; } = IncidentState.New;

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who or what opened it, as shown.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>The person who works it; null: nobody.</summary>
    public PersonId? Owner { get; private set; }

    /// <summary>As shown; empty where nobody owns it.</summary>
    public string OwnerName { get; private set; } = "";

    public PersonId? Commander { get; private set; }

    public string CommanderName { get; private set; } = "";

    public PersonId? Communicator { get; private set; }

    public string CommunicatorName { get; private set; } = "";

    public PersonId? Scribe { get; private set; }

    public string ScribeName { get; private set; } = "";

    /// <summary>When it was first taken on; null: not yet.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string AcknowledgedBy { get; private set; } = "";

    public DateTimeOffset? ResolvedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Since when the clock of its resolution stands; null: it runs.</summary>
    public DateTimeOffset? HeldSince { get; private set; }

    public string HeldWhy { get; private set; } = "";

    /// <summary>How long that clock has stood before, in all.</summary>
    public TimeSpan HeldBefore { get; private set; }

    /// <summary>How often nobody took it on in time.</summary>
    public int EscalationLevel { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    public ResolutionCode? Resolution { get; private set; }

    public string Cause { get; private set; } = "";

    public string Lesson { get; private set; } = "";

    /// <summary>When the review was held; null: not yet.</summary>
    public DateTimeOffset? ReviewedAt { get; private set; }

    public string ReviewedBy { get; private set; } = "";

    /// <summary>What the review found.</summary>
    public string Review { get; private set; } = "";

    /// <summary>What stakeholders were told last; empty: nothing yet.</summary>
    public string LastUpdate { get; private set; } = "";

    public DateTimeOffset? LastUpdateAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsOpen => IncidentLifecycle.IsOpen(State);

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<IncidentEntry> NewEntries => _newEntries;

    /// <summary>Until somebody takes it on. Being on hold does not stop it.</summary>
    public IncidentClock ResponseClock(IncidentTarget target, DateTimeOffset now) => IncidentClock.Of(target.Response, OpenedAt, AcknowledgedAt ?? ResolvedAt, TimeSpan.Zero, isHeld: false, now);

    /// <summary>Until it is resolved; stands while it is on hold.</summary>
    public IncidentClock ResolutionClock(IncidentTarget target, DateTimeOffset now) =>
        IncidentClock.Of(target.Resolution, OpenedAt, ResolvedAt, HeldBefore + (HeldSince is { } since ? now - since : TimeSpan.Zero), HeldSince is not null, now);

    /// <summary>A new incident. Refused without a title, or with one that is too long.</summary>
    public static Outcome<Incident> Open(IncidentNumber number, string title, string service, Priority priority, Actor by, DateTimeOffset at)
    {
        title = title.Trim();
        if (title.Length == 0) return IncidentRefusals.NothingToOpenFrom();
        if (title.Length > MaxTitleLength) return IncidentRefusals.TextTooLong("title", MaxTitleLength);
        var opened = new Incident { Number = number, Title = title, Service = service, Priority = priority, OpenedAt = at, OpenedBy = by.Name };
        opened.Note(IncidentEntryKind.Opened, by.Name, at, $"{priority}");
        return opened;
    }

    private Outcome<Incident> MoveTo(IncidentState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!IncidentLifecycle.Allows(State, next)) return IncidentRefusals.NotFrom(State, next);
        Note(new() { Incident = Number, At = at, Kind = IncidentEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        return this;
    }

    private void Note(IncidentEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(IncidentEntryKind kind, string actor, DateTimeOffset at, string text = "", EventNumber? about = null) =>
        Note(new() { Incident = Number, At = at, Kind = kind, Actor = actor, Text = text, Event = about });

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? IncidentRefusals.TextMissing(what) : CheckOptional(text, what);

    private static Refusal? CheckOptional(string text, string what) => text.Length > MaxTextLength ? IncidentRefusals.TextTooLong(what, MaxTextLength) : null;
}
