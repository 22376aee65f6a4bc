namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>A route as the gateway follows it: fixed, and quick to ask.</summary>
internal sealed class RouteInForce
{
    private readonly string _prefix;
    private readonly (double Until, string[] Destinations)[] _sides;

    public RouteInForce(GatewayRoute route)
    {
        (_prefix, Sticky, StickyName) = (route.PathPrefix == "/" ? "" : route.PathPrefix, route.Sticky, route.StickyName);
        var until = 0.0;
        _sides = [.. route.Sides.Where(side => side.Percent > 0).Select(side => (until += side.Percent, side.Destinations.Select(address => address.TrimEnd('/')).ToArray()))];
    }

    public Stickiness Sticky { get; }

    public string StickyName { get; }

    /// <summary>Whole parts only: <c>/shop</c> takes <c>/shop/cart</c> and not <c>/shopping</c>.</summary>
    public bool Takes(string path) => path.StartsWith(_prefix, StringComparison.Ordinal) && (path.Length == _prefix.Length || path[_prefix.Length] == '/');

    /// <summary>Where a request goes.</summary>
    /// <param name="ticket">From 0 to below 100. The same ticket goes to the same side while the shares stay, and whoever is on a side stays there while it grows at the expense of its neighbour.</param>
    public string Pick(double ticket)
    {
        foreach (var (until, destinations) in _sides)
        {
            if (ticket < until) return destinations.Length == 1 ? destinations[0] : destinations[Random.Shared.Next(destinations.Length)];
        }

        return _sides[^1].Destinations[0];
    }
}
