using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Features.Deliver.Traffic.Gateway;
using OpsPortal.Peers;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Traffic.TrafficBench;

namespace OpsPortal.Tests.Features.Deliver.Traffic.Gateway;

public sealed class ShiftingWithTheGatewayOnSqlite(SqliteDatabase database) : ShiftingWithTheGateway(database), IClassFixture<SqliteDatabase>;

public sealed class ShiftingWithTheGatewayOnPostgres(PostgresDatabase database) : ShiftingWithTheGateway(database), IClassFixture<PostgresDatabase>;

/// <summary>The built-in gateway before real services.</summary>
public abstract class ShiftingWithTheGateway(TestDatabase database) : IAsyncLifetime
{
    private static readonly TrafficTarget Shop = new("shop", "production", "gateway");

    private readonly int _port = Places.FreePort();

    [AllowNull] private TrafficBench _bench;
    [AllowNull] private VersionedBackend _old;
    [AllowNull] private VersionedBackend _new;

    private string Url => $"http://127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using (var db = database.Open()) await db.Set<GatewayRoute>().ExecuteDeleteAsync(Stopping);
        (_old, _new) = (await VersionedBackend.StartAsync("1.0"), await VersionedBackend.StartAsync("2.0"));
        _bench = await StartAsync(database, _port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        if (_old is not null) await _old.DisposeAsync();
        if (_new is not null) await _new.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_route_sends_everything_to_its_first_side_and_after_a_shift_a_quarter_goes_to_the_canary()
    {
        await RouteAsync(Draft());
        Assert.Equal(new Dictionary<string, int> { ["1.0"] = 50 }, await AskAsync(Url, 50));
        Assert.Equal("canary 25 %, stable 75 %", await _bench.ShiftedAsync(Shop, ("stable", 75), ("canary", 25)));
        var answers = await AskAsync(Url, 1000);
        Assert.InRange(answers["2.0"], 190, 310);
        Assert.Equal(1000, answers["1.0"] + answers["2.0"]);
    }

    [Fact]
    public async Task Switches_and_new_destinations_drop_no_request_of_a_running_load()
    {
        await RouteAsync(Draft());
        await using var third = await VersionedBackend.StartAsync("2.0");
        var load = RunningLoad.Start(Url);
        await load.MoreAsync("1.0", 100);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal("canary 100 %, stable 0 %", await _bench.ShiftedAsync(Shop, ("stable", 0), ("canary", 100)));
            await load.MoreAsync("2.0", 100);
            await RouteAsync(Draft(canary: round % 2 == 0 ? third : _new));
            Assert.Equal("canary 0 %, stable 100 %", await _bench.ShiftedAsync(Shop, ("stable", 100), ("canary", 0)));
            await load.MoreAsync("1.0", 100);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        Assert.NotEqual(0, third.Requests);
    }

    [Fact]
    public async Task Shares_survive_a_restart_and_a_shift_is_in_the_audit_trail_once()
    {
        await RouteAsync(Draft());
        await _bench.ShiftedAsync(Shop, ("stable", 0), ("canary", 100));
        Assert.Equal("canary 100 %, stable 0 %", await _bench.ShiftedAsync(Shop, ("stable", 0), ("canary", 100)));
        await _bench.DisposeAsync();
        _bench = await StartAsync(database, _port);
        Assert.Equal("canary 100 %, stable 0 %", await _bench.ReadAsync(Shop));
        Assert.Equal(new Dictionary<string, int> { ["2.0"] = 20 }, await AskAsync(Url, 20));
        await using var db = database.Open();
        Assert.Equal(["gateway.route-added", "gateway.shifted"], await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_stays_on_its_side_and_on_one_that_grows(bool cookie)
    {
        await RouteAsync(Draft() with { Sticky = cookie ? Stickiness.Cookie : Stickiness.Header, StickyName = cookie ? "side" : "X-User" });
        await _bench.ShiftedAsync(Shop, ("stable", 70), ("canary", 30));
        var callers = Enumerable.Range(0, 60).Select(user => (Http: Caller(cookie, user), User: user)).ToList();
        var first = new Dictionary<int, string>();
        foreach (var (http, user) in callers) first[user] = await http.GetStringAsync(new Uri(Url), Stopping);
        Assert.InRange(first.Values.Count(version => version == "2.0"), 4, 35);
        foreach (var (http, user) in callers) Assert.Equal(first[user], await http.GetStringAsync(new Uri(Url), Stopping));
        await _bench.ShiftedAsync(Shop, ("stable", 40), ("canary", 60));
        foreach (var (http, user) in callers.Where(caller => first[caller.User] == "2.0")) Assert.Equal("2.0", await http.GetStringAsync(new Uri(Url), Stopping));
        callers.ForEach(caller => caller.Http.Dispose());
    }

    [Fact]
    public async Task Host_and_path_decide_and_what_no_route_takes_is_not_found()
    {
        await RouteAsync(Draft() with { PathPrefix = "/shop" });
        await RouteAsync(new() { Service = new("other"), Environment = "production", Host = "other.example.org", Sides = [new("stable", [_new.Url])] });
        Assert.Equal(new Dictionary<string, int> { ["404"] = 1 }, await AskAsync($"{Url}/shopping", 1));
        Assert.Equal(new Dictionary<string, int> { ["1.0"] = 1 }, await AskAsync($"{Url}/shop/cart?x=1", 1));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Url}/shopping"));
        request.Headers.Host = "OTHER.example.org";
        using var answer = await http.SendAsync(request, Stopping);
        Assert.Equal("2.0", await answer.Content.ReadAsStringAsync(Stopping));
    }

    [Fact]
    public async Task Bodies_pass_whole_with_who_sent_them_and_a_dead_destination_is_a_bad_gateway()
    {
        await RouteAsync(Draft());
        using var http = new HttpClient();
        var body = new byte[5_000_000];
        Random.Shared.NextBytes(body);
        using (var echoed = await http.PostAsync(new Uri($"{Url}/echo"), new ByteArrayContent(body), Stopping)) Assert.Equal(body, await echoed.Content.ReadAsByteArrayAsync(Stopping));
        using (var headers = await http.PostAsync(new Uri($"{Url}/headers"), new StringContent(""), Stopping))
        {
            var seen = await headers.Content.ReadAsStringAsync(Stopping);
            Assert.Contains($"Host: 127.0.0.1:{_port}", seen, StringComparison.Ordinal);
            Assert.Contains("X-Forwarded-For: 127.0.0.1", seen, StringComparison.Ordinal);
            Assert.Contains("X-Forwarded-Proto: http", seen, StringComparison.Ordinal);
        }

        await _old.DisposeAsync();
        using var answer = await http.GetAsync(new Uri(Url), Stopping);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_or_none_is_told_and_stops_nothing_else()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await RouteAsync(Draft());
        await using (var deaf = await StartAsync(database, ((IPEndPoint)taken.LocalEndpoint).Port)) Assert.Equal("traffic.gateway-not-listening", await deaf.ShiftedAsync(Shop, ("stable", 100), ("canary", 0)));
        await using (var off = await StartAsync(database, 0)) Assert.Equal("traffic.gateway-off", await off.ReadAsync(Shop));
        Assert.Equal("traffic.no-route", await _bench.ReadAsync(Shop with { Environment = "test" }));
        Assert.Equal("traffic.unknown-side", await _bench.ShiftedAsync(Shop, ("blue", 100)));
    }

    [Fact]
    public async Task What_would_lose_traffic_or_clash_is_refused()
    {
        var desk = _bench.Get<GatewayDesk>();
        await RouteAsync(Draft());
        Assert.Equal("gateway.side-has-traffic", (await desk.SaveAsync(Given.Olga, Draft() with { Sides = [new("canary", [_new.Url])] }, Stopping)).Refusal?.Code);
        Assert.Equal("gateway.route-taken", (await desk.SaveAsync(Given.Olga, Draft() with { Service = new("other") }, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await desk.SaveAsync(Given.Olga with { Permissions = new HashSet<string>() }, Draft(), Stopping)).Refusal?.Code);
        Assert.Equal("gateway.invalid-place", (await desk.SaveAsync(Given.Olga, Draft() with { Environment = " " }, Stopping)).Refusal?.Code);
        Assert.Equal("gateway.invalid-prefix", (await desk.SaveAsync(Given.Olga, Draft() with { PathPrefix = "/a/../b" }, Stopping)).Refusal?.Code);
        Assert.Equal("gateway.invalid-destinations", (await desk.SaveAsync(Given.Olga, Draft() with { Sides = [new("stable", ["file:///etc"])] }, Stopping)).Refusal?.Code);
        Assert.Null((await desk.RemoveAsync(Given.Olga, new("shop"), "production", null, Stopping)).Refusal);
        Assert.Equal(new Dictionary<string, int> { ["404"] = 1 }, await AskAsync(Url, 1));
    }

    private GatewayRouteDraft Draft(VersionedBackend? canary = null) => new() { Service = new("shop"), Environment = "production", Sides = [new("stable", [_old.Url]), new("canary", [(canary ?? _new).Url])] };

    private async Task RouteAsync(GatewayRouteDraft draft) => Assert.Null((await _bench.Get<GatewayDesk>().SaveAsync(Given.Olga, draft, Stopping)).Refusal);

    private static HttpClient Caller(bool cookie, int user)
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = true });
        if (!cookie) http.DefaultRequestHeaders.Add("X-User", $"user-{user}");
        return http;
    }
}
