using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using OpsPortal.Live;

namespace OpsPortal.Telemetry;

/// <summary>Measures the live side: changes told, who listens, and open pages.</summary>
internal sealed class LiveMetrics : IMeasured
{
    private int _circuits;

    public LiveMetrics(IMeterFactory meters, ChangeFeed feed)
    {
        var meter = PortalMeter.Create(meters);
        var kinds = Enum.GetValues<ChangeKind>();
        meter.CreateObservableCounter(
            "changes_published_total", () => kinds.Select(kind => new Measurement<long>(feed.Version(kind), Kind(kind))), description: "Notifications of committed changes to pages and clients, by kind.");
        meter.CreateObservableGauge(
            "change_listeners", () => kinds.Select(kind => new Measurement<int>(feed.Listeners(kind), Kind(kind))), description: "Pages and clients that listen for changes, by kind.");
        meter.CreateObservableGauge("circuits", () => Volatile.Read(ref _circuits), description: "Browser pages that are connected now.");
    }

    public void Connected() => Interlocked.Increment(ref _circuits);

    public void Disconnected() => Interlocked.Decrement(ref _circuits);

    private static KeyValuePair<string, object?> Kind(ChangeKind kind) => new("kind", kind.ToString());
}

/// <summary>Counts pages as they come and go.</summary>
internal sealed class CircuitCount(LiveMetrics metrics) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.Connected();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.Disconnected();
        return Task.CompletedTask;
    }
}
