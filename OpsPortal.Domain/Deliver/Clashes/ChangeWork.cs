using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>A change as planned work.</summary>
public static class ChangeWork
{
    /// <param name="number">As <c>CHG-7</c>; empty for a plan that is not saved yet.</param>
    /// <param name="links">Who is one human being; null: nothing is known of that.</param>
    /// <remarks>A plan without a window lies nowhere: its start and end are the same.</remarks>
    public static PlannedWork Of(string number, ChangePlan plan, CatalogueSnapshot catalogue, PersonLinks? links = null)
    {
        List<ServiceKey> services = [.. plan.Components.Select(component => component.Service).Distinct().Order()];
        return new(Clashes.ChangeWork, number, plan.Title, services, plan.Environment, plan.Window?.Start ?? default, plan.Window?.End ?? default)
        {
            Components = [.. plan.Components.Select(component => component.Name)],
            Executor = plan.Executor.Person is { } person ? Booking.Of(person, plan.Executor.Name, links) : null,
            ReachesUsers = Tiers(services, plan.Environment, catalogue).Contains(Tier.Production),
        };
    }

    /// <summary>What the environment is for, to each of the services that have it; production where the catalogue does not know it.</summary>
    public static IReadOnlyCollection<Tier> Tiers(IEnumerable<ServiceKey> services, string environment, CatalogueSnapshot catalogue)
    {
        HashSet<Tier> tiers = [.. services.Select(catalogue.Find).OfType<CatalogueEntry>().SelectMany(service => service.Facts.Environments)
            .Where(known => string.Equals(known.Name, environment, StringComparison.OrdinalIgnoreCase)).Select(known => known.Tier)];
        return tiers.Count > 0 ? tiers : [Tier.Production];
    }

    /// <summary>The only human being who could approve; null where nobody could, or several could.</summary>
    public static Booking? OnlyApprover(ApprovalForecast forecast, PersonLinks links)
    {
        var able = forecast.Verdicts.Where(verdict => verdict.Why is null).ToList();
        return able.Count > 0 && able.Select(verdict => links.HumanOf(verdict.Person)).Distinct(StringComparer.Ordinal).Count() == 1 ? Booking.Of(able[0].Person, able[0].Name, links) : null;
    }
}
