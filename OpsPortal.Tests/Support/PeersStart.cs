using OpsPortal.Peers;

namespace OpsPortal.Tests.Support;

/// <summary>The real programs that other tests stand on.</summary>
public sealed class PeersStart
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alertmanager_answers_amtool()
    {
        await using var alertmanager = await AlertmanagerPeer.StartAsync();
        var added = await Amtool.RunAsync(alertmanager.Url, "alert", "add", "alertname=Probe");
        Assert.True(added.ExitCode == 0, added.Output);
        var listed = await Amtool.RunAsync(alertmanager.Url, "alert", "query");
        Assert.Contains("Probe", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_is_ready_with_the_configuration_it_was_given()
    {
        await using var prometheus = await PrometheusPeer.StartAsync("global: { scrape_interval: 1s }\n");
        using var http = new HttpClient();
        Assert.Contains("scrape_interval: 1s", await http.GetStringAsync(new Uri($"{prometheus.Url}/api/v1/status/config"), Stopping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_comes_back_on_the_same_address_after_a_stop_and_after_a_kill()
    {
        await using var portal = await PortalProcess.StartAsync();
        Assert.Equal(0, await portal.StopAsync());
        await portal.StartAgainAsync();
        await portal.KillAsync();
        await portal.StartAgainAsync();
        Assert.True(File.Exists(Path.Combine(portal.DataDirectory, "opsportal.db")));
    }

    [Fact]
    public void A_missing_peer_is_a_failure_in_CI_and_a_skip_elsewhere() =>
        Assert.StartsWith(Places.InCi ? "No" : "$XunitDynamicSkip$No", new PeerMissing("No such program.").Message, StringComparison.Ordinal);
}
