using OpsPortal.Domain.Improve.Improvements;

namespace OpsPortal.Features.Improve.Improvements.Queries;

/// <summary>Which improvements are asked for. What is empty narrows nothing.</summary>
public sealed record ImprovementFilter
{
    /// <summary>Words of title, service, owner or who entered it, or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<ImprovementState> States { get; init; } = [];

    public IReadOnlyList<ImprovementSource> Sources { get; init; } = [];

    /// <summary>Part of the owner's name.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>An improvement as listed.</summary>
/// <param name="Owner">As shown; empty: nobody has taken it on.</param>
/// <param name="DueAt">UTC; null: not dated.</param>
/// <param name="Measure">Null: nothing is measured.</param>
public sealed record ImprovementRow(
    ImprovementNumber Number, string Title, ImprovementState State, ImprovementSource Source, string Service, string Owner, Effort Effort, DateTimeOffset? DueAt, Measure? Measure, DateTimeOffset EnteredAt, DateTimeOffset ChangedAt, int Version)
{
    public bool IsOverdue(DateTimeOffset now) => ImprovementLifecycle.IsOpen(State) && DueAt <= now;
}

/// <summary>An improvement with all that belongs to it, as of one moment.</summary>
/// <param name="Timeline">Oldest first.</param>
public sealed record ImprovementView(Improvement Improvement, IReadOnlyList<ImprovementEntry> Timeline);

/// <summary>What a review of the register looks at, each list oldest first and cut after <see cref="Most"/>.</summary>
/// <param name="Last">The review before; null: there was none.</param>
/// <param name="Entered">Since then.</param>
/// <param name="ToDecide">Proposed, whenever.</param>
/// <param name="Measured">Whose effect was measured since then.</param>
public sealed record AgendaView(HeldReview? Last, IReadOnlyList<ImprovementRow> Entered, IReadOnlyList<ImprovementRow> Overdue, IReadOnlyList<ImprovementRow> ToDecide, IReadOnlyList<ImprovementRow> Measured, DateTimeOffset At)
{
    public const int Most = 200;
}
