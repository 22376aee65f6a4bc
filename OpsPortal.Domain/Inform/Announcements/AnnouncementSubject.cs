using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>What an announcement is about.</summary>
public enum SubjectKind
{
    /// <summary>Anything else people should know.</summary>
    General,

    /// <summary>A maintenance window, as <c>MW-3</c>.</summary>
    Maintenance,

    /// <summary>An incident, as <c>INC-7</c>.</summary>
    Incident,

    /// <summary>A deployment, as <c>DEP-12</c>.</summary>
    Deployment,
}

/// <summary>Something that another part of the portal wants its users to be told of.</summary>
/// <param name="Number">As <c>MW-3</c>; together with <paramref name="Occurrence"/> it names the announcement.</param>
/// <param name="Title">A first draft of the title; readers see it only after a person has looked at it.</param>
/// <param name="Services">The services it concerns; only those on the public page are ever named to readers.</param>
/// <param name="Starts">UTC; null: not known.</param>
/// <param name="Ends">UTC, as planned; null: not known.</param>
/// <param name="Link">For the staff only, as <c>/maintenance/MW-3</c>.</param>
public sealed record AnnouncementSubject(SubjectKind Kind, string Number, string Title, IReadOnlyList<ServiceKey> Services, DateTimeOffset? Starts, DateTimeOffset? Ends, string Link)
{
    public const int MaxNumberLength = 60;

    /// <summary>Which of several, for what recurs: the start of one occurrence of a window. Empty: there is only one.</summary>
    public string Occurrence { get; init; } = "";

    /// <summary>What it means for readers, in words that people have approved for them; empty: those of the template.</summary>
    public string Words { get; init; } = "";

    /// <summary>It was approved to be told: its first announcement is published at once, and nobody has to look at it again.</summary>
    public bool IsApproved { get; init; }

    /// <summary>What an announcement of it is found by.</summary>
    public string Key => Occurrence.Length == 0 ? Number : $"{Number}@{Occurrence}";
}

/// <summary>Why readers are told now.</summary>
public enum TellingMoment
{
    /// <summary>Before it starts.</summary>
    Ahead,
    Started,

    /// <summary>Something about it is another, or more is known.</summary>
    Changed,

    /// <summary>It should be over and is not.</summary>
    Overrun,
    Ended,
    Cancelled,
}
