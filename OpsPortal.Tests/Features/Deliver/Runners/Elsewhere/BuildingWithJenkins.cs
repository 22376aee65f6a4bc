using OpsPortal.Features.Deliver.Runners;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners.Elsewhere;

/// <summary>Builds at Jenkins: from the queue to the end.</summary>
public sealed class BuildingWithJenkins
{
    [Fact]
    public async Task It_is_followed_from_the_queue_to_the_build_to_its_end()
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var run = Step("jenkins", Settings(jenkins));
        var answer = await bench.BeginAsync(run);
        Assert.Equal((RunnerState.Running, "queue:40"), (answer.State, answer.Reference));
        var given = Assert.Single(jenkins.Items);
        Assert.Equal(("2.1.0", run.IdempotencyKey), (given["VERSION"], given["OPSPORTAL_RUN"]));
        Assert.Equal((RunnerState.Running, "Waiting for next available executor"), Told(answer = await bench.AskAsync(run, answer.Reference)));
        jenkins.Builds = true;
        answer = await bench.AskAsync(run, answer.Reference);
        Assert.Equal((RunnerState.Running, "build:7", "https://ci.example.org/7/"), (answer.State, answer.Reference, answer.LogLink));
        jenkins.Result = "SUCCESS";
        Assert.Equal((RunnerState.Succeeded, "The build succeeded."), Told(await bench.AskAsync(run, answer.Reference)));
        Assert.DoesNotContain("/ci/crumbIssuer", string.Join(' ', jenkins.Server.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_password_it_asks_for_a_crumb_in_the_same_session()
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var answer = await bench.BeginAsync(Step("jenkins", Settings(jenkins, password: FakeJenkins.Password)));
        Assert.Equal((RunnerState.Running, "queue:40"), (answer.State, answer.Reference));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_asked_for_and_not_noted_is_found_by_our_key(bool builds)
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var (other, run) = (Step("jenkins", Settings(jenkins)), Step("jenkins", Settings(jenkins)));
        await bench.BeginAsync(other);
        await bench.BeginAsync(run);
        (jenkins.Builds, jenkins.Forgets) = (builds, builds);
        var answer = await bench.AskAsync(run, builds ? "queue:41" : null);
        Assert.Equal((RunnerState.Running, builds ? "build:8" : "queue:41"), (answer.State, answer.Reference));
        Assert.Equal(2, jenkins.Items.Count);
    }

    [Theory]
    [InlineData("FAILURE")]
    [InlineData("UNSTABLE")]
    [InlineData("ABORTED")]
    public async Task Every_end_but_success_is_a_failure(string result)
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var run = Step("jenkins", Settings(jenkins));
        (jenkins.Builds, jenkins.Result) = (true, result);
        var begun = await bench.BeginAsync(run);
        Assert.Equal((RunnerState.Failed, $"Jenkins ended it as {result}."), Told(await bench.AskAsync(run, begun.Reference)));
    }

    [Fact]
    public async Task What_is_cancelled_in_the_queue_has_failed_and_what_runs_can_be_stopped()
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var run = Step("jenkins", Settings(jenkins));
        var begun = await bench.BeginAsync(run);
        await bench.StopAsync(run, begun.Reference);
        jenkins.Builds = true;
        await bench.StopAsync(run, "build:7");
        Assert.Equal(["item 40", "build 7"], jenkins.Stopped);
        (jenkins.Builds, jenkins.Cancelled) = (false, true);
        Assert.Equal((RunnerState.Failed, "Jenkins ended it as cancelled in the queue."), Told(await bench.AskAsync(run, begun.Reference)));
    }

    [Fact]
    public async Task A_Jenkins_that_is_gone_is_no_failure_and_is_not_asked_to_build_twice()
    {
        await using var bench = Start();
        await using var jenkins = await FakeJenkins.StartAsync();
        var run = Step("jenkins", Settings(jenkins));
        var begun = await bench.BeginAsync(run);
        jenkins.Server.Instead = 503;
        var answer = await bench.AskAsync(run, begun.Reference);
        Assert.Equal((RunnerState.Unknown, "queue:40"), (answer.State, answer.Reference));
        Assert.Equal(RunnerState.Unknown, (await bench.BeginAsync(Step("jenkins", Settings(jenkins)))).State);
        Assert.Equal(RunnerState.NotBegun, (await bench.BeginAsync(Step("jenkins", Settings(jenkins, password: FakeJenkins.Password)))).State);
        jenkins.Server.Instead = 0;
        Assert.Equal(RunnerState.Failed, (await bench.BeginAsync(Step("jenkins", Settings(jenkins, password: "wrong-password")))).State);
        Assert.Single(jenkins.Items);
    }

    [Theory]
    [InlineData("""{"baseUrl":"https://ci.example.org","job":"shop/../x","user":"u","apiToken":"{secret:J}"}""", "runner.invalid-settings")]
    [InlineData("""{"baseUrl":"https://ci.example.org","job":"shop","user":"u"}""", "runner.invalid-settings")]
    [InlineData("""{"baseUrl":"https://ci.example.org","job":"shop","user":"u","apiToken":"{secret:J}","password":"{secret:P}"}""", "runner.invalid-settings")]
    [InlineData("""{"baseUrl":"","job":"shop","user":"u","apiToken":"{secret:J}"}""", "runner.invalid-url")]
    [InlineData("""{"baseUrl":"https://ci.example.org","job":"shop/deploy","user":"u","apiToken":"{secret:J}"}""", null)]
    public async Task Settings_are_judged_before_anything_is_sent(string settings, string? code)
    {
        await using var bench = Start();
        Assert.Equal(code, bench.Get<StepRunners>().Check("jenkins", settings)?.Code);
    }

    private static object Settings(FakeJenkins jenkins, string? password = null) =>
        new { baseUrl = $"{jenkins.Server.Url}/ci/", job = "shop/deploy it", user = "deployer", apiToken = password is null ? FakeJenkins.ApiToken : "", password = password ?? "", parameters = new { VERSION = "{version}" } };

    private static (RunnerState, string) Told(RunnerAnswer answer) => (answer.State, answer.Message);
}
