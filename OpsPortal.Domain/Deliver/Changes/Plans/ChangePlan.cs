using OpsPortal.Domain.Audit;

namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>A change as somebody wants it to be, in full: what, why, where, when, by whom, and how it is taken back.</summary>
/// <remarks>What an environment is for and how critical a service is are facts of the catalogue, never of the plan.</remarks>
public sealed record ChangePlan
{
    public const int MaxTitleLength = 200, MaxTextLength = 4000, MaxNameLength = 120, MaxVersionLength = 120, MaxValueLength = 2000;

    public const int MaxComponents = 200, MaxSteps = 100, MaxParameters = 100, MaxEvidence = 50;

    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(14), LongestBackout = TimeSpan.FromDays(7);

    public ChangeKind Kind { get; init; } = ChangeKind.Normal;

    /// <summary>The template of a standard change; null for the other kinds.</summary>
    public TemplateReference? Template { get; init; }

    /// <summary>What is done, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is done.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What users notice, in their words.</summary>
    public string Impact { get; init; } = "";

    /// <summary>In any order; kept by service and name.</summary>
    public IReadOnlyList<ComponentVersion> Components { get; init; } = [];

    /// <summary>As the catalogue names it.</summary>
    public string Environment { get; init; } = "";

    /// <summary>In the order of doing.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>In any order; kept by name.</summary>
    public IReadOnlyList<PlanParameter> Parameters { get; init; } = [];

    public BackoutPlan Backout { get; init; } = BackoutPlan.None;

    public IReadOnlyList<TestEvidence> Evidence { get; init; } = [];

    /// <summary>Null: not planned yet.</summary>
    public PlannedWindow? Window { get; init; }

    public PlannedExecutor Executor { get; init; } = PlannedExecutor.Anybody;

    /// <summary>The same with its lists in the order that is kept and its instants as every database keeps them, so that the same content is written alike.</summary>
    public ChangePlan AsKept() => this with
    {
        Components = [.. Components.OrderBy(component => component.Service).ThenBy(component => component.Component, StringComparer.Ordinal)],
        Parameters = [.. Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)],
        Window = Window is null ? null : Window with { Start = AuditEntry.Truncate(Window.Start), End = AuditEntry.Truncate(Window.End) },
    };
}
