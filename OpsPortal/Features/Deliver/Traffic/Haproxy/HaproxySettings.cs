using System.Net;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Traffic.Haproxy;

/// <summary>Where a HAProxy is, and which of its servers belong to which side.</summary>
internal sealed record HaproxySettings
{
    public const int MostServers = 100;

    /// <summary>Its runtime interface, with level admin: the path of a socket, or <c>host:port</c>.</summary>
    public string Address { get; init; } = "";

    public string Backend { get; init; } = "";

    /// <summary>Names of servers by side.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Servers { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public bool IsSocket => Address.StartsWith('/');

    /// <summary>Host and port, where it is reached by TCP.</summary>
    public (string Host, int Port)? Tcp => Uri.TryCreate($"tcp://{Address}", UriKind.Absolute, out var read) && read is { Port: > 0, AbsolutePath: "" or "/", UserInfo: "" } ? (read.Host, read.Port) : null;

    /// <summary>Names go into commands, so nothing else may be in them.</summary>
    public Refusal? Check()
    {
        if (IsSocket ? Address.Any(char.IsControl) || Path.GetFullPath(Address) != Address : Tcp is null) return TrafficRefusals.BadSettings("address is the path of a socket, or host:port.");
        if (!IsName(Backend)) return TrafficRefusals.BadSettings("Name the backend.");
        if (Servers.Count is 0 or > TrafficWeights.MostSides || Servers.Keys.Any(side => !TrafficWeights.IsSide(side))) return TrafficRefusals.BadSettings("Name the sides, as stable and canary.");
        var names = Servers.Values.SelectMany(server => server).ToList();
        if (Servers.Values.Any(side => side.Count == 0) || names.Count > MostServers || !names.TrueForAll(IsName)) return TrafficRefusals.BadSettings("Name the servers of each side.");
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count ? null : TrafficRefusals.BadSettings("A server belongs to one side.");
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':');
}
