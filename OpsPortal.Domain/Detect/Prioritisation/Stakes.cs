using System.Globalization;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Detect.Prioritisation;

/// <summary>How much is at stake when something is wrong with a service, least first.</summary>
public enum Impact
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>What is at stake when something is wrong with a service: what its impact follows from.</summary>
/// <param name="Criticality">The highest of the service itself and of all that need it: what carries something critical is critical.</param>
/// <param name="Bearer">The service that has that criticality.</param>
/// <param name="Dependants">How many services need it, directly or through others.</param>
/// <param name="Users">The most people that notice when the service, or one that needs it, is down.</param>
public sealed record Stakes(Criticality Criticality, ServiceKey Bearer, int Dependants, int Users)
{
    /// <summary>So many dependants, or users, and more have high impact; so many times ten of users and five of dependants critical.</summary>
    public const int ManyDependants = 10, VeryManyDependants = 50, ManyUsers = 1000, VeryManyUsers = 10_000;

    public Impact Impact => (Impact)Math.Max((int)Criticality, (int)Math.Max(ByDependants, ByUsers));

    private int ByDependants => (int)(Dependants >= VeryManyDependants ? Impact.Critical : Dependants >= ManyDependants ? Impact.High : Impact.Low);

    private int ByUsers => (int)(Users >= VeryManyUsers ? Impact.Critical : Users >= ManyUsers ? Impact.High : Impact.Low);

    /// <summary>Null where the catalogue does not know the service.</summary>
    public static Stakes? Of(CatalogueSnapshot catalogue, ServiceKey key)
    {
        if (catalogue.Find(key) is not { } own) return null;
        var (criticality, of, users) = (own.Facts.Criticality, key, own.Facts.UsersAffected);
        var dependants = catalogue.Graph.Downstream(key);
        foreach (var dependant in dependants)
        {
            if (catalogue.Find(dependant)?.Facts is not { } facts) continue;
            if (facts.Criticality > criticality) (criticality, of) = (facts.Criticality, dependant);
            users = Math.Max(users, facts.UsersAffected);
        }

        return new(criticality, of, dependants.Count, users);
    }

    /// <summary>In half a sentence, as <c>shop is critical; 12 services need it; 4,000 users</c>.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture,
        $"{Bearer} is of {Criticality.ToString().ToLowerInvariant()} criticality; {(Dependants == 0 ? "no service needs it" : Dependants == 1 ? "1 service needs it" : $"{Dependants} services need it")}{(Users > 0 ? $"; {Users:N0} users notice" : "")}");
}
