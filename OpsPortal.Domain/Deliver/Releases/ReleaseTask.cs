using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>What kind of preparation a release needs.</summary>
public enum ReleaseTaskKind
{
    /// <summary>Users are told.</summary>
    Communication,

    /// <summary>Users or staff learn how to use it.</summary>
    Training,
    Documentation,

    /// <summary>The service desk knows what will be asked.</summary>
    SupportBriefing,
    Other,
}

/// <summary>Something that has to be done before a release goes out.</summary>
public sealed class ReleaseTask
{
    public const int MaxTitleLength = 200, MaxNoteLength = 2000;

    /// <summary>1, 2, 3 … of its release.</summary>
    public int Number { get; init; }

    public ReleaseTaskKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Who sees to it.</summary>
    public PersonId Owner { get; private set; }

    /// <summary>As shown.</summary>
    public string OwnerName { get; private set; } = "";

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Who said so, as shown; empty: nobody yet.</summary>
    public string DoneBy { get; private set; } = "";

    /// <summary>What was done, or why it need not be.</summary>
    public string Note { get; private set; } = "";

    /// <summary>It counts as done because it need not be.</summary>
    public bool WasWaived { get; private set; }

    public bool IsOpen => DoneAt is null;

    public bool IsOverdue(DateTimeOffset now) => IsOpen && DueAt < now;

    internal void Give(PersonId owner, string name) => (Owner, OwnerName) = (owner, name);

    internal void Reopen() => (Note, WasWaived, DoneBy, DoneAt) = ("", false, "", null);

    internal void End(string note, bool waived, Party by, DateTimeOffset at) => (Note, WasWaived, DoneBy, DoneAt) = (note, waived, by.Name, at);
}
