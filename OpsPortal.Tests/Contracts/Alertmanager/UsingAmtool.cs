using OpsPortal.Peers;

namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>The command-line client that operators know works against the portal unchanged, without a word of warning.</summary>
public sealed class UsingAmtool(BothSides sides) : IClassFixture<BothSides>
{
    [Fact]
    public async Task Alerts_are_added_and_queried()
    {
        var name = Name();
        await RunAsync("alert", "add", name, "severity=critical", "instance=db-7", "--annotation=summary=the disk is full");
        var listed = await RunAsync("alert", "query", name, "--output=extended");
        Assert.Contains("the disk is full", listed, StringComparison.Ordinal);
        Assert.Contains("db-7", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(name, await RunAsync("alert", "query", name, "severity=warning"), StringComparison.Ordinal);
        Assert.Contains(name, await RunAsync("alert", "query", name, "severity=~crit.*"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_is_set_found_moved_and_ended()
    {
        var name = Name();
        await RunAsync("alert", "add", name, "severity=critical");
        var id = (await RunAsync("silence", "add", $"alertname={name}", "--author=ada", "--comment=planned work", "--duration=1h")).Trim();
        Assert.Contains("planned work", await RunAsync("silence", "query", $"alertname={name}"), StringComparison.Ordinal);
        Assert.DoesNotContain(name, await RunAsync("alert", "query", name), StringComparison.Ordinal);
        Assert.Contains(name, await RunAsync("alert", "query", "--silenced", name), StringComparison.Ordinal);

        var updated = await RunAsync("silence", "update", "--duration=2h", "--comment=it takes longer", id, "--output=json");
        Assert.Contains("it takes longer", updated, StringComparison.Ordinal);
        Assert.Contains("it takes longer", await RunAsync("silence", "query", $"alertname={name}", "--output=extended"), StringComparison.Ordinal);

        await RunAsync("silence", "expire", id);
        Assert.DoesNotContain("it takes longer", await RunAsync("silence", "query", $"alertname={name}"), StringComparison.Ordinal);
        Assert.Contains("it takes longer", await RunAsync("silence", "query", "--expired", $"alertname={name}"), StringComparison.Ordinal);
        Assert.Contains(name, await RunAsync("alert", "query", name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_that_matches_everything_is_refused_in_words()
    {
        var (exit, output) = await Amtool.RunAsync(sides.PortalUrl, "silence", "add", "alertname=~.*", "--author=ada", "--comment=all");
        Assert.NotEqual(0, exit);
        Assert.Contains("at least one matcher must not match the empty string", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_shows_one_route_to_one_receiver()
    {
        Assert.Contains("receiver: opsportal", await RunAsync("config", "routes", "show"), StringComparison.Ordinal);
        Assert.Contains("opsportal", await RunAsync("config", "routes", "test", "severity=critical"), StringComparison.Ordinal);
        Assert.Contains("group_by", await RunAsync("config", "show"), StringComparison.Ordinal);
        Assert.Equal(0, (await Amtool.RunAsync($"{sides.PortalUrl}/alertmanager", "cluster", "show")).ExitCode);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (exit, output) = await Amtool.RunAsync(sides.PortalUrl, arguments);
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("warn", output, StringComparison.OrdinalIgnoreCase);
        return output;
    }

    private static string Name() => $"Amtool{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
}
