using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>The cause, or the potential cause, of one or more incidents: from the proposal to the proof that it no longer comes back.</summary>
/// <remarks>All instants are UTC. The timeline is kept beside it; <see cref="NewEntries"/> holds what this instance has added.</remarks>
public sealed partial class Problem
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>Longest description, root cause and workaround, in characters each.</summary>
    public const int MaxTextLength = ProblemEntry.MaxTextLength;

    /// <summary>Most events, and most incidents, linked to one problem.</summary>
    public const int MaxLinks = 500;

    private readonly List<ProblemEntry> _newEntries = [];

    public ProblemNumber Number { get; init; }

    public required string Title { get; set; }

    /// <summary>The name of what comes back, see <see cref="ProblemPattern"/>; empty: it is recognised by nothing, and so neither counted nor shown on events.</summary>
    public string What { get; private set; } = "";

    /// <summary>The key of the service it concerns; empty where that is not known.</summary>
    public string Service { get; private set; } = "";

    /// <summary>The labels an event of that name and service must bear to be recognised; empty: whatever it bears.</summary>
    public LabelSet Labels { get; private set; } = LabelSet.Empty;

    /// <summary><see cref="ProblemPattern.Key"/> of what it is recognised by.</summary>
    public string Narrowed { get; private set; } = "";

    public Priority Priority { get; private set; }

    public ProblemState State { get; private set; } = ProblemState.Proposed;

    /// <summary>When it was proposed last.</summary>
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>Who or what proposed it, as shown.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>The facts it was proposed for, a sentence a line; empty where a person gave none.</summary>
    public string Grounds { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Why it happens; empty: not known yet.</summary>
    public string RootCause { get; private set; } = "";

    /// <summary>What helps until it is fixed; empty: not known yet.</summary>
    public string Workaround { get; private set; } = "";

    /// <summary>Raised by every change of title, description, root cause or workaround.</summary>
    public int TextVersion { get; private set; }

    /// <summary>Who wrote these last, as shown.</summary>
    public string WrittenBy { get; private set; } = "";

    /// <summary>The team that looks for its cause; null: none.</summary>
    public TeamId? Team { get; private set; }

    /// <summary>As shown; empty where there is none.</summary>
    public string TeamName { get; private set; } = "";

    /// <summary>The person who works it; null: nobody.</summary>
    public PersonId? Owner { get; private set; }

    /// <summary>As shown; empty where nobody owns it.</summary>
    public string OwnerName { get; private set; } = "";

    /// <summary>When it was declared a known error; null: it is none, or none any more.</summary>
    public DateTimeOffset? KnownErrorAt { get; private set; }

    /// <summary>The change that fixes it, see <see cref="ChangeReference"/>; empty: none is named.</summary>
    public string Change { get; private set; } = "";

    /// <summary>Since when the fix is in place: what comes back is counted from then. Null: it is not.</summary>
    public DateTimeOffset? FixedAt { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>When it was closed or dismissed; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public ProblemPattern Pattern => What.Length == 0 ? ProblemPattern.None : new(What, Service) { Labels = Labels };

    public bool IsOpen => ProblemLifecycle.IsOpen(State);

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<ProblemEntry> NewEntries => _newEntries;

    /// <summary>A new problem. Refused without a title, or with one that is too long.</summary>
    /// <param name="pattern">What it is recognised by; <see cref="ProblemPattern.None"/> where nothing is known that it could be.</param>
    /// <param name="grounds">Why it may be one, a sentence a line.</param>
    public static Outcome<Problem> Propose(ProblemNumber number, string title, ProblemPattern pattern, Priority priority, string grounds, Actor by, DateTimeOffset at)
    {
        title = title.Trim();
        if (title.Length == 0) return ProblemRefusals.NothingToProposeFrom();
        if (title.Length > MaxTitleLength) return ProblemRefusals.TextTooLong("title", MaxTitleLength);
        if (CheckOptional(grounds, "reason") is { } why) return why;
        var proposed = new Problem { Number = number, Title = title, What = pattern.What, Service = pattern.Service, Labels = pattern.Labels, Narrowed = pattern.Key, Priority = priority, ProposedAt = at, ProposedBy = by.Name, Grounds = grounds.Trim() };
        proposed.Note(ProblemEntryKind.Proposed, by.Name, at, proposed.Grounds);
        return proposed;
    }

    private Outcome<Problem> MoveTo(ProblemState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!ProblemLifecycle.Allows(State, next)) return ProblemRefusals.NotFrom(State, next);
        Note(new() { Problem = Number, At = at, Kind = ProblemEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        return this;
    }

    private void Note(ProblemEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(ProblemEntryKind kind, string actor, DateTimeOffset at, string text = "", string about = "") =>
        Note(new() { Problem = Number, At = at, Kind = kind, Actor = actor, Text = text, About = about });

    private static Refusal? Check(string text, string what) => string.IsNullOrWhiteSpace(text) ? ProblemRefusals.TextMissing(what) : CheckOptional(text, what);

    private static Refusal? CheckOptional(string text, string what) => text.Length > MaxTextLength ? ProblemRefusals.TextTooLong(what, MaxTextLength) : null;
}
