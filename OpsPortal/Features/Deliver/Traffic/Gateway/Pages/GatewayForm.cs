using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Pages;

/// <summary>A side as it is typed: one address in a line.</summary>
internal sealed class GatewaySideForm
{
    public string Name { get; set; } = "";

    public string Destinations { get; set; } = "";
}

/// <summary>A route as it is typed.</summary>
internal sealed class GatewayForm
{
    public string Service { get; set; } = "";

    public string Environment { get; set; } = "";

    /// <summary>The route is there: service and environment stay.</summary>
    public bool IsKnown { get; private init; }

    public string Host { get; set; } = "";

    public string PathPrefix { get; set; } = "/";

    public Stickiness Sticky { get; set; }

    public string StickyName { get; set; } = "";

    public List<GatewaySideForm> Sides { get; private init; } = [new() { Name = "stable" }, new() { Name = "canary" }];

    /// <summary>The version that was looked at; 0: a new route.</summary>
    public int Seen { get; private init; }

    public static GatewayForm Of(GatewayRoute? route) => route is null ? new() : new()
    {
        Service = route.Service.Value,
        Environment = route.Environment,
        IsKnown = true,
        Host = route.Host,
        PathPrefix = route.PathPrefix,
        Sticky = route.Sticky,
        StickyName = route.StickyName,
        Sides = [.. route.Sides.Select(side => new GatewaySideForm { Name = side.Name, Destinations = string.Join('\n', side.Destinations) })],
        Seen = route.Version,
    };

    /// <summary>Refused for the key of no service; a side without name and addresses is none.</summary>
    public Outcome<GatewayRouteDraft> Read()
    {
        var key = ServiceKey.Read(Service.Trim());
        if (key is not Outcome<ServiceKey>.Done(var service)) return key.Refusal!;
        return new GatewayRouteDraft
        {
            Service = service,
            Environment = Environment.Trim(),
            Host = Host.Trim(),
            PathPrefix = PathPrefix.Trim(),
            Sticky = Sticky,
            StickyName = StickyName.Trim(),
            Sides = [.. Sides.Select(side => new GatewaySideDraft(side.Name.Trim(), side.Destinations.Split([' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))).Where(side => side.Name.Length > 0 || side.Destinations.Count > 0)],
            Seen = Seen,
        };
    }
}
