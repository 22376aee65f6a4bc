using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Domain.Inform.Notifications;

/// <summary>Says which events somebody wants to be told of, where, and when not.</summary>
/// <remarks>It speaks of what comes up after it was saved, never of the past. All instants are UTC.</remarks>
public sealed class NotificationRule
{
    /// <summary>Most rules of one portal.</summary>
    public const int Most = 2000;

    /// <summary>Most rules of one person or team.</summary>
    public const int MostEach = 50;

    public const int MaxNameLength = 120;
    public const int MaxBundleMinutes = 240;

    public NotificationNumber Number { get; init; }

    public required string Name { get; set; }

    /// <summary>Whose it is; null: a team's.</summary>
    public PersonId? Person { get; init; }

    /// <summary>The team it is for; null: one person's.</summary>
    public TeamId? Team { get; init; }

    public bool IsOn { get; set; } = true;

    /// <summary>Which events; its occasion is always <see cref="Occasion.Raised"/>.</summary>
    public required TriggerCondition Condition { get; set; }

    /// <summary>Only events of services that this team owns; null: of all.</summary>
    public TeamId? ServicesOf { get; set; }

    public DestinationKind Kind { get; set; }

    /// <summary>The destination as it is shown: a mail address, the host of a webhook.</summary>
    public string Shown { get; set; } = "";

    /// <summary>The mail address, or the digest of where a webhook goes: what two tellings of the same event are told apart by.</summary>
    public string DestinationKey { get; set; } = "";

    /// <summary>Where it goes and what it is signed with, sealed; null for mail.</summary>
    public string? SealedTarget { get; set; }

    /// <summary>Null: never quiet.</summary>
    public QuietHours? Quiet { get; set; }

    /// <summary>What comes up within so many minutes is told in one message; 0: at once.</summary>
    public int BundleMinutes { get; set; }

    /// <summary>What came up before does not concern it.</summary>
    public DateTimeOffset ActiveFrom { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who saved it last, as shown.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>The first thing that stands in its way, apart from the destination; null: nothing.</summary>
    /// <param name="confirmed">The person knows that it holds for every event.</param>
    public Refusal? Check(bool confirmed)
    {
        if (InformText.Line("The name", Name, MaxNameLength) is { } no) return no;
        if (BundleMinutes is < 0 or > MaxBundleMinutes) return InformRefusals.BadBundle();
        if (Quiet?.Check() is { } loud) return loud;
        return Condition.HoldsForEverything && ServicesOf is null && !confirmed ? InformRefusals.HoldsForEverything() : null;
    }

    /// <summary>Whether it speaks of an event.</summary>
    /// <param name="owner">The team that owns the event's service; null: none, or not known.</param>
    public bool Holds(Event e, TeamId? owner) => (ServicesOf is null || ServicesOf == owner) && Condition.Holds(e);

    /// <summary>When something of this priority may be told at the earliest, were it bundled with nothing.</summary>
    public DateTimeOffset Earliest(Priority priority, DateTimeOffset now) => priority == Priority.P1 || Quiet is null ? now : Quiet.Earliest(now);

    /// <summary>Notes who saved it; from now on it looks at what comes up.</summary>
    public void Saved(Actor by, DateTimeOffset at)
    {
        (ChangedAt, ActiveFrom, ChangedBy) = (at, at, by.Name);
        Version++;
    }
}
