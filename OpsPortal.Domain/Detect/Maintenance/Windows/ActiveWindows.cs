using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What the windows in force do to one event; each null where none does it.</summary>
public readonly record struct WindowHold(MaintenanceWindow? Suppress, MaintenanceWindow? Lower, MaintenanceWindow? Tag)
{
    public bool IsNothing => Suppress is null && Lower is null && Tag is null;
}

/// <summary>The windows in force during one stretch of time, filed by what they demand of an event: asking costs nothing for those that do not match. Immutable.</summary>
public sealed class ActiveWindows
{
    /// <summary>On every signal that the portal sends about a window: no window holds such a signal back.</summary>
    public const string OwnLabel = "maintenance_window";

    private readonly FrozenDictionary<string, ScopedWindow[]> _byService, _byEnvironment;
    private readonly MatcherIndex<ScopedWindow> _byLabels;

    public ActiveWindows(IReadOnlyCollection<ScopedWindow> windows, DateTimeOffset from, DateTimeOffset until)
    {
        (Count, From, Until) = (windows.Count, from, until);
        _byService = windows.SelectMany(window => window.Services.Select(service => (service.Value, window))).GroupBy(pair => pair.Value, pair => pair.window, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var other = windows.Where(window => window.Services.Count == 0).ToLookup(window => window.Scope.Environment.Length > 0);
        _byEnvironment = other[true].GroupBy(window => window.Scope.Environment, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
        _byLabels = new([.. other[false]], window => window.Scope.Matchers);
    }

    public static ActiveWindows None { get; } = new([], DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public int Count { get; }

    /// <summary>UTC; it is true from then on.</summary>
    public DateTimeOffset From { get; }

    /// <summary>UTC; the next start or end: from then on it is true no longer.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>What happens to an event. Of several windows that do the same, the one that ends last does it.</summary>
    /// <param name="service">The key of its service; empty where none is known.</param>
    public WindowHold Find(LabelSet labels, string service)
    {
        if (Count == 0 || labels[OwnLabel].Length > 0) return default;
        var asked = new Asked(labels, Environment(labels), default, null);
        Visit(service, ref asked);
        return asked.Hold;
    }

    /// <summary>All windows that hold an event, in no order.</summary>
    public IReadOnlyList<MaintenanceWindow> All(LabelSet labels, string service)
    {
        if (Count == 0 || labels[OwnLabel].Length > 0) return [];
        var asked = new Asked(labels, Environment(labels), default, []);
        Visit(service, ref asked);
        return asked.All ?? [];
    }

    private void Visit(string service, ref Asked asked)
    {
        if (service.Length > 0 && _byService.TryGetValue(service, out var found)) foreach (var window in found) Look(window, ref asked);
        if (asked.Environment.Length > 0 && _byEnvironment.TryGetValue(asked.Environment, out found)) foreach (var window in found) Look(window, ref asked);
        _byLabels.Visit(asked.Labels, ref asked, Look);
    }

    private static void Look(ScopedWindow scoped, ref Asked asked)
    {
        if (scoped.Scope.Environment.Length > 0 && !string.Equals(scoped.Scope.Environment, asked.Environment, StringComparison.OrdinalIgnoreCase)) return;
        foreach (var matcher in scoped.Scope.Matchers)
        {
            if (!matcher.Matches(asked.Labels)) return;
        }

        asked.All?.Add(scoped.Window);
        var hold = asked.Hold;
        asked = asked with
        {
            Hold = scoped.Window.Effect.Kind switch
            {
                EffectKind.Suppress => hold with { Suppress = Later(hold.Suppress, scoped.Window) },
                EffectKind.Lower => hold with { Lower = Later(hold.Lower, scoped.Window) },
                _ => hold with { Tag = Later(hold.Tag, scoped.Window) },
            },
        };
    }

    private static MaintenanceWindow Later(MaintenanceWindow? known, MaintenanceWindow other) =>
        known is null || (other.EndsAt, other.Number.Value).CompareTo((known.EndsAt, known.Number.Value)) > 0 ? other : known;

    private static string Environment(LabelSet labels) => labels["environment"] is { Length: > 0 } environment ? environment : labels["env"];

    private readonly record struct Asked(LabelSet Labels, string Environment, WindowHold Hold, List<MaintenanceWindow>? All);
}

/// <summary>A window with the services that its scope means in the catalogue of now.</summary>
/// <param name="Services">Those that need the named ones included where they count; empty: any.</param>
public sealed record ScopedWindow(MaintenanceWindow Window, IReadOnlyList<ServiceKey> Services)
{
    public WindowScope Scope => Window.Scope;
}
