using System.Net;
using Microsoft.Extensions.Options;

namespace OpsPortal.Outgoing;

/// <summary>Where the portal may connect to on somebody's word; section <c>OpsPortal:Outgoing</c>.</summary>
/// <remarks>Public addresses are allowed, internal ones (loopback, private, link-local, carrier, multicast) are not, unless listed.</remarks>
internal sealed class OutgoingOptions
{
    /// <summary>Internal networks that may be reached, as <c>10.20.0.0/16</c>.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Networks that may never be reached, whatever is allowed.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];
}

internal sealed class OutgoingOptionsValidator : IValidateOptions<OutgoingOptions>
{
    public ValidateOptionsResult Validate(string? name, OutgoingOptions options) =>
        options.Allow.Concat(options.Deny).Where(network => !IPNetwork.TryParse(network, out _)).ToList() is { Count: > 0 } wrong
            ? ValidateOptionsResult.Fail($"OpsPortal:Outgoing: {string.Join(", ", wrong)} is not a network as 10.20.0.0/16.")
            : ValidateOptionsResult.Success;
}
