using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Features.People.Demo;
using OpsPortal.Live;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Live;

public sealed class WatchingFromOutside(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private ChangeFeed Feed => portal.Services.GetRequiredService<ChangeFeed>();

    [Fact]
    public async Task A_burst_of_changes_is_told_in_few_messages_and_the_last_one_is_told_too()
    {
        await using var hub = await ConnectAsync(DemoPeople.EveryScopeKey);
        var told = Channel.CreateUnbounded<(string Kind, long Version)>();
        hub.On<string, long>(LiveHub.Changed, (kind, version) => told.Writer.TryWrite((kind, version)));
        var start = await hub.InvokeAsync<long>("Watch", "events", Stopping);
        for (var change = 0; change < 1000; change++) Feed.Publish(ChangeKind.Events);

        var messages = 0;
        await foreach (var (kind, version) in told.Reader.ReadAllAsync(Stopping))
        {
            Assert.Equal("events", kind);
            messages++;
            if (version >= start + 1000) break;
        }

        Assert.InRange(messages, 1, 20);
    }

    [Fact]
    public async Task Each_kind_needs_the_permission_to_read_it()
    {
        await using var hub = await ConnectAsync(DemoPeople.IntakeKey);
        await hub.InvokeAsync<long>("Watch", "events", Stopping);
        await hub.InvokeAsync<long>("Watch", "silences", Stopping);
        Assert.Contains("audit.read", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<long>("Watch", "audit", Stopping))).Message, StringComparison.Ordinal);
        Assert.Contains("announcements, audit, changes, events, handoffs, incidents, monitors, problems, releases, services, silences, windows", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<long>("Watch", "people", Stopping))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(null));
    }

    [Fact]
    public async Task Whoever_has_left_is_told_nothing_more()
    {
        var before = Feed.Listeners(ChangeKind.Audit);
        var hub = await ConnectAsync(DemoPeople.EveryScopeKey);
        await hub.InvokeAsync<long>("Watch", "audit", Stopping);
        await hub.InvokeAsync<long>("Watch", "audit", Stopping);
        Assert.Equal(before + 1, Feed.Listeners(ChangeKind.Audit));
        await hub.DisposeAsync();
        await Waiting.UntilAsync(() => Feed.Listeners(ChangeKind.Audit) == before, () => "a left connection still listens");
    }

    private async Task<HubConnection> ConnectAsync(string? key)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(portal.Server.BaseAddress, LiveHub.Path), options =>
        {
            options.HttpMessageHandlerFactory = _ => portal.Server.CreateHandler();
            options.Transports = HttpTransportType.LongPolling;
            if (key is not null) options.Headers["Authorization"] = $"Bearer {key}";
        }).Build();
        await hub.StartAsync(Stopping);
        return hub;
    }
}
