using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Peers;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>Real scripts: what they are told, what is seen of them while they run, that nothing is run twice, and that nothing of them is left.</summary>
public sealed class RunningScriptSteps
{
    [Fact]
    public async Task Arguments_arrive_one_by_one_with_the_facts_of_the_step_and_no_shell_reads_them()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("show.sh", "for a in \"$@\"; do echo \"[$a]\"; done"), arguments = new[] { "--version={version}", "two words; $(touch /tmp/owned)", "{parameter.region}", "{parameter.none}" } });
        var answer = await bench.RunAsync(run);
        Assert.Equal((RunnerState.Succeeded, "It ended with exit code 0."), (answer.State, answer.Message));
        Assert.Equal("[--version=2.1.0]\n[two words; $(touch /tmp/owned)]\n[north]\n[]", bench.Log.Text);
        Assert.True(bench.Log.HasEnded);
    }

    [Fact]
    public async Task It_sees_the_facts_of_the_step_and_nothing_of_the_portal_but_what_is_listed()
    {
        await using var bench = Start();
        Environment.SetEnvironmentVariable("OPSPORTAL_TEST_SECRET", "do-not-tell");
        var run = Step("script", new { script = bench.Script("env.sh", "env | cut -d= -f1 | sort | tr '\\n' ' '; echo; echo $OPSPORTAL_COMPONENT $OPSPORTAL_VERSION $OPSPORTAL_PARAMETER_REGION $DEPLOY_FLAVOUR"), environment = new { DEPLOY_FLAVOUR = "blue" } });
        await bench.RunAsync(run);
        Assert.Equal("shop 2.1.0 north blue", bench.Log.Lines[1].Text);
        Assert.Equal(
            ["DEPLOY_FLAVOUR", "OPSPORTAL_ATTEMPT", "OPSPORTAL_COMPONENT", "OPSPORTAL_COMPONENTS", "OPSPORTAL_DEADLINE", "OPSPORTAL_DEPLOYMENT", "OPSPORTAL_DIGEST", "OPSPORTAL_ENVIRONMENT",
             "OPSPORTAL_PARAMETER_REGION", "OPSPORTAL_STAGE", "OPSPORTAL_STEP", "OPSPORTAL_STEP_KEY", "OPSPORTAL_STEP_MARK", "OPSPORTAL_VERSION", "PATH"],
            bench.Log.Lines[0].Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["LANG", "TZ", "PWD", "SHLVL", "_", "OLDPWD"]));
    }

    [Fact]
    public async Task A_step_of_the_same_key_of_another_portal_on_this_machine_is_left_alone()
    {
        await using var bench = Start();
        await using var other = Start();
        var slow = Step("script", new { script = other.Script("slow.sh", $"while [ ! -e {other.Scripts}/go ]; do sleep 0.05; done") });
        var quick = Step("script", new { script = bench.Script("quick.sh", "echo done") }) with { IdempotencyKey = slow.IdempotencyKey };
        await other.BeginAsync(slow);
        Assert.Equal(RunnerState.Succeeded, (await bench.RunAsync(quick)).State);
        await bench.StopAsync(quick, null);
        await File.WriteAllTextAsync(Path.Combine(other.Scripts, "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal(RunnerState.Succeeded, (await other.RunAsync(slow)).State);
    }

    [Fact]
    public async Task Its_lines_are_seen_while_it_still_runs()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("slow.sh", $"echo first; echo wrong >&2; while [ ! -e {bench.Scripts}/go ]; do sleep 0.05; done; echo last") });
        Assert.Equal(RunnerState.Running, (await bench.BeginAsync(run)).State);
        await Waiting.UntilAsync(() => bench.Log.Lines.Count == 2, () => bench.Log.Text);
        Assert.Equal([(ScriptStream.Output, "first"), (ScriptStream.Error, "wrong")], bench.Log.Lines.OrderBy(line => line.Stream).Select(line => (line.Stream, line.Text)));
        Assert.Equal(RunnerState.Running, (await bench.AskAsync(run, run.IdempotencyKey)).State);
        await File.WriteAllTextAsync(Path.Combine(bench.Scripts, "go"), "", Stopping);
        Assert.Equal(RunnerState.Succeeded, (await bench.RunAsync(run)).State);
        Assert.Equal("last", bench.Log.Lines[^1].Text);
    }

    [Fact]
    public async Task What_ignores_the_polite_signal_forks_and_cuts_itself_loose_is_ended_with_it()
    {
        await using var bench = Start();
        var pids = Path.Combine(bench.Scripts, "pids.txt");
        var run = Step("script", new
        {
            script = bench.Script("hang.sh", $"""
                trap '' TERM INT HUP
                echo begun
                (trap '' TERM; sleep 300) & echo $! >> {pids}
                setsid bash -c "trap '' TERM; echo \$\$ >> {pids}; sleep 302" > /dev/null 2>&1 &
                nohup bash -c "echo \$\$ >> {pids}; sleep 303" > /dev/null 2>&1 &
                echo $$ >> {pids}
                while true; do wait; done
                """),
            timeOutSeconds = 3,
        });
        var answer = await bench.RunAsync(run);
        Assert.Equal((RunnerState.Failed, "runner.timed-out", "begun"), (answer.State, answer.Code, bench.Log.Text));
        var all = (await File.ReadAllLinesAsync(pids, Stopping)).Select(int.Parse).ToList();
        Assert.Equal(4, all.Count);
        await Waiting.UntilAsync(() => all.TrueForAll(IsGone), () => $"still there: {string.Join(", ", all.Where(pid => !IsGone(pid)))}", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_begins_itself_anew_and_anew_is_ended_too()
    {
        await using var bench = Start();
        var trail = Path.Combine(bench.Scripts, "trail.txt");
        var run = Step("script", new { script = bench.Script("hydra.sh", $"echo $$ >> {trail}; sleep 0.05; setsid \"$0\" > /dev/null 2>&1 & [ \"$1\" = head ] && sleep 300; exit 0"), arguments = new[] { "head" }, timeOutSeconds = 1 });
        Assert.Equal("runner.timed-out", (await bench.RunAsync(run)).Code);
        var length = new FileInfo(trail).Length;
        Assert.True(length > 0);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        await tick.WaitForNextTickAsync(Stopping);
        Assert.Equal(length, new FileInfo(trail).Length);
    }

    [Fact]
    public async Task A_flood_does_not_stop_it_and_of_its_lines_the_first_and_the_last_are_kept()
    {
        await using var bench = Start(("OpsPortal:Runners:LogLines", "1000"));
        var run = Step("script", new { script = bench.Script("flood.sh", "seq 1 500000; echo done") });
        Assert.Equal(RunnerState.Succeeded, (await bench.RunAsync(run)).State);
        var lines = bench.Log.Lines.Select(line => line.Text).ToList();
        Assert.Equal(1000 + 1 + StepLogWriter.Tail, lines.Count);
        Assert.Equal(("1", "1000", "… (498801 more lines were written and are not kept)", "done"), (lines[0], lines[999], lines[1000], lines[^1]));
    }

    [Fact]
    public async Task One_line_without_an_end_is_cut_into_many()
    {
        await using var bench = Start(("OpsPortal:Runners:LogLines", "1000"));
        var run = Step("script", new { script = bench.Script("line.sh", "head -c 3000000 /dev/zero | tr '\\0' x") });
        Assert.Equal(RunnerState.Succeeded, (await bench.RunAsync(run)).State);
        Assert.All(bench.Log.Lines, line => Assert.InRange(line.Text.Length, 1, LineCutter.LongestLine));
        Assert.InRange(bench.Log.Text.Length, 200_000, 200_000 + ((StepLogWriter.Tail + 2) * LineCutter.LongestLine));
    }

    [Fact]
    public async Task The_same_key_is_begun_once_and_another_attempt_again()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("count.sh", $"echo ran >> {bench.Scripts}/count.txt") });
        await bench.BeginAsync(run);
        await bench.RunAsync(run);
        await bench.RunAsync(run);
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(bench.Scripts, "count.txt"), Stopping));
        await bench.RunAsync(run with { Attempt = 2, IdempotencyKey = run.IdempotencyKey + "-2" });
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(bench.Scripts, "count.txt"), Stopping)).Length);
    }

    [Fact]
    public async Task What_a_killed_portal_left_running_is_ended_and_has_failed()
    {
        await using var bench = Start();
        var pid = Path.Combine(bench.Scripts, "pid.txt");
        var run = Step("script", new { script = bench.Script("long.sh", $"echo $$ > {pid}; sleep 300") });
        var begun = await bench.BeginAsync(run);
        await Waiting.UntilAsync(() => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'), () => "the script does not start");
        bench.ForgetEverything();
        var answer = await bench.AskAsync(run, begun.Reference);
        Assert.Equal((RunnerState.Failed, "runner.interrupted"), (answer.State, answer.Code));
        await Waiting.UntilAsync(() => IsGone(int.Parse(File.ReadAllText(pid))), () => "it is still there", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task It_can_be_ended_by_hand()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("long.sh", "echo begun; sleep 300") });
        await bench.BeginAsync(run);
        await Waiting.UntilAsync(() => bench.Log.Lines.Count > 0, () => "the script does not start");
        var answer = await bench.StopAsync(run, run.IdempotencyKey);
        Assert.Equal((RunnerState.Failed, "runner.stopped", true), (answer.State, answer.Code, bench.Log.HasEnded));
    }

    [Fact]
    public async Task Exit_code_and_outputs_are_told()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("out.sh", "echo '::output url=https://green.example.org'; echo '::output bad name=1'; echo '::output url=https://blue.example.org/?a=b'; exit 3") });
        var answer = await bench.RunAsync(run);
        Assert.Equal((RunnerState.Failed, "runner.exit-code", "It ended with exit code 3."), (answer.State, answer.Code, answer.Message));
        Assert.Equal(("url", "https://blue.example.org/?a=b"), answer.Outputs.Select(output => (output.Key, output.Value)).Single());
    }

    [Fact]
    public async Task Only_so_many_run_at_once_and_the_next_waits_its_turn()
    {
        await using var bench = Start(("OpsPortal:Runners:ScriptsAtOnce", "1"));
        var script = bench.Script("wait.sh", $"while [ ! -e {bench.Scripts}/go ]; do sleep 0.05; done");
        var (first, second) = (Step("script", new { script }), Step("script", new { script }));
        await bench.BeginAsync(first);
        var waiting = bench.BeginAsync(second);
        Assert.False(waiting.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(bench.Scripts, "go"), "", Stopping);
        await bench.RunAsync(first);
        Assert.Equal(RunnerState.Running, (await waiting).State);
        Assert.Equal(RunnerState.Succeeded, (await bench.RunAsync(second)).State);
    }

    [Theory]
    [InlineData("""{"script":"../good.sh"}""", "runner.no-such-script")]
    [InlineData("""{"script":"link.sh"}""", "runner.no-such-script")]
    [InlineData("""{"script":"plain.txt"}""", "runner.no-such-script")]
    [InlineData("""{"script":"missing.sh"}""", "runner.no-such-script")]
    [InlineData("""{"script":"good.sh","arguments":["{secret:TOKEN}"]}""", "runner.secret-in-arguments")]
    [InlineData("""{"script":"good.sh","arguments":["{unheard}"]}""", "runner.invalid-placeholder")]
    [InlineData("""{"script":"good.sh","environment":{"LD_PRELOAD":"/tmp/x.so"}}""", "runner.invalid-variable")]
    [InlineData("""{"script":"good.sh","environment":{"DEPLOY_X":"{secret:no good}"}}""", "secret.invalid-reference")]
    [InlineData("""{"script":"good.sh","timeOutSeconds":0}""", "runner.invalid-settings")]
    [InlineData("""{"script":"good.sh","shell":true}""", "runner.invalid-settings")]
    [InlineData("""{"script":null}""", "runner.invalid-settings")]
    [InlineData("nonsense", "runner.invalid-settings")]
    [InlineData("""{"script":"good.sh","arguments":["-v","{version}"],"environment":{"DEPLOY_X":"{secret:TOKEN}"}}""", null)]
    public async Task Settings_are_judged_before_anything_is_run(string settings, string? code)
    {
        await using var bench = Start();
        bench.Script("good.sh", "true");
        await File.WriteAllTextAsync(Path.Combine(bench.Scripts, "plain.txt"), "true", Stopping);
        File.CreateSymbolicLink(Path.Combine(bench.Scripts, "link.sh"), "/bin/true");
        Assert.Equal(code, bench.Get<StepRunners>().Check("script", settings)?.Code);
        if (code is not null && !settings.Contains("{secret", StringComparison.Ordinal)) Assert.Equal((RunnerState.Failed, code), Told(await bench.BeginAsync(Step("script", settings))));
    }

    [Fact]
    public async Task A_fact_does_not_become_an_option_and_a_late_or_nameless_step_is_not_begun()
    {
        await using var bench = Start();
        var run = Step("script", new { script = bench.Script("good.sh", "true"), arguments = new[] { "{parameter.region}" } });
        Assert.Equal((RunnerState.Failed, "runner.argument-is-option"), Told(await bench.BeginAsync(run with { Parameters = new Dictionary<string, string> { ["region"] = "--force" } })));
        Assert.Equal((RunnerState.Failed, "runner.invalid-step"), Told(await bench.BeginAsync(run with { IdempotencyKey = "a b" })));
        Assert.Equal((RunnerState.Failed, "runner.unknown"), Told(await bench.BeginAsync(run with { Runner = "carrier-pigeon" })));
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((RunnerState.Failed, "runner.too-late"), Told(await bench.BeginAsync(run)));
    }

    [Fact]
    public async Task Scripts_are_off_until_a_folder_is_named()
    {
        await using var bench = Start(("OpsPortal:Runners:ScriptFolder", ""));
        Assert.Equal((RunnerState.Failed, "runner.scripts-off"), Told(await bench.BeginAsync(Step("script", new { script = "good.sh" }))));
    }

    private static (RunnerState, string) Told(RunnerAnswer answer) => (answer.State, answer.Code);
}
