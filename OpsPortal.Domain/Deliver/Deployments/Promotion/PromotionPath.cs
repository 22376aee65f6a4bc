using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Promotion;

/// <summary>The environments a version of a service passes, in order, and the shorter way of a hotfix.</summary>
/// <param name="Environments">As the catalogue names them, the one nearest to users last.</param>
/// <param name="Hotfix">Those of them that a hotfix passes, in the same order; empty: there is no shorter way.</param>
public sealed record PromotionPath(ServiceKey Service, IReadOnlyList<string> Environments, IReadOnlyList<string> Hotfix)
{
    /// <summary>By tier, those of one tier side by side in the order of their names; a hotfix skips what is below staging.</summary>
    public static PromotionPath Of(Service service) => Of(service.Key, service.Environments);

    /// <inheritdoc cref="Of(Service)"/>
    public static PromotionPath Of(ServiceKey service, IEnumerable<ServiceEnvironment> environments)
    {
        var order = environments.OrderBy(one => one.Tier).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new(service, [.. order.Select(one => one.Name)], [.. order.Where(one => one.Tier >= Tier.Staging).Select(one => one.Name)]);
    }

    /// <summary>Why there can be no such path, or null where there can.</summary>
    public Refusal? Fault()
    {
        if (Environments.Count == 0 || Environments.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Environments.Count) return new("promotion.invalid-path", "A path names at least one environment, and none twice.");
        var places = Hotfix.Select(IndexOf).ToList();
        return places.Contains(-1) || places.Zip(places.Skip(1)).Any(pair => pair.Second <= pair.First) ? new("promotion.invalid-hotfix", "The way of a hotfix leaves environments out; it adds none, and keeps their order.") : null;
    }

    /// <summary>What a version must have passed before it goes there; the nearest last.</summary>
    /// <param name="isHotfix">It goes the shorter way, where there is one that leads there.</param>
    /// <returns>Null where the path does not lead there at all.</returns>
    public IReadOnlyList<string>? Before(string environment, bool isHotfix)
    {
        var way = isHotfix && Hotfix.Contains(environment, StringComparer.OrdinalIgnoreCase) ? Hotfix : Environments;
        var at = way.ToList().FindIndex(one => string.Equals(one, environment, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : [.. way.Take(at)];
    }

    /// <summary>Where a version goes next from there; null: it is at the end, or not on the path.</summary>
    public string? After(string environment) => IndexOf(environment) is >= 0 and var at && at + 1 < Environments.Count ? Environments[at + 1] : null;

    private int IndexOf(string environment) => Environments.ToList().FindIndex(one => string.Equals(one, environment, StringComparison.OrdinalIgnoreCase));
}
