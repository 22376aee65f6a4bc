using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Tightening;

/// <summary>A value at which a monitor warns for a while, tighter than its own.</summary>
/// <param name="By">Because of what, in words: <c>early-life support of DEP-3</c>.</param>
/// <param name="Address">Where that is found.</param>
/// <param name="Until">Not before then does it end (UTC); null: that is not known.</param>
/// <param name="Services">Whom it is about: of a monitor that watches many services, only their series are judged by it.</param>
public sealed record TighterValue(MonitorNumber Monitor, double Value, string By, string Address, DateTimeOffset? Until, IReadOnlyList<string> Services)
{
    /// <summary>Whether a series of a service is judged by it.</summary>
    /// <param name="own">The one service of the monitor; empty: each series tells.</param>
    /// <param name="service">Of the series; empty: none is known.</param>
    public bool Concerns(string own, string service) => own.Length > 0 || service.Length == 0 || Services.Contains(service);
}

/// <summary>What tightens monitors now, from all over the portal. Asked at every evaluation, so it answers from memory.</summary>
internal interface ITighterValues
{
    ValueTask<ILookup<MonitorNumber, TighterValue>> NowAsync(CancellationToken stopping);
}

/// <summary>Where nothing in the portal tightens a monitor.</summary>
internal sealed class NothingTighter : ITighterValues
{
    private static readonly ILookup<MonitorNumber, TighterValue> None = Array.Empty<TighterValue>().ToLookup(value => value.Monitor);

    public ValueTask<ILookup<MonitorNumber, TighterValue>> NowAsync(CancellationToken stopping) => ValueTask.FromResult(None);
}

/// <summary>That a threshold is tighter than usual.</summary>
/// <param name="Usual">The value that warns otherwise.</param>
internal sealed record Tightened(TighterValue By, double Usual);

/// <summary>By which threshold a series is judged.</summary>
/// <param name="Tightened">Null: by the monitor's own.</param>
internal readonly record struct Judged(Threshold Threshold, Tightened? Tightened)
{
    /// <summary>By the tightest of the values; none of them can make it looser.</summary>
    public static Judged By(Monitor monitor, string service, IEnumerable<TighterValue> values)
    {
        var usual = monitor.Draft.ThresholdFor(service);
        List<TighterValue> concerned = [.. values.Where(value => value.Concerns(monitor.Service, service))];
        if (concerned.Count == 0 || TighterLevel.Tightest(usual.Levels, concerned.Select(value => value.Value)) is not { } tightest) return new(usual, null);
        return new(TighterLevel.At(usual, tightest), new(concerned.First(value => value.Value.Equals(tightest)), TighterLevel.Warning(usual.Levels).Value));
    }
}
