using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Verifications.Checks;

/// <summary>An event that the portal knows of.</summary>
/// <param name="Event">As <c>EVT-7</c>.</param>
/// <param name="IsException">Something is wrong; else it is a warning, which asks a person.</param>
/// <param name="Environment">Empty: not known.</param>
/// <param name="ClearedAt">Null: it goes on.</param>
public sealed record SeenEvent(string Event, string Title, ServiceKey Service, string Environment, bool IsException, DateTimeOffset OccurredAt, DateTimeOffset? ClearedAt);

/// <summary>What the portal's own events say of a deployment: those of its services and of whatever needs them.</summary>
public static class PortalEvents
{
    /// <summary>An exception that began during the run is a no, a warning neither yes nor no. What began before is not the deployment's doing; what is over, and was, still counts.</summary>
    /// <param name="from">When the run began.</param>
    /// <param name="services">That are deployed.</param>
    /// <param name="environment">Events of another environment count for nothing; those of which it is not known do.</param>
    public static (CheckState State, string Why) Judge(IReadOnlyCollection<SeenEvent> events, IReadOnlyCollection<ServiceKey> services, string environment, ServiceGraph graph, DateTimeOffset from)
    {
        var concerned = graph.Reach(services.Select(graph.NumberOf).Where(number => number >= 0), upstream: false);
        var during = events
            .Where(one => one.OccurredAt >= from && (one.Environment.Length == 0 || string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase)))
            .Where(one => services.Contains(one.Service) || (graph.NumberOf(one.Service) is >= 0 and var number && concerned[number] >= 0))
            .OrderByDescending(one => one.IsException).ThenBy(one => one.OccurredAt).ThenBy(one => one.Event, StringComparer.Ordinal).ToList();
        if (during is not [var worst, ..]) return (CheckState.Successful, "No event of the services, or of those that need them.");
        return (worst.IsException ? CheckState.Failed : CheckState.Inconclusive, $"{worst.Event} of {worst.Service}: {worst.Title}{(during.Count > 1 ? FormattableString.Invariant($", and {during.Count - 1} more") : "")}");
    }
}
