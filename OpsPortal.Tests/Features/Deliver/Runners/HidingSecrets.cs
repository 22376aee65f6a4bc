using System.Text;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>No value of a secret leaves by a log, however it is cut, written or spread over lines.</summary>
public sealed class HidingSecrets(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private const string Secret = "abcabc-\"s3cret\"/+ü";

    [Fact]
    public void However_a_text_is_cut_into_two_or_three_pieces_the_secret_in_it_is_hidden()
    {
        var redactor = new SecretRedactor([Secret, "abcabcd-other"]);
        var text = $"abc abcabc {Secret}{Secret} abcabcd-other abcabc-\"s3cre end";
        const string Hidden = "abc abcabc •••••• ••• abcabc-\"s3cre end";
        Assert.Equal(Hidden, redactor.Redact(text));
        for (var one = 0; one <= text.Length; one++)
        {
            for (var two = one; two <= text.Length; two++)
            {
                var flow = redactor.Begin();
                Assert.Equal(Hidden, flow.Take(text.AsSpan(0, one)) + flow.Take(text.AsSpan(one, two - one)) + flow.Take(text.AsSpan(two)) + flow.End());
            }
        }
    }

    [Fact]
    public void What_only_begins_like_a_secret_is_told_as_soon_as_that_is_known()
    {
        var flow = new SecretRedactor(["password-1"]).Begin();
        Assert.Equal("my ", flow.Take("my pass"));
        Assert.Equal("passage\n", flow.Take("age\n"));
        Assert.Equal("", flow.End());
    }

    [Theory]
    [InlineData("\"abcabc-\\u0022s3cret\\u0022/\\u002B\\u00FC\"")]
    [InlineData("\"abcabc-\\\"s3cret\\\"/+ü\"")]
    [InlineData("https://x.example/?q=abcabc-%22s3cret%22%2F%2B%C3%BC&r=1")]
    public void A_secret_written_another_way_is_hidden_too(string text)
    {
        var told = new SecretRedactor([Secret]).Redact(text);
        Assert.Contains("•••", told, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_base64_and_each_line_of_one_that_has_several_are_hidden()
    {
        Assert.Equal("•••", new SecretRedactor([Secret]).Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))));
        Assert.Equal("a •••\n  ••• b", new SecretRedactor(["first line\nsecond line\n"]).Redact("a first line\n  second line b"));
    }

    [Fact]
    public void Lines_are_whole_before_they_are_told_and_both_outputs_are_kept_apart()
    {
        var sink = new LinesOfAStep();
        var writer = new StepLogWriter(sink, new SecretRedactor(["hunter2-hunter2"]), 100, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Given.Noon));
        writer.Take(ScriptStream.Output, "one hunter2-");
        writer.Take(ScriptStream.Error, "error\r\nhunt");
        writer.Take(ScriptStream.Output, "hunter2 two\nthree");
        writer.Take(ScriptStream.Error, "er2-hunter2");
        Assert.Equal(["error", "one ••• two"], sink.Lines.Select(line => line.Text));
        writer.End();
        Assert.Equal(["error", "one ••• two", "three", "•••"], sink.Lines.Select(line => line.Text));
        Assert.True(sink.HasEnded);
    }

    [Fact]
    public async Task A_script_gets_the_value_and_cannot_tell_it_to_anybody()
    {
        await using var bench = await StartAsync(database);
        await bench.SetAsync("DEPLOY_KEY", "correct-horse-battery");
        var script = bench.Script("leak.sh", """
            printf '%s' "${DEPLOY_TOKEN:0:9}"; sleep 0.3; printf '%s\n' "${DEPLOY_TOKEN:9}"
            echo "$DEPLOY_TOKEN" | base64; echo "Authorization: Bearer $DEPLOY_TOKEN" >&2
            echo "::output token=$DEPLOY_TOKEN"; echo "${#DEPLOY_TOKEN}"; exit 1
            """);
        var answer = await bench.RunAsync(Step("script", new { script, environment = new { DEPLOY_TOKEN = "{secret:DEPLOY_KEY}" } }));
        Assert.Equal((RunnerState.Failed, "•••"), (answer.State, answer.Outputs["token"]));
        Assert.Contains("21", bench.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", bench.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("correct-horse-battery"))[..20], bench.Log.Text, StringComparison.Ordinal);
        Assert.Equal("•••", bench.Log.Lines.First(line => line.Stream == ScriptStream.Output).Text);
    }

    [Fact]
    public async Task A_step_whose_secret_is_missing_or_unreadable_is_not_begun()
    {
        await using var bench = await StartAsync(database);
        var run = Step("script", new { script = bench.Script("good.sh", "true"), environment = new { DEPLOY_TOKEN = "{secret:NOBODY}" } });
        Assert.Equal("secret.unknown", (await bench.BeginAsync(run)).Code);
    }
}
