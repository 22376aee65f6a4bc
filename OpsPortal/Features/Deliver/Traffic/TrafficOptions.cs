using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Traffic;

/// <summary>The built-in gateway; section <c>OpsPortal:Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "OpsPortal:Gateway";

    /// <summary>Where the gateway takes requests; 0: there is none.</summary>
    [Range(0, 65535)] public int Port { get; init; }
}

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;

/// <summary>Which HAProxy may be spoken to; section <c>OpsPortal:Haproxy</c>.</summary>
internal sealed class HaproxyOptions
{
    public const string Section = "OpsPortal:Haproxy";

    /// <summary>Folders whose sockets may be spoken to. One reached by TCP is judged as every other address, by <c>OpsPortal:Outgoing</c>.</summary>
    public IReadOnlyList<string> SocketFolders { get; init; } = ["/run/haproxy", "/var/run/haproxy"];
}
