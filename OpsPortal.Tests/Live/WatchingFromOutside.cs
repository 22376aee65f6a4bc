using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Features.People.Demo;
using OpsPortal.Live;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Live;

/// <summary>A program that is told of changes by the hub.</summary>
public sealed class WatchingFromOutside(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_that_events_have_changed()
    {
        await using var hub = Connect(DemoPeople.EveryScopeKey);
        var told = new TaskCompletionSource<(string Kind, long Version)>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<string, long>("changed", (kind, version) => told.TrySetResult((kind, version)));
        await hub.StartAsync(Stopping);
        var before = await hub.InvokeAsync<long>("Watch", "events", Stopping);
        await new RestClient(host).FireAsync("Watched");
        var (kind, version) = await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Stopping);
        Assert.Equal("events", kind);
        Assert.True(version > before);
    }

    [Fact]
    public async Task Is_refused_what_the_key_may_not_read_and_what_there_is_not()
    {
        await using var hub = Connect(DemoPeople.IntakeKey);
        await hub.StartAsync(Stopping);
        Assert.Contains("audit.read", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<long>("Watch", "audit", Stopping))).Message, StringComparison.Ordinal);
        Assert.Contains("Allowed: events", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<long>("Watch", "weather", Stopping))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_connected_without_a_key()
    {
        await using var hub = Connect(null);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(Stopping));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Leaves_no_listener_behind_when_it_stops_watching()
    {
        var feed = host.Services.GetRequiredService<ChangeFeed>();
        var before = feed.Listeners(ChangeKind.People);
        await using var hub = Connect(DemoPeople.EveryScopeKey);
        await hub.StartAsync(Stopping);
        await hub.InvokeAsync<long>("Watch", "people", Stopping);
        await hub.InvokeAsync<long>("Watch", "people", Stopping);
        Assert.Equal(before + 1, feed.Listeners(ChangeKind.People));
        await hub.InvokeAsync("Unwatch", "people", Stopping);
        Assert.Equal(before, feed.Listeners(ChangeKind.People));
    }

    private HubConnection Connect(string? key) => new HubConnectionBuilder().WithUrl("http://localhost/hubs/live", HttpTransportType.LongPolling, to =>
    {
        to.HttpMessageHandlerFactory = _ => host.Server.CreateHandler();
        if (key is not null) to.AccessTokenProvider = () => Task.FromResult<string?>(key);
    }).Build();
}
