using System.Collections.Frozen;
using static OpsPortal.Domain.Respond.Incidents.IncidentState;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentState
{
    /// <summary>Nobody has taken it on yet.</summary>
    New,

    /// <summary>Somebody works on it; users still notice.</summary>
    Investigating,

    /// <summary>Users no longer notice, or hardly; the cause may still be there.</summary>
    Mitigated,

    /// <summary>The service is as it should be again.</summary>
    Resolved,
    Closed,
}

/// <summary>The diagram of an incident, as data. What is not listed is refused.</summary>
public static class IncidentLifecycle
{
    private static readonly FrozenDictionary<IncidentState, IncidentState[]> Next = new Dictionary<IncidentState, IncidentState[]>
    {
        [New] = [Investigating, Resolved],
        [Investigating] = [Mitigated, Resolved],
        [Mitigated] = [Investigating, Resolved],
        [Resolved] = [Investigating, Closed],
        [Closed] = [Investigating],
    }.ToFrozenDictionary();

    public static IReadOnlyList<IncidentState> Open { get; } = [New, Investigating, Mitigated];

    public static bool Allows(IncidentState from, IncidentState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Open: somebody still has to restore something.</summary>
    public static bool IsOpen(IncidentState state) => state is New or Investigating or Mitigated;
}
