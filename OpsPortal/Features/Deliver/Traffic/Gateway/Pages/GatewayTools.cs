using Microsoft.Extensions.Options;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Pages;

/// <summary>What the page of the gateway needs.</summary>
internal sealed class GatewayTools(GatewayShelf shelf, GatewayDesk desk, IOptions<GatewayOptions> options, ChangeFeed feed, TimeProvider clock)
{
    public GatewayShelf Shelf => shelf;

    public GatewayDesk Desk => desk;

    /// <summary>Why no request gets anywhere through the gateway, in words; null: it listens.</summary>
    public string? Silence => options.Value.Port == 0 ? "The gateway is off: OpsPortal:Gateway:Port names no port. Routes are kept and serve once it is on."
        : shelf.Book.IsListening ? null : $"The gateway does not listen: port {options.Value.Port} could not be taken. The log says why.";

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Traffic);
}
