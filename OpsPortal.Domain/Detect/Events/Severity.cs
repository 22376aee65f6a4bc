using System.Collections.Frozen;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>What the severity words of the common tools stand for here: Prometheus' habits, syslog (RFC 5424) and OpenTelemetry.</summary>
public static class Severity
{
    private static readonly FrozenDictionary<string, (EventType Type, Priority Priority)> Meaning =
        new Dictionary<string, (EventType Type, Priority Priority)>(StringComparer.OrdinalIgnoreCase)
        {
            ["emergency"] = (EventType.Exception, Events.Priority.P1),
            ["fatal"] = (EventType.Exception, Events.Priority.P1),
            ["critical"] = (EventType.Exception, Events.Priority.P1),
            ["page"] = (EventType.Exception, Events.Priority.P1),
            ["alert"] = (EventType.Exception, Events.Priority.P1),
            ["error"] = (EventType.Exception, Events.Priority.P2),
            ["major"] = (EventType.Exception, Events.Priority.P2),
            ["high"] = (EventType.Exception, Events.Priority.P2),
            ["warning"] = (EventType.Warning, Events.Priority.P3),
            ["warn"] = (EventType.Warning, Events.Priority.P3),
            ["minor"] = (EventType.Warning, Events.Priority.P3),
            ["low"] = (EventType.Warning, Events.Priority.P4),
            ["notice"] = (EventType.Informational, Events.Priority.P5),
            ["info"] = (EventType.Informational, Events.Priority.P5),
            ["informational"] = (EventType.Informational, Events.Priority.P5),
            ["debug"] = (EventType.Informational, Events.Priority.P5),
            ["none"] = (EventType.Informational, Events.Priority.P5),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A word we do not know, or none at all, is a warning of priority 4: somebody should look, without haste.</summary>
    private static readonly (EventType Type, Priority Priority) Unknown = (EventType.Warning, Events.Priority.P4);

    public static EventType Type(string severity) => Meaning.GetValueOrDefault(severity, Unknown).Type;

    public static Priority Priority(string severity) => Meaning.GetValueOrDefault(severity, Unknown).Priority;
}
