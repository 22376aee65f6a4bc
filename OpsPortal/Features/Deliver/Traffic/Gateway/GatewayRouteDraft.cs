using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>A side as somebody asks for it; its share is not theirs to say.</summary>
internal sealed record GatewaySideDraft(string Name, IReadOnlyList<string> Destinations);

/// <summary>A route as somebody asks for it.</summary>
internal sealed record GatewayRouteDraft
{
    public const int MostDestinations = 50;
    public const int MaxHostLength = 253;
    public const int MaxPrefixLength = 200;

    public ServiceKey Service { get; init; }

    public string Environment { get; init; } = "";

    public string Host { get; init; } = "";

    public string PathPrefix { get; init; } = "/";

    public Stickiness Sticky { get; init; }

    public string StickyName { get; init; } = "";

    /// <summary>The first gets all traffic of a new route.</summary>
    public IReadOnlyList<GatewaySideDraft> Sides { get; init; } = [];

    /// <summary>The version of the route as last seen, 0 for one that is not there; null: whichever it has.</summary>
    public int? Seen { get; init; }

    /// <summary>The first thing that is wrong; null: nothing.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Service.Value) || Environment.Trim().Length is 0 or > GatewayRoute.MaxEnvironmentLength) return Bad("place", "Name the service and the environment.");
        if (Host.Length > MaxHostLength || (Host.Length > 0 && Uri.CheckHostName(Host) == UriHostNameType.Unknown)) return Bad("host", $"{OneLine.Of(Host, 100)} is not the name of a host.");
        if (!IsPrefix(PathPrefix)) return Bad("prefix", "The path begins with a slash, as /shop, and ends without one.");
        if (Sticky != Stickiness.None && !IsToken(StickyName)) return Bad("sticky-name", "Name the cookie or header: letters, digits, dash and underscore.");
        if (Sides.Count is 0 or > TrafficWeights.MostSides || Sides.Any(side => !TrafficWeights.IsSide(side.Name)) || Sides.DistinctBy(side => side.Name).Count() != Sides.Count) return Bad("sides", "Name the sides, each once, as stable and canary.");
        return Sides.FirstOrDefault(side => side.Destinations.Count is 0 or > MostDestinations || !side.Destinations.All(IsDestination)) is { } bad
            ? Bad("destinations", $"{bad.Name} needs between 1 and {MostDestinations} addresses, as http://10.0.0.7:8080.")
            : null;
    }

    private static Refusal Bad(string what, string words) => new($"gateway.invalid-{what}", words);

    private static bool IsPrefix(string prefix) =>
        prefix == "/" || (prefix.Length is > 1 and <= MaxPrefixLength && prefix[0] == '/' && prefix[1..].Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~')));

    private static bool IsToken(string name) => name.Length is > 0 and <= 60 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsDestination(string address) => SettingUrl.IsGood(address) && new Uri(address) is { Query: "", Fragment: "" };
}
