using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Peers;
using OpsPortal.Peers.Proxies;
using static OpsPortal.Tests.Features.Deliver.Traffic.TrafficBench;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>A real HAProxy before real services.</summary>
public sealed class ShiftingWithHaproxy : IAsyncLifetime
{
    private VersionedBackend? _old;
    private VersionedBackend? _new;

    private VersionedBackend Old => _old ?? throw new InvalidOperationException("It is not started.");

    private VersionedBackend New => _new ?? throw new InvalidOperationException("It is not started.");

    public async ValueTask InitializeAsync() => (_old, _new) = (await VersionedBackend.StartAsync("1.0"), await VersionedBackend.StartAsync("2.0"));

    public async ValueTask DisposeAsync()
    {
        await Old.DisposeAsync();
        await New.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_shift_a_quarter_goes_to_the_canary(bool socket)
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port, "weight 100"), new("old2", Old.Port, "weight 100"), new("new1", New.Port, "weight 0")]);
        await using var bench = Start(haproxy.Folder);
        var target = Target(socket ? haproxy.Socket : $"127.0.0.1:{haproxy.AdminPort}", ("stable", ["old1", "old2"]), ("canary", ["new1"]));
        Assert.Null(bench.Get<TrafficControllers>().Check(target));
        Assert.Equal("canary 0 %, stable 100 %", await bench.ReadAsync(target));
        Assert.Equal("canary 25 %, stable 75 %", await bench.ShiftedAsync(target, ("stable", 75), ("canary", 25)));

        // HAProxy ends the round it is in with the weights it began it with.
        await AskAsync(haproxy.Url, 250);
        var answers = await AskAsync(haproxy.Url, 400);
        Assert.Equal(400, answers["1.0"] + answers["2.0"]);
        Assert.InRange(answers["2.0"], 90, 110);
        Assert.Equal("canary 25 %, stable 75 %", await bench.ReadAsync(target));
    }

    [Fact]
    public async Task A_switch_and_back_and_back_again_drops_no_request_of_a_running_load()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("blue1", Old.Port), new("green1", New.Port, "weight 0")]);
        await using var bench = Start(haproxy.Folder);
        var target = Target(haproxy.Socket, ("blue", ["blue1"]), ("green", ["green1"]));
        var load = RunningLoad.Start(haproxy.Url);
        await load.MoreAsync("1.0", 100);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal("blue 0 %, green 100 %", await bench.ShiftedAsync(target, ("blue", 0), ("green", 100)));
            await load.MoreAsync("2.0", 100);
            Assert.Equal("blue 100 %, green 0 %", await bench.ShiftedAsync(target, ("blue", 100), ("green", 0)));
            await load.MoreAsync("1.0", 100);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        Assert.Equal(new Dictionary<string, int> { ["1.0"] = 20 }, await AskAsync(haproxy.Url, 20));
    }

    [Fact]
    public async Task The_same_shift_twice_changes_nothing_and_a_side_at_nothing_is_drained()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port), new("new1", New.Port)]);
        await using var bench = Start(haproxy.Folder);
        var target = Target(haproxy.Socket, ("stable", ["old1"]), ("canary", ["new1"]));
        Assert.Equal("canary 0 %, stable 100 %", await bench.ShiftedAsync(target, ("stable", 100), ("canary", 0)));
        var state = await SayAsync(haproxy, "show servers state shop");
        Assert.Equal("canary 0 %, stable 100 %", await bench.ShiftedAsync(target, ("stable", 100), ("canary", 0)));
        Assert.Equal(Weights(state), Weights(await SayAsync(haproxy, "show servers state shop")));
        Assert.Contains("DRAIN", (await SayAsync(haproxy, "show stat")).Split('\n').Single(line => line.StartsWith("shop,new1,", StringComparison.Ordinal)), StringComparison.Ordinal);

        static string Weights(string state) => string.Join('\n', state.Split('\n').Where(line => line.Contains(" shop ", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ')[3..8])));
    }

    [Fact]
    public async Task A_HAProxy_that_is_gone_is_named_and_one_that_comes_back_tells_where_the_traffic_is()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port, "weight 90"), new("new1", New.Port, "weight 10")]);
        await using var bench = Start(haproxy.Folder);
        var target = Target(haproxy.Socket, ("stable", ["old1"]), ("canary", ["new1"]));
        Assert.Equal("canary 50 %, stable 50 %", await bench.ShiftedAsync(target, ("stable", 50), ("canary", 50)));
        await haproxy.KillAsync();
        Assert.Equal("traffic.controller-gone", await bench.ShiftedAsync(target, ("stable", 0), ("canary", 100)));
        Assert.Equal("traffic.controller-gone", await bench.ReadAsync(target));
        await haproxy.StartAgainAsync();
        Assert.Equal("canary 10 %, stable 90 %", await bench.ReadAsync(target));
    }

    [Fact]
    public async Task A_HAProxy_that_goes_in_the_middle_of_a_shift_is_named()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port, "weight 90"), new("new1", New.Port, "weight 10")]);
        await using var bench = Start();
        using var line = new TcpListener(IPAddress.Loopback, 0);
        line.Start();
        var target = Target($"127.0.0.1:{((IPEndPoint)line.LocalEndpoint).Port}", ("stable", ["old1"]), ("canary", ["new1"]));
        var shifting = bench.ShiftAsync(target, ("stable", 0), ("canary", 100));

        // The first question comes through; when the commands are there, HAProxy dies before it has read them.
        await PassAsync(line, haproxy, killsFirst: false);
        await PassAsync(line, haproxy, killsFirst: true);
        Assert.Equal("traffic.controller-gone", (await shifting).Refusal?.Code);
        await haproxy.StartAgainAsync();
        var direct = Target($"127.0.0.1:{haproxy.AdminPort}", ("stable", ["old1"]), ("canary", ["new1"]));
        Assert.Equal("canary 10 %, stable 90 %", await bench.ReadAsync(direct));
        Assert.Equal("canary 100 %, stable 0 %", await bench.ShiftedAsync(direct, ("stable", 0), ("canary", 100)));
    }

    [Fact]
    public async Task A_side_that_is_down_or_in_maintenance_gets_nothing_and_nothing_is_moved()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port), new("dead1", Places.FreePort(), "weight 0 check inter 100ms fall 1"), new("new1", New.Port, "weight 0")]);
        await using var bench = Start(haproxy.Folder);
        var target = Target(haproxy.Socket, ("stable", ["old1"]), ("dead", ["dead1"]), ("canary", ["new1"]));
        await Waiting.UntilAsync(async () => (await SayAsync(haproxy, "show stat")).Contains("DOWN", StringComparison.Ordinal), () => "it does not see that the server is down");
        Assert.Equal("traffic.side-down", await bench.ShiftedAsync(target, ("stable", 50), ("dead", 50)));
        await SayAsync(haproxy, "set server shop/new1 state maint");
        Assert.Equal("traffic.server-in-maintenance", await bench.ShiftedAsync(target, ("stable", 50), ("canary", 50)));
        Assert.Equal("traffic.unknown-side", await bench.ShiftedAsync(target, ("stable", 50), ("green", 50)));
        Assert.Equal("canary 0 %, dead 0 %, stable 100 %", await bench.ReadAsync(target));
        await SayAsync(haproxy, "set server shop/new1 state ready");
        Assert.Equal("canary 50 %, dead 0 %, stable 50 %", await bench.ShiftedAsync(target, ("stable", 50), ("canary", 50)));
    }

    [Fact]
    public async Task What_HAProxy_itself_refuses_is_told_in_its_words()
    {
        await using var haproxy = await HaproxyPeer.StartAsync([new("old1", Old.Port), new("new1", New.Port)], balance: "static-rr");
        await using var bench = Start(haproxy.Folder);
        var outcome = await bench.ShiftAsync(Target(haproxy.Socket, ("stable", ["old1"]), ("canary", ["new1"])), ("stable", 75), ("canary", 25));
        Assert.Equal("traffic.controller-refused", outcome.Refusal?.Code);
        Assert.Contains("static LB algorithm", outcome.Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("traffic.controller-refused", await bench.ReadAsync(Target(haproxy.Socket, ("stable", ["nobody"]))));
        Assert.Equal("traffic.controller-refused", await bench.ReadAsync(Target(haproxy.Socket, "nowhere", ("stable", ["old1"]))));
    }

    [Theory]
    [InlineData("/run/docker.sock", "shop", "old1", "traffic.invalid-settings")]
    [InlineData("/run/haproxy/../docker.sock", "shop", "old1", "traffic.invalid-settings")]
    [InlineData("169.254.169.254:80", "shop", "old1", "traffic.controller-gone")]
    [InlineData("nothing", "shop", "old1", "traffic.invalid-settings")]
    [InlineData("/run/haproxy/admin.sock", "shop;shutdown sessions server a/b", "old1", "traffic.invalid-settings")]
    [InlineData("/run/haproxy/admin.sock", "shop", "old1 weight 1\n", "traffic.invalid-settings")]
    public async Task Nothing_else_can_be_spoken_to_and_nothing_else_said(string address, string backend, string server, string code)
    {
        await using var bench = Start();
        Assert.Equal(code, await bench.ReadAsync(Target(address, backend, ("stable", [server]))));
    }

    private static TrafficTarget Target(string address, params (string Side, string[] Servers)[] sides) => Target(address, HaproxyPeer.Backend, sides);

    private static TrafficTarget Target(string address, string backend, params (string Side, string[] Servers)[] sides) =>
        new("shop", "production", "haproxy", JsonSerializer.Serialize(new { address, backend, servers = sides.ToDictionary(side => side.Side, side => side.Servers) }));

    private static async Task<string> SayAsync(HaproxyPeer haproxy, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, haproxy.AdminPort, Stopping);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\n"), Stopping);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Stopping);
    }

    private static async Task PassAsync(TcpListener line, HaproxyPeer haproxy, bool killsFirst)
    {
        using var caller = await line.AcceptTcpClientAsync(Stopping);
        using var reader = new StreamReader(caller.GetStream());
        var asked = await reader.ReadLineAsync(Stopping);
        if (killsFirst) await haproxy.KillAsync();
        else await caller.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(await SayAsync(haproxy, asked ?? "")), Stopping);
    }
}
