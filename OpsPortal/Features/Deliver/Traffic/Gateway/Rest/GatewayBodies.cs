using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Rest;

/// <param name="Name">As stable or canary.</param>
/// <param name="Destinations">Addresses, as http://10.0.0.7:8080.</param>
internal sealed record GatewaySideBody(string Name = "", IReadOnlyList<string>? Destinations = null);

/// <summary>A route as it is to be. How its traffic is shared is for deployments to say; the first side of a new route gets all.</summary>
/// <param name="Host">Empty: any that no other route has.</param>
/// <param name="PathPrefix">As /shop.</param>
/// <param name="StickyName">Of the cookie or header.</param>
/// <param name="Version">As last seen, 0 for a route that is not there; refused with 412 when it has changed since. Not given: whichever it has.</param>
internal sealed record GatewayRouteBody(string Host = "", string PathPrefix = "/", Stickiness Sticky = Stickiness.None, string StickyName = "", IReadOnlyList<GatewaySideBody>? Sides = null, int? Version = null)
{
    /// <summary>Refused for the key of no service, and for parts that are missing; all else the route itself checks.</summary>
    public Outcome<GatewayRouteDraft> Read(string service, string environment)
    {
        var key = ServiceKey.Read(service);
        if (key is not Outcome<ServiceKey>.Done(var named)) return key.Refusal!;
        if ((Sides ?? []).Any(side => side is null || (side.Destinations ?? []).Any(address => address is null))) return new Refusal("request.missing-part", "A list has a part that is missing.");
        return new GatewayRouteDraft
        {
            Service = named,
            Environment = environment,
            Host = Host.Trim(),
            PathPrefix = PathPrefix.Trim(),
            Sticky = Sticky,
            StickyName = StickyName.Trim(),
            Sides = [.. (Sides ?? []).Select(side => new GatewaySideDraft(side.Name, side.Destinations ?? []))],
            Seen = Version,
        };
    }
}

/// <param name="Percent">Of the traffic now.</param>
internal sealed record GatewaySideItem(string Name, int Percent, IReadOnlyList<string> Destinations);

/// <summary>A route, with how its traffic is shared now.</summary>
internal sealed record GatewayRouteItem(
    string Service, string Environment, string Host, string PathPrefix, Stickiness Sticky, string StickyName, IReadOnlyList<GatewaySideItem> Sides, DateTimeOffset ChangedAt, string ChangedBy, int Version)
{
    public static GatewayRouteItem Of(GatewayRoute route) => new(
        route.Service.Value, route.Environment, route.Host, route.PathPrefix, route.Sticky, route.StickyName, [.. route.Sides.Select(side => new GatewaySideItem(side.Name, side.Percent, side.Destinations))], route.ChangedAt, route.ChangedBy, route.Version);
}
