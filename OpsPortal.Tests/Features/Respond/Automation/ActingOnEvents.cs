using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>What happens to an event starts what a trigger says: once, signed, and again only where it may.</summary>
public abstract class ActingOnEvents(TestDatabase database)
{
    [Fact]
    public async Task An_event_that_is_raised_is_posted_signed_with_the_secret_that_was_shown_once()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        var (trigger, secret) = await bench.SaveAsync(bench.Draft());
        var number = await bench.RaiseAsync("DiskFull", ("host", "db-7"));
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal((RunState.Succeeded, "thank you", number, 1), (run.State, run.Output, run.Event, run.Attempts));

        var request = Assert.Single(bench.Receiver.Requests);
        Assert.True(request.IsSignedWith(secret!, bench.Clock.GetUtcNow()));
        Assert.False((request with { Text = request.Text.Replace("db-7", "db-8", StringComparison.Ordinal) }).IsSignedWith(secret!, bench.Clock.GetUtcNow()));
        Assert.Equal((run.Number.ToString(), run.Number.ToString(), "event.raised"), (request.Headers["OpsPortal-Run"], request.Body.GetProperty("opsportal_run").GetString(), request.Body.GetProperty("type").GetString()));
        Assert.Equal("db-7", request.Body.GetProperty("data").GetProperty("event").GetProperty("labels").GetProperty("host").GetString());

        await using var db = bench.Open();
        Assert.DoesNotContain(secret!, (await db.Set<Trigger>().SingleAsync(AutomationBench.Stopping)).SealedSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(await db.Audit.Select(entry => entry.After).ToListAsync(AutomationBench.Stopping), after => after.Contains(secret!, StringComparison.Ordinal));
        Assert.Equal(trigger.Number, run.Trigger);
    }

