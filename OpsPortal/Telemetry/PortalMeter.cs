using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OpsPortal.Telemetry;

/// <summary>The portal's own meter. What it measures appears on <c>/metrics</c> with the prefix <c>opsportal_</c>.</summary>
internal static class PortalMeter
{
    public const string Name = "OpsPortal";

    public static Meter Create(IMeterFactory meters) => meters.Create(Name);
}

/// <summary>Owns instruments of the portal's meter.</summary>
internal interface IMeasured;

/// <summary>Keeps a label's values few: whatever comes after the first <paramref name="most"/> different ones is counted as <c>other</c>.</summary>
internal sealed class BoundedValues(int most)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(string value)
    {
        if (_known.ContainsKey(value)) return value;
        return _known.Count < most && _known.TryAdd(value, value) ? value : "other";
    }
}
