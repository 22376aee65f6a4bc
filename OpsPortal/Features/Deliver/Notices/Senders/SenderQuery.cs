using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>What the address of a webhook says beside its body: which component is meant, and how the sender's environments are named here.</summary>
/// <param name="Component">As <c>service/component</c>; empty: the body or the name of the repository says.</param>
/// <param name="Environments">By the sender's name, as <c>env.prod=production</c>.</param>
internal sealed record SenderQuery(string Component, IReadOnlyDictionary<string, string> Environments)
{
    private const string Prefix = "env.";

    public static SenderQuery Of(IQueryCollection query) => new(query["component"].ToString(), query.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(pair => pair.Key[Prefix.Length..], pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Where something goes, by the names of the catalogue.</summary>
    /// <param name="named">As the body names it; empty: it does not.</param>
    /// <param name="repository">Names the component where nothing else does.</param>
    public Outcome<(ServiceKey Service, string Component, string Environment)> Place(CatalogueSnapshot catalogue, string named, string repository, string environment)
    {
        var found = ComponentNames.Find(catalogue, named.Length > 0 ? named : Component.Length > 0 ? Component : repository);
        if (found is not Outcome<(ServiceKey Service, string Component)>.Done(var (service, component))) return found.Refusal!;
        return ComponentNames.Environment(catalogue, service, Environments.GetValueOrDefault(environment, environment)) switch
        {
            Outcome<string>.Done(var known) => (service, component, known),
            var unknown => unknown.Refusal!,
        };
    }
}
