using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>Something that is to become better, from the finding to the measured effect.</summary>
/// <remarks>All instants are UTC. The timeline is kept beside it; <see cref="NewEntries"/> holds what this instance has added.</remarks>
public sealed partial class Improvement
{
    private readonly List<ImprovementEntry> _newEntries = [];

    public ImprovementNumber Number { get; init; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string ExpectedEffect { get; private set; } = "";

    public Effort Effort { get; private set; }

    /// <summary>The key of the service it is about; empty: none.</summary>
    public string Service { get; private set; } = "";

    /// <summary>By when it is to be done; null: not dated.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>What shows that it is needed, a path or an address; empty: nothing.</summary>
    public string Evidence { get; private set; } = "";

    public ImprovementSource Source { get; init; }

    /// <summary>Of the finding, see <see cref="Finding.Key"/>; empty where a person entered it.</summary>
    public string SourceKey { get; init; } = "";

    /// <summary>The same while it is open; null else. No two that are open share one.</summary>
    public string? OpenKey { get; private set; }

    /// <summary>Null: nothing is measured.</summary>
    public Measure? Measure { get; private set; }

    public ImprovementState State { get; private set; }

    public PersonId? Owner { get; private set; }

    /// <summary>As shown; empty where nobody has taken it on.</summary>
    public string OwnerName { get; private set; } = "";

    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>When it was done or dismissed; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was dismissed, or what was done.</summary>
    public string EndedWhy { get; private set; } = "";

    /// <summary>When the portal measures what it has changed; null: it does not, or has.</summary>
    public DateTimeOffset? MeasureDueAt { get; private set; }

    /// <summary>When the effect was measured last; null: not yet.</summary>
    public DateTimeOffset? MeasuredAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsOpen => ImprovementLifecycle.IsOpen(State);

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<ImprovementEntry> NewEntries => _newEntries;

    public bool IsOverdue(DateTimeOffset at) => IsOpen && DueAt <= at;

    /// <summary>What it says, as somebody would edit it.</summary>
    public ImprovementDraft ToDraft() => new()
    {
        Title = Title,
        Description = Description,
        ExpectedEffect = ExpectedEffect,
        Effort = Effort,
        Service = Service,
        DueAt = DueAt,
        Evidence = Evidence,
        MeasureWhat = Measure?.What ?? "",
        MeasureUnit = Measure?.Unit ?? "",
        LowerIsBetter = Measure?.LowerIsBetter ?? true,
    };

    /// <summary>A person enters one. Refused for a draft that cannot stand.</summary>
    public static Outcome<Improvement> Enter(ImprovementNumber number, ImprovementDraft draft, Actor by, DateTimeOffset at)
    {
        if (draft.Fault() is { } why) return why;
        var entered = new Improvement { Number = number, Source = ImprovementSource.Person, EnteredBy = by.Name, EnteredAt = at };
        entered.Take(draft);
        entered.Note(ImprovementEntryKind.Entered, by.Name, at, entered.Title);
        return entered;
    }

    /// <summary>The portal enters what it found.</summary>
    /// <param name="before">The value as it was; null: it cannot be told.</param>
    public static Outcome<Improvement> Enter(ImprovementNumber number, Finding finding, MeasuredValue? before, Actor by, DateTimeOffset at)
    {
        if (finding.Draft.Fault() is { } why) return why;
        var entered = new Improvement { Number = number, Source = finding.Source, SourceKey = finding.Key, EnteredBy = by.Name, EnteredAt = at };
        entered.Take(finding.Draft);
        (entered.Measure, entered.OpenKey) = (finding.Measure with { Before = before, After = null }, finding.Key);
        entered.Note(ImprovementEntryKind.Entered, by.Name, at, finding.Draft.Description);
        return entered;
    }

    private void Take(ImprovementDraft draft)
    {
        (Title, Description, ExpectedEffect) = (draft.Title.Trim(), draft.Description.Trim(), draft.ExpectedEffect.Trim());
        (Effort, Service, DueAt, Evidence) = (draft.Effort, draft.Service, draft.DueAt, draft.Evidence);
        if (Measure is { IsAutomatic: true }) return;
        var what = draft.MeasureWhat.Trim();
        Measure = what.Length == 0 ? null : (Measure ?? new(what, "")) with { What = what, Unit = draft.MeasureUnit.Trim(), LowerIsBetter = draft.LowerIsBetter };
    }

    private Outcome<Improvement> MoveTo(ImprovementState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!ImprovementLifecycle.Allows(State, next)) return ImprovementRefusals.NotFrom(State, next);
        Note(new() { Improvement = Number, At = at, Kind = ImprovementEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        OpenKey = IsOpen && SourceKey.Length > 0 ? SourceKey : null;
        (EndedAt, EndedWhy) = (IsOpen ? null : at, IsOpen ? "" : text);
        return this;
    }

    private void Note(ImprovementEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(ImprovementEntryKind kind, string actor, DateTimeOffset at, string text) => Note(new() { Improvement = Number, At = at, Kind = kind, Actor = actor, Text = text });
}
