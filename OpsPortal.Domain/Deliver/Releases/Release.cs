using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>Makes what was deployed available to those it is for. A version can run for weeks and not be released.</summary>
/// <remarks>All instants are UTC. The timeline is kept beside it; <see cref="NewEntries"/> holds what this instance has added.</remarks>
public sealed partial class Release
{
    public const int MaxTasks = 100;

    private readonly List<ReleaseEntry> _newEntries = [];
    private readonly List<ReleaseTask> _tasks = [];

    public ReleaseNumber Number { get; init; }

    /// <summary>What it says now.</summary>
    public ReleaseDraft Draft { get; private set; } = new() { Title = "", Environment = "" };

    public ReleaseState State { get; private set; }

    public required Party PlannedBy { get; init; }

    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>In the order added.</summary>
    public IReadOnlyList<ReleaseTask> Tasks => _tasks;

    /// <summary>Who said go or no go last; null: nobody, or what it says has changed since.</summary>
    public Party? DecidedBy { get; private set; }

    public string DecidedWhy { get; private set; } = "";

    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<ReleaseEntry> NewEntries => _newEntries;

    /// <summary>A new release. Refused for a draft that cannot stand.</summary>
    public static Outcome<Release> Plan(ReleaseNumber number, ReleaseDraft draft, Party by, DateTimeOffset at)
    {
        if (draft.Fault() is { } why) return why;
        var planned = new Release { Number = number, Draft = draft, PlannedBy = by, PlannedAt = at };
        planned.Note(ReleaseEntryKind.Planned, by.Name, at, draft.Title);
        return planned;
    }

    /// <summary>What of its contents does not run where it has to; empty: all does.</summary>
    /// <param name="running">What runs in its environment.</param>
    public IReadOnlyList<ComponentVersion> NotDeployed(IReadOnlyCollection<ComponentVersion> running) => [.. Draft.Contents.Where(content => !running.Any(one => IsSame(content, one)))];

    /// <summary>Whether it makes this version available.</summary>
    public bool Holds(ComponentVersion component) => Draft.Contents.Any(content => IsSame(content, component));

    /// <summary>Whether both are one version. The digest tells apart what bears the same version; where one of them has none, there is nothing to tell apart.</summary>
    internal static bool IsSame(ComponentVersion one, ComponentVersion other) =>
        one.Name == other.Name && one.Version == other.Version && (one.Digest == other.Digest || one.Digest.Length == 0 || other.Digest.Length == 0);

    private Outcome<Release> MoveTo(ReleaseState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!ReleaseLifecycle.Allows(State, next)) return ReleaseRefusals.NotFrom(State, next);
        Note(new() { Release = Number, At = at, Kind = ReleaseEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        return this;
    }

    private void Note(ReleaseEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(ReleaseEntryKind kind, string actor, DateTimeOffset at, string text) => Note(new() { Release = Number, At = at, Kind = kind, Actor = actor, Text = ReleaseEntry.Cut(text) });
}
