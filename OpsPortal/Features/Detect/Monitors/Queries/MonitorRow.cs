using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Queries;

/// <summary>One monitor in a list.</summary>
/// <param name="Phase">Null: it is disabled.</param>
/// <param name="DueAt">Null: it is disabled.</param>
public sealed record MonitorRow(
    MonitorNumber Number,
    string Name,
    MonitorKind Kind,
    string Service,
    string Target,
    bool Enabled,
    Phase? Phase,
    MonitorSeverity? Severity,
    double? Value,
    DateTimeOffset? Since,
    DateTimeOffset? RanAt,
    DateTimeOffset? DueAt,
    int Series,
    int Firing,
    string Said,
    int Version);

/// <summary>One monitor with all that its page shows.</summary>
/// <param name="Turns">Newest first, at most <see cref="MostTurns"/>.</param>
public sealed record MonitorView(MonitorRow Row, MonitorDraft Draft, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, IReadOnlyList<MonitorTurn> Turns)
{
    public const int MostTurns = 200;
}

/// <summary>What a list of monitors is narrowed by. What is empty does not narrow.</summary>
public sealed record MonitorFilter
{
    public string Text { get; init; } = "";

    public IReadOnlyList<MonitorKind> Kinds { get; init; } = [];

    public IReadOnlyList<Phase> Phases { get; init; } = [];

    public string Service { get; init; } = "";

    /// <summary>Null: both.</summary>
    public bool? Enabled { get; init; }
}
