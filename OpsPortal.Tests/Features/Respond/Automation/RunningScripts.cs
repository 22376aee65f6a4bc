using System.Text;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Respond.Automation.AutomationBench;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>Real scripts: what they are told, what is kept of what they say, and that nothing of them is left.</summary>
public sealed class RunningScripts(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Arguments_arrive_one_by_one_and_no_shell_reads_them()
    {
        await using var bench = await StartAsync(database);
        bench.Script("show.sh", "for a in \"$@\"; do echo \"[$a]\"; done");
        await bench.SaveAsync(Draft(bench, "show.sh", "--host={label.host}", "{label.host}", "two words", "{event}"));
        await bench.RaiseAsync("DiskFull", ("host", "$(touch /tmp/owned); a 'b' \"c\" && rm -rf *"));
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal("[--host=$(touch /tmp/owned); a 'b' \"c\" && rm -rf *]\n[$(touch /tmp/owned); a 'b' \"c\" && rm -rf *]\n[two words]\n[EVT-1]\n", run.Output);
        Assert.Equal(RunState.Succeeded, run.State);
    }

    [Fact]
    public async Task A_fact_of_the_event_does_not_become_an_option()
    {
        await using var bench = await StartAsync(database);
        bench.Script("show.sh", "echo ran");
        await bench.SaveAsync(Draft(bench, "show.sh", "{label.host}"));
        await bench.RaiseAsync("DiskFull", ("host", "--force"));
        Assert.Equal((RunState.Refused, "automation.argument-is-option"), (await bench.ActAsync()).Select(run => (run.State, run.WhyCode)).Single());
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_ended_with_everything_it_has_started_even_what_cut_itself_loose()
    {
        await using var bench = await StartAsync(database);
        bench.Script("hang.sh", $"""
            echo begun
            sleep 300 & echo $! >> {bench.Scripts}/pids.txt
            (sleep 301 & echo $! >> {bench.Scripts}/pids.txt)
            setsid bash -c 'echo $$ >> {bench.Scripts}/pids.txt; exec sleep 302' > /dev/null 2>&1 &
            nohup bash -c 'echo $$ >> {bench.Scripts}/pids.txt; sleep 303' > /dev/null 2>&1 &
            echo $$ >> {bench.Scripts}/pids.txt
            wait
            """);
        await bench.SaveAsync(Draft(bench, "hang.sh") with { Action = Action("hang.sh") with { TimeOutSeconds = 3 } });
        await bench.RaiseAsync("DiskFull");
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal((RunState.Failed, "begun\n"), (run.State, run.Output));
        Assert.Contains("ended after 3 s", run.Why, StringComparison.Ordinal);
        var pids = (await File.ReadAllLinesAsync(Path.Combine(bench.Scripts, "pids.txt"), Stopping)).Select(int.Parse).ToList();
        Assert.Equal(5, pids.Count);
        await Waiting.UntilAsync(() => pids.TrueForAll(IsGone), () => $"still there: {string.Join(", ", pids.Where(pid => !IsGone(pid)))}", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_a_script_leaves_running_is_ended_with_it_and_does_not_hold_the_run_up()
    {
        await using var bench = await StartAsync(database);
        bench.Script("leave.sh", $"sleep 300 & echo $! > {bench.Scripts}/pid.txt; echo done");
        await bench.SaveAsync(Draft(bench, "leave.sh"));
        await bench.RaiseAsync("DiskFull");
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal((RunState.Succeeded, "done\n"), (run.State, run.Output));
        var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(bench.Scripts, "pid.txt"), Stopping));
        await Waiting.UntilAsync(() => IsGone(pid), () => "the child is still there", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task It_sees_only_what_is_lent_to_it_and_what_it_says_is_cut_and_told_without_secrets()
    {
        await using var bench = await StartAsync(database);
        Environment.SetEnvironmentVariable("OPSPORTAL_TEST_SECRET", "do-not-tell");
        bench.Script("env.sh", "env | cut -d= -f1 | sort | tr '\\n' ' '; echo; echo \"Authorization: Bearer abcdefgh12345\"; head -c 200000 /dev/zero | tr '\\0' x; echo END >&2; exit 4");
        await bench.SaveAsync(Draft(bench, "env.sh"));
        await bench.RaiseAsync("DiskFull");
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal((RunState.Failed, "exit code 4", 1), (run.State, run.Why, run.Attempts));
        var seen = run.Output.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["LANG", "TZ", "PWD", "SHLVL", "_", "OLDPWD"]);
        Assert.Equal(["OPSPORTAL_EVENT", "OPSPORTAL_MESSAGE", "OPSPORTAL_RUN", "OPSPORTAL_TRIGGER", "PATH"], seen);
        Assert.Contains("Bearer •••", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 60_000, TriggerRun.MaxOutputLength);
        Assert.Contains("more was written", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_executable_files_directly_in_the_folder_are_run_and_links_are_not_followed()
    {
        await using var bench = await StartAsync(database);
        bench.Script("good.sh", "true");
        await File.WriteAllTextAsync(Path.Combine(bench.Scripts, "plain.txt"), "true", Stopping);
        File.CreateSymbolicLink(Path.Combine(bench.Scripts, "link.sh"), "/bin/true");
        Directory.CreateDirectory(Path.Combine(bench.Scripts, "folder"));
        var save = bench.Get<SaveTrigger>();
        foreach (var name in new[] { "plain.txt", "link.sh", "folder", "missing.sh", "../good.sh", "/bin/true" })
            Assert.Equal("automation.invalid-script", (await save.RunAsync(Given.Olga, null, Draft(bench, name), null, confirmed: true, Stopping)).Refusal?.Code);
        await bench.SaveAsync(Draft(bench, "good.sh"));

        // What was good when it was saved is looked at again when it is run.
        File.Delete(Path.Combine(bench.Scripts, "good.sh"));
        File.CreateSymbolicLink(Path.Combine(bench.Scripts, "good.sh"), "/bin/true");
        await bench.RaiseAsync("DiskFull");
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("Links are not followed", run.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_stops_ends_the_script_and_says_so()
    {
        await using var bench = await StartAsync(database);
        bench.Script("long.sh", $"echo $$ > {bench.Scripts}/pid.txt; sleep 300");
        await bench.SaveAsync(Draft(bench, "long.sh") with { Action = Action("long.sh") with { TimeOutSeconds = 200 } });
        await bench.RaiseAsync("DiskFull");
        await bench.PlanAsync();
        var pump = bench.Get<OutboxPump>();
        await pump.SweepAsync(Stopping);
        var file = Path.Combine(bench.Scripts, "pid.txt");
        await Waiting.UntilAsync(() => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'), () => "the script does not start");
        await pump.CloseAsync();
        var run = Assert.Single(await bench.RunsAsync());
        Assert.Equal((RunState.Failed, "The portal stopped while this was under way."), (run.State, run.Why));
        await Waiting.UntilAsync(() => IsGone(int.Parse(File.ReadAllText(file))), () => "the script is still there", TimeSpan.FromSeconds(10));
    }

    private static TriggerDraft Draft(AutomationBench bench, string script, params string[] arguments) => bench.Draft(draft => draft with { Name = script, Action = Action(script) with { Arguments = arguments } });

    private static TriggerAction Action(string script) => new() { Kind = ActionKind.Script, Script = script, TimeOutSeconds = 20 };

    /// <summary>Ended; one that nobody has buried yet has no command line.</summary>
    private static bool IsGone(int pid)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Length == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
