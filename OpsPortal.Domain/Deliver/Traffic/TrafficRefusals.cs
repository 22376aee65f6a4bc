using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Traffic;

/// <summary>Why traffic is not where it was wanted. Each names what to do; where it is then is read, not assumed.</summary>
public static class TrafficRefusals
{
    public static Refusal BadWeights() => new("traffic.invalid-weights", $"Shares are whole per cent, together 100, of at most {TrafficWeights.MostSides} sides, each named once.");

    public static Refusal UnknownController(string kind, IEnumerable<string> known) => new("traffic.unknown-controller", $"No traffic controller is called {kind}. There are {string.Join(", ", known)}.");

    public static Refusal BadSettings(string why) => new("traffic.invalid-settings", $"The settings of the traffic controller cannot be used. {why}");

    public static Refusal UnknownSide(string side) => new("traffic.unknown-side", $"No destinations are named for {side}.");

    public static Refusal SideDown(string side) => new("traffic.side-down", $"{side} cannot take traffic: none of its destinations is up. Nothing was shifted.");

    public static Refusal InMaintenance(string server) => new("traffic.server-in-maintenance", $"{server} is in maintenance. Take it out of maintenance, or out of the settings. Nothing was shifted.");

    public static Refusal TooFine(TrafficWeights wanted) => new("traffic.too-fine", $"{wanted} cannot be shared among so many servers with weights up to 256. Choose other shares, or fewer servers. Nothing was shifted.");

    public static Refusal NotReached(string who, string why) => new("traffic.controller-gone", $"{who} cannot be reached: {why} Where the traffic is must be read before anything else is done.");

    public static Refusal Refused(string who, string said) => new("traffic.controller-refused", $"{who} refused: {said}");

    public static Refusal NotShifted(string who, TrafficWeights wanted, TrafficReading now) => new("traffic.not-shifted", $"{who} took the request, and the traffic is elsewhere: {now} instead of {wanted}.");

    public static Refusal GatewayOff() => new("traffic.gateway-off", "The built-in gateway is switched off: OpsPortal:Gateway:Port is 0.");

    public static Refusal GatewayDeaf() => new("traffic.gateway-not-listening", "The built-in gateway does not listen: its port could not be had. See the portal's log, and OpsPortal:Gateway:Port.");

    public static Refusal NoRoute(string service, string environment) => new("traffic.no-route", $"The gateway has no route for {service} in {environment}.");

    public static Refusal PortalFailed(string why) => new("traffic.portal-failed", $"The portal itself failed: {why}");
}
