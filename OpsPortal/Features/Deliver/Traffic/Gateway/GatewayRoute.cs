using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>By what a caller is told from others, so that all of its requests go to the same side.</summary>
internal enum Stickiness
{
    /// <summary>Each request is for itself.</summary>
    None,

    /// <summary>A cookie, which the gateway gives to whoever has none.</summary>
    Cookie,

    /// <summary>A header that the caller sends; without it each request is for itself.</summary>
    Header,
}

/// <summary>One side of a route.</summary>
/// <param name="Percent">Of the traffic; all sides together 100.</param>
/// <param name="Destinations">Addresses, as <c>http://10.0.0.7:8080</c>; each gets as much as the others.</param>
internal sealed record GatewaySide(string Name, int Percent, IReadOnlyList<string> Destinations);

/// <summary>What the gateway does with the requests for a service in an environment.</summary>
internal sealed class GatewayRoute
{
    public const int Most = 1000;
    public const int MaxEnvironmentLength = 63;

    public Guid Id { get; init; }

    public ServiceKey Service { get; init; }

    public required string Environment { get; init; }

    /// <summary>Which host the requests name; empty: any that no other route has.</summary>
    public string Host { get; set; } = "";

    /// <summary>How their path begins, as <c>/shop</c>; it is passed on as it is.</summary>
    public string PathPrefix { get; set; } = "/";

    public Stickiness Sticky { get; set; }

    /// <summary>The name of the cookie or header.</summary>
    public string StickyName { get; set; } = "";

    /// <summary>In their own order, which decides who moves first when shares change: those who are on a side that grows stay there.</summary>
    public required IReadOnlyList<GatewaySide> Sides { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public int Version { get; set; }

    public TrafficReading Reading() => new([.. Sides.OrderBy(side => side.Name, StringComparer.Ordinal).Select(side => new SideTraffic(side.Name, side.Percent, side.Destinations.Count, side.Destinations.Count))]);

    /// <summary>Shares the traffic anew. Refused for a side that the route does not have. False: it is shared like that already.</summary>
    public Outcome<bool> Share(TrafficWeights wanted, string by, DateTimeOffset now)
    {
        if (wanted.Percent.Keys.FirstOrDefault(name => Sides.All(side => side.Name != name)) is { } unknown) return TrafficRefusals.UnknownSide(unknown);
        if (Sides.All(side => side.Percent == wanted[side.Name])) return false;
        Sides = [.. Sides.Select(side => side with { Percent = wanted[side.Name] })];
        (ChangedAt, ChangedBy, Version) = (now, by, Version + 1);
        return true;
    }
}
