using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What a window speaks of. All that is given has to hold: one of the services, the environment, and every matcher.</summary>
public sealed record WindowScope
{
    public const int MaxServices = 200;

    public const int MaxEnvironmentLength = 63;

    /// <summary>By key; empty: any, also what belongs to no service.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];

    /// <summary>What needs one of the services counts as well, directly or through others.</summary>
    public bool WithDependants { get; init; }

    /// <summary>As the label <c>environment</c> or <c>env</c> says, in any case; empty: any.</summary>
    public string Environment { get; init; } = "";

    public IReadOnlyList<Matcher> Matchers { get; init; } = [];

    /// <summary>Why it cannot be, or null where it can.</summary>
    /// <param name="confirmed">A person knows that it would hold nearly everything.</param>
    public Refusal? Check(CatalogueSnapshot catalogue, bool confirmed)
    {
        if (Services.Count == 0 && Environment.Length == 0 && Matchers.Count == 0) return WindowRefusals.NoScope();
        if (Services.Count > MaxServices) return WindowRefusals.TooManyServices();
        if (Services.FirstOrDefault(key => catalogue.Find(key) is null) is { Value: not null } unknown) return WindowRefusals.UnknownService(unknown);
        if (Plain.HasUnprintable(Environment, lines: false)) return WindowRefusals.NotPlain("environment");
        if (Environment.Length > MaxEnvironmentLength) return WindowRefusals.TooLong("environment", MaxEnvironmentLength);
        if (Matchers.Count > Silence.MaxMatchers) return SilenceRefusals.TooManyMatchers();
        for (var i = 0; i < Matchers.Count; i++)
        {
            if (!LabelName.IsValid(Matchers[i].Name) || Matchers[i].Name.Length + Matchers[i].Value.Length > Silence.MaxTextLength) return WindowRefusals.BadMatcher(Matchers[i].Name);
        }

        return HoldsForNearlyEverything && !confirmed ? WindowRefusals.HoldsForEverything() : null;
    }

    /// <summary>Neither services nor environment narrow it, and no matcher demands anything of an event.</summary>
    public bool HoldsForNearlyEverything => Services.Count == 0 && Environment.Length == 0 && Matchers.All(matcher => matcher.MatchesEmpty);

    /// <summary>The services it names, and those that need them where they count; in order of key.</summary>
    public IReadOnlyList<ServiceKey> Resolve(ServiceGraph graph)
    {
        if (!WithDependants || Services.Count == 0) return Services;
        var all = new SortedSet<ServiceKey>(Services);
        foreach (var service in Services.Where(service => graph.NumberOf(service) >= 0)) all.UnionWith(graph.Downstream(service));
        return [.. all];
    }

    /// <summary>A service of the highest criticality that it touches; null where there is none.</summary>
    public ServiceKey? Touches(CatalogueSnapshot catalogue)
    {
        var named = Matchers.Where(matcher => matcher is { Kind: MatchKind.Equal, Name: "service" }).Select(matcher => matcher.Value).ToHashSet(StringComparer.Ordinal);
        var within = Services.Count > 0 ? Resolve(catalogue.Graph).ToHashSet() : null;
        return catalogue.Services.FirstOrDefault(entry => entry.Facts.Criticality == Criticality.Critical
            && (within is null || within.Contains(entry.Key))
            && (named.Count == 0 || named.Contains(entry.Key.Value))
            && (within is not null || named.Count > 0 || Matchers.Count == 0 || HoldsForNearlyEverything)
            && (Environment.Length == 0 || entry.Facts.Environments.Any(environment => string.Equals(environment.Name, Environment, StringComparison.OrdinalIgnoreCase))))?.Key;
    }

    /// <summary>In words, as <c>order-api and what needs it, in production, where team="shop"</c>.</summary>
    public string Words
    {
        get
        {
            var parts = new List<string>(3);
            if (Services.Count > 0) parts.Add(string.Join(", ", Services.Take(3)) + (Services.Count > 3 ? $" and {Services.Count - 3} more" : "") + (WithDependants ? " and what needs them" : ""));
            if (Environment.Length > 0) parts.Add($"in {Environment}");
            if (Matchers.Count > 0) parts.Add($"where {string.Join(", ", Matchers)}");
            return string.Join(", ", parts);
        }
    }
}
