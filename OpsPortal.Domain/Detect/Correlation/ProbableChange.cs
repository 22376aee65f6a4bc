using System.Globalization;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Something that was done to a service: a change, a deployment.</summary>
/// <param name="Number">As people call it, as <c>CHG-12</c>.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null: it goes on.</param>
/// <param name="Address">Its page, within the portal.</param>
public sealed record CarriedOut(string Number, string Title, ServiceKey Service, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Address);

/// <summary>A change that may have led to an event.</summary>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Reason">In one sentence, with the facts.</param>
public sealed record ProbableChange(CarriedOut Change, double Confidence, string Reason)
{
    /// <summary>How long before an event a change may have ended to be suspected.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromHours(24);

    /// <summary>Steps of need from the service of the event to that of the change.</summary>
    public const int MostHops = 3;

    private const double OfTheSameService = 0.9;
    private const double EachStep = 0.6;
    private static readonly TimeSpan Half = TimeSpan.FromHours(2);

    /// <summary>
    /// Changes that began before the event, on its service or one that this needs, the most suspected first. Suspicion falls by half every two
    /// hours since the change ended and by two fifths with each step away; while a change goes on, no time takes anything from it.
    /// </summary>
    /// <param name="at">When the event was first seen.</param>
    public static IReadOnlyList<ProbableChange> Rank(ServiceKey service, DateTimeOffset at, ServiceGraph graph, IEnumerable<CarriedOut> changes)
    {
        var own = graph.NumberOf(service);
        return
        [
            .. from change in changes
               where change.StartedAt <= at && at - (change.EndedAt ?? at) < LookBack
               let steps = Steps(graph, own, service, change.Service)
               where steps is >= 0 and <= MostHops
               let since = change.EndedAt is { } ended && ended < at ? at - ended : TimeSpan.Zero
               let confidence = OfTheSameService * Math.Pow(EachStep, steps) * Math.Pow(0.5, since / Half)
               orderby confidence descending, change.StartedAt descending, change.Number
               select new ProbableChange(change, confidence, Words(change, steps, since)),
        ];
    }

    private static int Steps(ServiceGraph graph, int own, ServiceKey service, ServiceKey changed)
    {
        if (service == changed) return 0;
        var other = graph.NumberOf(changed);
        return own < 0 || other < 0 ? -1 : graph.Distance(own, other);
    }

    private static string Words(CarriedOut change, int steps, TimeSpan since)
    {
        var where = steps switch
        {
            0 => "on the same service",
            1 => $"on {change.Service}, which it needs",
            _ => string.Create(CultureInfo.InvariantCulture, $"on {change.Service}, {steps} steps upstream"),
        };
        var when = since == TimeSpan.Zero ? "was being carried out then"
            : since < TimeSpan.FromMinutes(1) ? "ended less than a minute before"
            : since < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"ended {since.TotalMinutes:0} min before")
            : string.Create(CultureInfo.InvariantCulture, $"ended {since.TotalHours:0.#} h before");
        return $"{change.Number} {where} {when}.";
    }
}
