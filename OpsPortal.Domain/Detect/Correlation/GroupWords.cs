using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Says why events are one group, and how sure that is.</summary>
internal static class GroupWords
{
    /// <summary>Clocks differ: an effect may seem to begin this much before its cause.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Sure to 40 % by the services' needs alone; the rest is earned by effects that began after the cause, and by a cause that is an exception.</summary>
    public static (double Confidence, string Reason) OfCause(OpenEvent[] events, IReadOnlyList<int> set, ServiceKey cause, int services)
    {
        var own = set.Where(at => events[at].Service == cause).ToList();
        var others = set.Where(at => events[at].Service != cause).ToList();
        var began = own.Count == 0 ? events[set[0]].StartsAt : events[own[0]].StartsAt;
        var after = others.Count(at => events[at].StartsAt >= began - Skew);
        var share = others.Count == 0 ? 1 : (double)after / others.Count;
        var grave = own.Any(at => events[at].Type == EventType.Exception);
        return (0.4 + 0.4 * share + (grave ? 0.2 : 0), string.Create(CultureInfo.InvariantCulture,
            $"{cause} fails since {began.UtcDateTime:HH:mm:ss} UTC and is upstream of {(services == 2 ? "the other failing service" : $"the other {services - 1} failing services")}; {after} of {(services == 2 ? "its" : "their")} {others.Count} events began after it."));
    }

    public static string OfService(OpenEvent[] events, IReadOnlyList<int> set, ServiceKey service) => string.Create(CultureInfo.InvariantCulture,
        $"{set.Count} events of {service}, each within {Topology.Window.TotalMinutes:0} minutes of another, the first at {events[set[0]].StartsAt.UtcDateTime:HH:mm:ss} UTC.");

    public static (Grounds Grounds, double Confidence, string Reason) OfLikeness(OpenEvent[] events, IReadOnlyList<int> set)
    {
        var what = set.Select(at => events[at].Likeness.What).Distinct().ToList();
        var where = set.Select(at => events[at].Likeness.Where).Distinct().ToList();
        var within = $"each within {Similarity.Window.TotalMinutes:0} minutes of another";
        if (what is [{ Length: > 0 } name]) return (Grounds.Likeness, 0.7, $"{name} on {where.Count} hosts, {within}.");
        if (where is [{ Length: > 0 } host]) return (Grounds.Likeness, 0.7, $"{what.Count} kinds of events on {host}, {within}.");
        return (Grounds.CoOccurrence, 0.6, $"{string.Join(" and ", what.Where(name => name.Length > 0).Order(StringComparer.Ordinal).Take(6))} have often come together before, {within}.");
    }
}
