using System.Text;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Webhooks;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Features.Respond.Automation;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>Webhook steps, posted to a real server that calls back.</summary>
public sealed class PostingWebhookSteps
{
    private static readonly string Secret = StandardWebhooks.NewSecret();

    [Fact]
    public async Task The_body_says_what_to_do_is_signed_and_carries_the_key_and_the_token()
    {
        await using var bench = Start();
        await using var receiver = await Receiver.StartAsync();
        var run = Step("webhook", new { url = receiver.Url, secret = Secret, headers = new Dictionary<string, string> { ["X-Team"] = "shop" } });
        var answer = await bench.BeginAsync(run);
        Assert.Equal((RunnerState.Running, run.IdempotencyKey), (answer.State, answer.Reference));
        var received = Assert.Single(receiver.Requests);
        Assert.True(received.IsSignedWith(Secret, Given.Noon));
        Assert.Equal(($"step_{run.IdempotencyKey}", "shop"), (received.Id, received.Headers["X-Team"]));
        Assert.Equal(
            $$"""
            {"deployment_id":"DEP-17","stage":"canary","step_id":"deploy","attempt":1,"component":"shop","version":"2.1.0","digest":"sha256:abc","components":[{"component":"shop","version":"2.1.0","digest":"sha256:abc"},{"component":"shop-worker","version":"2.1.0","digest":"sha256:def"}],"environment":"production","parameters":{"region":"north"},"callback_url":"https://portal.example.org/callback/1","callback_token":"cb_one-time-token","deadline":"2026-03-01T13:00:00.000Z","idempotency_key":"{{run.IdempotencyKey}}"}
            """,
            received.Text);
        Assert.Equal(RunnerState.Running, (await bench.AskAsync(run, answer.Reference)).State);
    }

    [Theory]
    [InlineData(202, RunnerState.Running, "")]
    [InlineData(500, RunnerState.NotBegun, "runner.not-reached")]
    [InlineData(429, RunnerState.NotBegun, "runner.not-reached")]
    [InlineData(400, RunnerState.Failed, "runner.refused")]
    [InlineData(302, RunnerState.Failed, "runner.refused")]
    public async Task What_the_receiver_says_decides(int status, object state, string code) => await TellsAsync(status, (RunnerState)state, code);

    [Fact]
    public async Task Nobody_there_is_no_failure_yet_and_a_lost_answer_is_posted_again()
    {
        await using var bench = Start();
        var run = Step("webhook", new { url = "http://127.0.0.1:1/hook", secret = Secret });
        Assert.Equal((RunnerState.NotBegun, "runner.not-reached"), Told(await bench.BeginAsync(run)));
        Assert.Equal((RunnerState.NotBegun, "runner.not-reached"), Told(await bench.AskAsync(run, null)));
    }

    [Fact]
    public async Task What_the_receiver_echoes_of_the_token_and_the_key_is_hidden()
    {
        await using var bench = Start();
        await using var receiver = await Receiver.StartAsync();
        (receiver.Echo, receiver.Status) = (true, 400);
        var answer = await bench.BeginAsync(Step("webhook", new { url = receiver.Url, secret = Secret }));
        Assert.Equal((RunnerState.Failed, "runner.refused"), Told(answer));
        Assert.DoesNotContain("cb_one-time-token", answer.Message + bench.Log.Text, StringComparison.Ordinal);
        Assert.Contains("POST http://127.0.0.1", bench.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"url":"ftp://x.example/","secret":"whsec_b3BzcG9ydGFsLWRlbW8tc2VjcmV0"}""", "runner.invalid-url")]
    [InlineData("""{"url":"https://user:pw@x.example/","secret":"whsec_b3BzcG9ydGFsLWRlbW8tc2VjcmV0"}""", "runner.invalid-url")]
    [InlineData("""{"url":"https://x.example/","secret":"plain"}""", "runner.invalid-settings")]
    [InlineData("""{"url":"https://x.example/","secret":"{secret:HOOK}","headers":{"Host":"y"}}""", "runner.invalid-settings")]
    [InlineData("""{"url":"https://x.example/","secret":"{secret:HOOK}","headers":{"webhook-id":"y"}}""", "runner.invalid-settings")]
    [InlineData("""{"url":"{secret:HOOK_URL}","secret":"{secret:HOOK}","headers":{"Authorization":"Bearer {secret:HOOK}"}}""", null)]
    public async Task Settings_are_judged_before_anything_is_sent(string settings, string? code)
    {
        await using var bench = Start();
        Assert.Equal(code, bench.Get<StepRunners>().Check("webhook", settings)?.Code);
    }

    [Fact]
    public void A_token_is_known_by_its_hash_alone_and_is_one_of_those_issued()
    {
        var ((first, hash), (second, other)) = (CallbackToken.New(), CallbackToken.New());
        Assert.NotEqual(first, second);
        Assert.DoesNotContain(first[3..], hash, StringComparison.Ordinal);
        Assert.True(CallbackToken.IsOne(first, [other, hash]));
        Assert.False(CallbackToken.IsOne(first, [other]));
        Assert.False(CallbackToken.IsOne("", [hash, other]));
        Assert.False(CallbackToken.IsOne(hash, [hash]));
        Assert.False(CallbackToken.IsOne(first, []));
    }

    [Theory]
    [InlineData("""{"state":"succeeded","message":"Done","log_url":"https://ci.example.org/7","outputs":{"url":"https://x"}}""", RunnerState.Succeeded, "", "Done")]
    [InlineData("""{"state":"running","message":"Half"}""", RunnerState.Running, "", "Half")]
    [InlineData("""{"state":"failed","message":"No room","outputs":null}""", RunnerState.Failed, "runner.failed", "No room")]
    [InlineData("""{"state":"failed"}""", RunnerState.Failed, "runner.failed", "The receiver says that it failed.")]
    public void A_callback_says_how_it_went(string body, object state, string code, string message)
    {
        var answer = Assert.IsType<Outcome<RunnerAnswer>.Done>(CallbackReport.Read(Encoding.UTF8.GetBytes(body), "key")).Value;
        Assert.Equal(((RunnerState)state, code, message), (answer.State, answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"state":"perhaps"}""")]
    [InlineData("""{"state":1}""")]
    [InlineData("""{"state":"succeeded","log_url":"javascript:alert(1)"}""")]
    [InlineData("""{"state":"succeeded","message":{}}""")]
    [InlineData("""{"state":"succeeded","outputs":{"a":1}}""")]
    public void A_callback_that_says_something_else_is_refused(string body) =>
        Assert.Equal("runner.invalid-callback", CallbackReport.Read(Encoding.UTF8.GetBytes(body), "key").Refusal?.Code);

    [Fact]
    public void A_callback_that_is_too_long_is_refused() =>
        Assert.Equal("runner.invalid-callback", CallbackReport.Read(new byte[CallbackReport.MaxBytes + 1], "key").Refusal?.Code);

    private static async Task TellsAsync(int status, RunnerState state, string code)
    {
        await using var bench = Start();
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = status;
        var run = Step("webhook", new { url = receiver.Url, secret = Secret });
        Assert.Equal((state, code), Told(await bench.BeginAsync(run)));
        await bench.BeginAsync(run);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Id).Distinct());
    }

    private static (RunnerState, string) Told(RunnerAnswer answer) => (answer.State, answer.Code);
}
