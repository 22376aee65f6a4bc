using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>As much of an open event as grouping looks at.</summary>
/// <param name="Service">Null where no rule leads to one.</param>
/// <param name="Likeness">What kind of trouble it is and where, as far as its labels tell.</param>
/// <param name="StartsAt">UTC; when the source says the condition began.</param>
public sealed record OpenEvent(
    EventNumber Number, Fingerprint Fingerprint, ServiceKey? Service, Likeness Likeness, DateTimeOffset StartsAt, EventType Type, Priority Priority) : IComparable<OpenEvent>
{
    /// <summary>By what the source told, so that the order in which signals arrived changes nothing; the number breaks the last tie.</summary>
    public int CompareTo(OpenEvent? other)
    {
        if (other is null) return 1;
        var order = StartsAt.CompareTo(other.StartsAt);
        if (order == 0) order = Fingerprint.CompareTo(other.Fingerprint);
        return order == 0 ? Number.CompareTo(other.Number) : order;
    }
}

/// <summary>What makes two events alike though their labels differ.</summary>
/// <param name="What">The name of the alert or rule; empty where there is none.</param>
/// <param name="Where">The host, without a port; empty where there is none.</param>
public readonly record struct Likeness(string What, string Where)
{
    /// <summary>Longest part kept, in characters.</summary>
    public const int MaxLength = 120;

    private static readonly string[] Names = ["alertname", "rule", "monitor", "event_type", "type", "class"];
    private static readonly string[] Hosts = ["instance", "host", "hostname", "node", "pod", "source"];

    public static Likeness Of(LabelSet labels) => new(First(labels, Names), Host(First(labels, Hosts)));

    private static string First(LabelSet labels, string[] names)
    {
        foreach (var name in names)
        {
            if (labels[name] is { Length: > 0 } value) return value.Length <= MaxLength ? value : value[..MaxLength];
        }

        return "";
    }

    private static string Host(string value)
    {
        var colon = value.LastIndexOf(':');
        return colon > 0 && value.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 && value.IndexOf(':', StringComparison.Ordinal) == colon ? value[..colon] : value;
    }
}
