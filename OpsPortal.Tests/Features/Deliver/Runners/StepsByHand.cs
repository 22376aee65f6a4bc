using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Manual;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>Steps that a person does, and what has to be shown of them.</summary>
public sealed class StepsByHand
{
    private const string Settings = """{"instructions":"Switch the load balancer in the cellar.","needsLink":true}""";

    [Fact]
    public async Task It_waits_for_a_person_and_sends_nothing()
    {
        await using var bench = Start();
        var run = Step("manual", Settings);
        Assert.Equal(RunnerState.Running, (await bench.BeginAsync(run)).State);
        Assert.Equal(RunnerState.Running, (await bench.AskAsync(run, null)).State);
        Assert.Empty(bench.Log.Lines);
        Assert.Equal("runner.invalid-settings", (await bench.BeginAsync(Step("manual", "{}"))).Code);
    }

    [Theory]
    [InlineData("", "https://wiki.example.org/1", true, "runner.evidence-missing")]
    [InlineData("Switched.", "", true, "runner.evidence-link")]
    [InlineData("Switched.", "javascript:alert(1)", true, "runner.evidence-link")]
    [InlineData("The cellar is locked.", "", false, null)]
    [InlineData("Switched.", "https://wiki.example.org/1", true, null)]
    public void It_ends_with_evidence(string words, string link, bool done, string? code)
    {
        var outcome = new ManualEvidence(words, link).Judge(Settings, done);
        Assert.Equal(code, outcome.Refusal?.Code);
        if (outcome is Outcome<RunnerAnswer>.Done(var answer)) Assert.Equal((done ? RunnerState.Succeeded : RunnerState.Failed, words), (answer.State, answer.Message));
    }
}
