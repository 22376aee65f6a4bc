using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>Finds the component that a sender names in its own way.</summary>
public static class ComponentNames
{
    private const int MostShown = 5;

    /// <summary>By <c>service/component</c>, by the name of a component that only one service has, or by the key of a service that has one component.</summary>
    /// <remarks>Refused where there is none, and where several are meant.</remarks>
    public static Outcome<(ServiceKey Service, string Component)> Find(CatalogueSnapshot catalogue, string named)
    {
        named = named.Trim();
        if (named.Length == 0) return NoticeRefusals.Missing("which component, as service/component");
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && ServiceKey.TryParse(named[..slash], null, out var service) && catalogue.Find(service) is { } entry)
            return entry.Facts.Components.FirstOrDefault(component => string.Equals(component.Name, named[(slash + 1)..], StringComparison.OrdinalIgnoreCase)) is { } exact ? (service, exact.Name) : NoticeRefusals.UnknownComponent(named);

        // A repository is named with its owner; what it holds is named by its last part.
        var last = named[(named.LastIndexOf('/') + 1)..];
        var found = catalogue.Services.SelectMany(one => one.Facts.Components.Where(component => string.Equals(component.Name, last, StringComparison.OrdinalIgnoreCase)), (one, component) => (one.Key, component.Name)).Take(MostShown + 1).ToList();
        if (found.Count == 0 && ServiceKey.TryParse(last.ToLowerInvariant(), null, out var key) && catalogue.Find(key) is { } whole) found = [.. whole.Facts.Components.Take(MostShown + 1).Select(component => (key, component.Name))];
        return found switch
        {
            [] => NoticeRefusals.UnknownComponent(named),
            [var one] => one,
            _ => NoticeRefusals.Ambiguous(named, found.Take(MostShown).Select(one => $"{one.Item1}/{one.Item2}")),
        };
    }

    /// <summary>As the catalogue spells it. Refused where the service has no such environment.</summary>
    public static Outcome<string> Environment(CatalogueSnapshot catalogue, ServiceKey service, string named) =>
        catalogue.Find(service)?.Facts.Environments.FirstOrDefault(environment => string.Equals(environment.Name, named.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? known.Name : NoticeRefusals.UnknownEnvironment(named, service.Value);
}