    [Fact]
    public async Task Each_occasion_is_acted_on_and_none_twice()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        foreach (var on in Enum.GetValues<Occasion>()) await bench.SaveAsync(bench.Draft(draft => draft with { Name = on.ToString(), On = on, WaitMinutes = 15 }));
        var number = await bench.RaiseAsync("DiskFull");
        Assert.Equal(["Raised"], (await bench.ActAsync()).Select(run => run.TriggerName));
        bench.Clock.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Single(await bench.ActAsync());
        bench.Clock.Advance(TimeSpan.FromMinutes(0.2));
        await bench.ActAsync();
        await bench.AcknowledgeAsync(number);
        await bench.ActAsync();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.ClearAsync("DiskFull");
        await bench.ActAsync();
        await bench.RestartAsync();
        Assert.Equal(["Raised", "Unacknowledged", "Acknowledged", "Cleared"], (await bench.ActAsync()).Select(run => run.TriggerName));
        Assert.Equal(4, bench.Receiver.Requests.Count);
    }

    [Fact]
    public async Task What_somebody_took_on_in_time_is_not_waited_for_but_what_fires_again_is()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        await bench.SaveAsync(bench.Draft(draft => draft with { On = Occasion.Unacknowledged, WaitMinutes = 5 }));
        await bench.AcknowledgeAsync(await bench.RaiseAsync("DiskFull"));
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await bench.ClearAsync("DiskFull");
        Assert.Empty(await bench.ActAsync());
        await bench.RaiseAsync("DiskFull");
        bench.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await bench.ActAsync());
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(await bench.ActAsync());
        Assert.Single(await bench.ActAsync());
    }

    [Fact]
    public async Task The_past_does_not_concern_a_trigger()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        await bench.RaiseAsync("Old");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.SaveAsync(bench.Draft());
        await bench.RaiseAsync("New");
        Assert.Single(await bench.ActAsync());
    }

    [Fact]
    public async Task A_portal_killed_between_the_commit_and_the_sending_sends_after_its_start()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        await bench.SaveAsync(bench.Draft());
        await bench.RaiseAsync("DiskFull");
        await bench.PlanAsync();
        Assert.Equal(RunState.Queued, Assert.Single(await bench.RunsAsync()).State);
        await bench.RestartAsync();
        Assert.Equal(RunState.Succeeded, Assert.Single(await bench.ActAsync()).State);
        Assert.Single(bench.Receiver.Requests);
    }

    [Fact]
    public async Task A_webhook_that_was_under_way_when_the_portal_was_killed_is_sent_again_with_the_same_id_and_a_script_is_not()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        bench.Script("touch.sh", $"echo run >> {bench.Scripts}/ran.txt");
        await bench.SaveAsync(bench.Draft());
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "Script", Action = new() { Kind = ActionKind.Script, Script = "touch.sh" } }));
        await bench.RaiseAsync("DiskFull");
        await bench.PlanAsync();
        await using (var db = bench.Open())
        {
            // As the claim is committed, and then nothing more.
            foreach (var message in await db.Set<OutboxMessage>().ToListAsync(AutomationBench.Stopping)) message.Claim(bench.Clock.GetUtcNow(), OutboxPump.Slack);
            foreach (var run in await db.Set<TriggerRun>().ToListAsync(AutomationBench.Stopping)) run.Start(bench.Clock.GetUtcNow());
            await db.SaveChangesAsync(AutomationBench.Stopping);
        }

        await bench.RestartAsync();
        Assert.All(await bench.ActAsync(), run => Assert.Equal(RunState.Running, run.State));
        bench.Clock.Advance(TimeSpan.FromSeconds(31));
        await bench.ActAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        var runs = await bench.ActAsync();
        Assert.Equal([("Hook", RunState.Succeeded), ("Script", RunState.Failed)], runs.Select(run => (run.TriggerName, run.State)).Order());
        Assert.Contains("stopped while", runs.Single(run => run.TriggerName == "Script").Why, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.Scripts, "ran.txt")));
        Assert.Equal($"msg_{runs.Single(run => run.TriggerName == "Hook").Message:N}", Assert.Single(bench.Receiver.Requests).Id);
    }

    [Fact]
    public async Task A_receiver_in_trouble_is_asked_again_later_with_the_same_id_and_given_up_at_last()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        bench.Receiver.Status = 503;
        var (trigger, _) = await bench.SaveAsync(bench.Draft(draft => draft with { StopAfterFailures = 1 }));
        await bench.RaiseAsync("DiskFull");
        Assert.Equal((RunState.Queued, 1), (await bench.ActAsync()).Select(run => (run.State, run.Attempts)).Single());
        Assert.Equal(RunState.Queued, Assert.Single(await bench.ActAsync()).State);
        Assert.Single(bench.Receiver.Requests);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            bench.Clock.Advance(Backoff.After(attempt + 1, 1));
            await bench.SendAsync();
        }

        var run = Assert.Single(await bench.RunsAsync());
        Assert.Equal((RunState.Failed, 6, "503 Service Unavailable"), (run.State, run.Attempts, run.Why));
        Assert.Single(bench.Receiver.Requests.Select(request => request.Id).Distinct());
        Assert.Equal(6, (await bench.Get<RunQueries>().ViewAsync(run.Number, AutomationBench.Stopping))!.Delivery.Count);
        Assert.Equal("It failed 1 times in a row.", (await bench.TriggerAsync(trigger.Number)).StoppedWhy);
    }

    [Fact]
    public async Task What_a_receiver_refuses_for_good_is_not_sent_again_and_internal_addresses_are_not_reached()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        bench.Receiver.Status = 422;
        await bench.SaveAsync(bench.Draft());
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "Inside", Action = new() { Url = "http://169.254.169.254/latest" } }));
        await bench.RaiseAsync("DiskFull");
        var runs = await bench.ActAsync();
        Assert.Equal((RunState.Failed, 1), (runs[0].State, runs[0].Attempts));
        Assert.Contains("internal address", runs[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_repeats_the_secret_is_kept_without_it()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        var (_, secret) = await bench.SaveAsync(bench.Draft());
        bench.Receiver.Answer = $"I know {secret}";
        await bench.RaiseAsync("DiskFull");
        Assert.Equal("I know •••", Assert.Single(await bench.ActAsync()).Output);
    }

    [Fact]
    public async Task A_scale_hook_says_what_to_scale_and_a_dry_run_sends_nothing()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "Scale", Action = draft.Action with { Kind = ActionKind.Scale, ScaleTarget = "{label.pool}", ScaleBy = 2, ScaleMax = 6 } }));
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "Trial", Mode = TriggerMode.DryRun }));
        await bench.RaiseAsync("Busy", ("pool", "web"));
        Assert.Equal([RunState.Rehearsed, RunState.Succeeded], (await bench.ActAsync()).OrderByDescending(run => run.TriggerName).Select(run => run.State));
        var scale = Assert.Single(bench.Receiver.Requests).Body;
        Assert.Equal(("scale.requested", "web", 2, 6), (scale.GetProperty("type").GetString(), Scale("target").GetString(), Scale("by").GetInt32(), Scale("max").GetInt32()));

        System.Text.Json.JsonElement Scale(string member) => scale.GetProperty("data").GetProperty("scale").GetProperty(member);
    }

    [Fact]
    public async Task A_draft_is_tried_on_what_happened_and_changes_nothing()
    {
        await using var bench = await AutomationBench.StartAsync(database);
        for (var at = 0; at < 4; at++)
        {
            await bench.RaiseAsync($"Disk{at}", ("team", "storage"));
            bench.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        await bench.RaiseAsync("Other");
        var draft = bench.Draft(trial => trial with { Matchers = ["team=\"storage\""], MaxRuns = 3, WithinMinutes = 120 });
        var tried = Assert.IsType<Outcome<TriggerTrial>.Done>(await bench.Get<TryTrigger>().RunAsync(Given.Olga, draft, 7, AutomationBench.Stopping)).Value.Rehearsal;
        Assert.Equal((5, 4, 3, 1), (tried.Looked, tried.Matched, tried.Acts, tried.Refused["automation.rate-limit"]));
        var waits = Assert.IsType<Outcome<TriggerTrial>.Done>(await bench.Get<TryTrigger>().RunAsync(Given.Olga, draft with { On = Occasion.Unacknowledged, WaitMinutes = 30, MaxRuns = 100 }, 7, AutomationBench.Stopping)).Value.Rehearsal;
        Assert.Equal(3, waits.Acts);
        Assert.Empty(await bench.ActAsync());
        Assert.Empty(bench.Receiver.Requests);
    }
}

public sealed class ActingOnEventsOnSqlite(SqliteDatabase database) : ActingOnEvents(database), IClassFixture<SqliteDatabase>;

public sealed class ActingOnEventsOnPostgres(PostgresDatabase database) : ActingOnEvents(database), IClassFixture<PostgresDatabase>;
