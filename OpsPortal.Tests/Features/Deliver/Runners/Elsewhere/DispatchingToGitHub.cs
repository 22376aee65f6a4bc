using OpsPortal.Features.Deliver.Runners;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners.Elsewhere;

/// <summary>Workflow runs at GitHub, or at a GitHub Enterprise whose address is given.</summary>
public sealed class DispatchingToGitHub
{
    [Fact]
    public async Task A_dispatch_gives_the_inputs_and_our_key_and_is_followed_by_the_run_it_named()
    {
        await using var bench = Start();
        await using var hub = await FakeGitHub.StartAsync();
        var run = Step("github", Settings(hub));
        var answer = await bench.BeginAsync(run);
        Assert.Equal((RunnerState.Running, "100", "https://github.example.org/acme/shop/actions/runs/100"), (answer.State, answer.Reference, answer.LogLink));
        var inputs = Assert.Single(hub.Runs);
        Assert.Equal(("2.1.0", run.IdempotencyKey), (inputs["version"], inputs["opsportal_run"]));
        Assert.Equal((RunnerState.Running, "GitHub says queued."), Told(await bench.AskAsync(run, answer.Reference)));
        (hub.Status, hub.Conclusion) = ("completed", "success");
        Assert.Equal((RunnerState.Succeeded, "The workflow succeeded."), Told(await bench.AskAsync(run, answer.Reference)));
        Assert.DoesNotContain(FakeGitHub.Token, bench.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    public async Task A_run_whose_id_was_not_told_is_found_by_our_key(bool strict, bool named, bool answered)
    {
        await using var bench = Start();
        await using var hub = await FakeGitHub.StartAsync();
        (hub.TellsRun, hub.IsStrict, hub.NamesRuns) = (false, strict, named);
        var (other, run) = (Step("github", Settings(hub)), Step("github", Settings(hub)));
        var begun = await bench.BeginAsync(run);
        await bench.BeginAsync(other);
        Assert.Equal((RunnerState.Running, null), (begun.State, begun.Reference));
        var found = await bench.AskAsync(run, answered ? begun.Reference : null);
        Assert.Equal((RunnerState.Running, "100"), (found.State, found.Reference));
        Assert.Equal(2, hub.Runs.Count);
    }

    [Fact]
    public async Task A_dispatch_that_nobody_answered_is_looked_for_and_not_repeated()
    {
        await using var bench = Start();
        await using var hub = await FakeGitHub.StartAsync();
        var run = Step("github", Settings(hub));
        hub.Server.Instead = 502;
        Assert.Equal(RunnerState.Unknown, (await bench.BeginAsync(run)).State);
        Assert.Equal(RunnerState.Unknown, (await bench.AskAsync(run, null)).State);
        hub.Server.Instead = 0;
        var answer = await bench.AskAsync(run, null);
        Assert.Equal((RunnerState.Unknown, "runner.not-found-there"), (answer.State, answer.Code));
        Assert.Single(hub.Server.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("cancelled")]
    [InlineData("timed_out")]
    [InlineData("skipped")]
    [InlineData("action_required")]
    public async Task Every_end_but_success_is_a_failure(string conclusion)
    {
        await using var bench = Start();
        await using var hub = await FakeGitHub.StartAsync();
        var run = Step("github", Settings(hub));
        var begun = await bench.BeginAsync(run);
        (hub.Status, hub.Conclusion) = ("completed", conclusion);
        var answer = await bench.AskAsync(run, begun.Reference);
        Assert.Equal((RunnerState.Failed, "runner.ended-badly", $"GitHub ended it as {conclusion}."), (answer.State, answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_wrong_token_or_ref_fails_in_GitHubs_words_and_a_run_can_be_cancelled()
    {
        await using var bench = Start();
        await using var hub = await FakeGitHub.StartAsync();
        Assert.Equal((RunnerState.Failed, "GitHub did not take it: 401 Unauthorized"), Told(await bench.BeginAsync(Step("github", Settings(hub, token: "ghp_wrong")))));
        Assert.Equal((RunnerState.Failed, "GitHub did not take it: 422 Unprocessable Entity No ref found for: nowhere"), Told(await bench.BeginAsync(Step("github", Settings(hub, from: "nowhere")))));
        var run = Step("github", Settings(hub));
        var begun = await bench.BeginAsync(run);
        await bench.StopAsync(run, begun.Reference);
        Assert.Equal([100], hub.Cancelled);
    }

    [Theory]
    [InlineData("""{"owner":"acme","repository":"..","workflow":"deploy.yml","token":"{secret:T}"}""", "runner.invalid-settings")]
    [InlineData("""{"owner":"acme","repository":"shop","workflow":"deploy.yml"}""", "runner.invalid-settings")]
    [InlineData("""{"baseUrl":"github","owner":"acme","repository":"shop","workflow":"deploy.yml","token":"{secret:T}"}""", "runner.invalid-url")]
    [InlineData("""{"owner":"acme","repository":"shop","workflow":"deploy.yml","token":"{secret:T}","inputs":{"v":"{what}"}}""", "runner.invalid-placeholder")]
    [InlineData("""{"owner":"acme","repository":"shop","workflow":"deploy.yml","token":"{secret:T}"}""", null)]
    public async Task Settings_are_judged_before_anything_is_sent(string settings, string? code)
    {
        await using var bench = Start();
        Assert.Equal(code, bench.Get<StepRunners>().Check("github", settings)?.Code);
    }

    private static object Settings(FakeGitHub hub, string token = FakeGitHub.Token, string from = "main") =>
        new { baseUrl = $"{hub.Server.Url}/api/v3", owner = "acme", repository = "shop", workflow = "deploy.yml", @ref = from, token, inputs = new { version = "{version}" } };

    private static (RunnerState, string) Told(RunnerAnswer answer) => (answer.State, answer.Message);
}
