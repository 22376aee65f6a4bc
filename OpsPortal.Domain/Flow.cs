using static OpsPortal.Domain.Stage;

namespace OpsPortal.Domain;

/// <summary>The stages of work in OpsPortal, in the words of ITIL 4.</summary>
public enum Stage
{
    Signal,
    Event,
    Incident,
    Handoff,
    Problem,
    Change,
    Approval,
    Deployment,
    Verification,
    Release,
    Improvement,
}

/// <summary>The whole flow on one screen: which stage may give rise to which. Nothing else decides it.</summary>
public static class Flow
{
    /// <summary>Every link, in the order work travels.</summary>
    public static IReadOnlyList<(Stage From, Stage To)> Links { get; } =
    [
        (Signal, Event),
        (Event, Incident), (Event, Problem),
        (Incident, Handoff), (Incident, Problem), (Incident, Change),
        (Problem, Change),
        (Change, Approval), (Approval, Deployment), (Deployment, Verification), (Verification, Release),
        (Event, Improvement), (Incident, Improvement), (Problem, Improvement), (Deployment, Improvement),
        (Improvement, Change),
    ];

    /// <summary>Whether work at <paramref name="from"/> may give rise to work at <paramref name="to"/>.</summary>
    public static bool Leads(Stage from, Stage to) => Links.Contains((from, to));
}
