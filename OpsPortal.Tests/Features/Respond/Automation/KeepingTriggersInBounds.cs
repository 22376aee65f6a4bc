using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Respond.Automation.AutomationBench;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>Guardrails on the whole way: loops are stopped, people are asked, and nobody overwrites anybody.</summary>
public abstract class KeepingTriggersInBounds(TestDatabase database)
{
    [Fact]
    public async Task An_action_that_raises_its_own_event_is_found_by_the_run_it_names_and_stopped_until_a_person_restarts_it()
    {
        await using var bench = await StartAsync(database);
        var (trigger, _) = await bench.SaveAsync(bench.Draft());
        await bench.RaiseAsync("DiskFull");
        var first = Assert.Single(await bench.ActAsync());
        await bench.RaiseAsync("RestartBegun", ("opsportal_run", first.Number.ToString()));
        var second = (await bench.ActAsync())[^1];
        Assert.Equal((RunState.Refused, "automation.loop", "TRG-1 TRG-1"), (second.State, second.WhyCode, second.Chain));
        Assert.StartsWith("Loop:", (await bench.TriggerAsync(trigger.Number)).StoppedWhy, StringComparison.Ordinal);

        await bench.RaiseAsync("Unrelated");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, (await bench.ActAsync()).Count);
        Assert.Single(bench.Receiver.Requests);

        Assert.Null((await bench.Get<RestartTrigger>().RunAsync(Given.Olga, trigger.Number, null, Stopping)).Refusal);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.RaiseAsync("Later");
        Assert.Equal(RunState.Succeeded, (await bench.ActAsync())[^1].State);
        await using var db = bench.Open();
        Assert.Equal(["trigger.added", "trigger.stopped", "trigger.restarted"], await db.Audit.Where(entry => entry.Act.StartsWith("trigger")).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping));
    }

    [Fact]
    public async Task Two_triggers_that_set_each_other_off_are_a_loop()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "A", Matchers = ["alertname=~\"A.*\""] }));
        await bench.SaveAsync(bench.Draft(draft => draft with { Name = "B", Matchers = ["alertname=~\"B.*\""] }));
        await bench.RaiseAsync("A1");
        var a = (await bench.ActAsync())[^1];
        await bench.RaiseAsync("B1", ("opsportal_run", a.Number.ToString()));
        var b = (await bench.ActAsync())[^1];
        Assert.Equal((RunState.Succeeded, "TRG-1 TRG-2"), (b.State, b.Chain));
        await bench.RaiseAsync("A2", ("opsportal_run", b.Number.ToString()));
        Assert.Equal((RunState.Refused, "automation.loop"), (await bench.ActAsync()).Select(run => (run.State, run.WhyCode)).Last());
    }

    [Fact]
    public async Task A_condition_that_returns_after_every_action_is_a_loop_although_it_names_no_run_and_what_waits_is_called_off()
    {
        await using var bench = await StartAsync(database);
        var (trigger, _) = await bench.SaveAsync(bench.Draft(draft => draft with { LoopRuns = 3, LoopWithinMinutes = 15, CoolDownMinutes = 10 }));
        bench.Receiver.Status = 503;
        for (var round = 0; round < 4; round++)
        {
            await bench.RaiseAsync("Flaps");
            await bench.ActAsync();
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await bench.ClearAsync("Flaps");
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var runs = await bench.RunsAsync();
        Assert.Equal(["automation.stopped-with-trigger", "automation.cooling-down", "automation.cooling-down", "automation.loop"], runs.Select(run => run.WhyCode));
        Assert.NotNull((await bench.TriggerAsync(trigger.Number)).StoppedAt);
        await using var db = bench.Open();
        Assert.Equal(OutboxState.Withdrawn, (await db.Set<OutboxMessage>().SingleAsync(Stopping)).State);
    }

    [Fact]
    public async Task A_run_that_asks_first_goes_exactly_as_it_was_shown_once_another_person_said_yes()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(bench.Draft(draft => draft with { NeedsApproval = true }));
        await bench.RaiseAsync("DiskFull");
        var asking = Assert.Single(await bench.ActAsync());
        Assert.Equal(RunState.AwaitingApproval, asking.State);
        var approve = bench.Get<ApproveRun>();
        Assert.Equal("automation.own-trigger", (await approve.RunAsync(Given.Olga, asking.Number, "", Stopping)).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await approve.RunAsync(Given.Priya with { Permissions = new HashSet<string>() }, asking.Number, "", Stopping)).Refusal?.Code);
        Assert.Empty(bench.Receiver.Requests);
        Assert.Null((await approve.RunAsync(Given.Priya, asking.Number, "Looks right.", Stopping)).Refusal);
        Assert.Equal("automation.not-from", (await approve.RunAsync(Given.Priya, asking.Number, "", Stopping)).Refusal?.Code);
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal((RunState.Succeeded, "Priya", "Looks right."), (run.State, run.DecidedBy, run.Note));
        Assert.Contains(Assert.Single(bench.Receiver.Requests).Text, asking.Input, StringComparison.Ordinal);
        await using var db = bench.Open();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "run.approved", Stopping));
    }

    [Fact]
    public async Task Nobody_s_yes_in_time_is_a_no_and_a_changed_trigger_takes_back_what_it_asked()
    {
        await using var bench = await StartAsync(database);
        var draft = bench.Draft(asks => asks with { NeedsApproval = true, ApproveWithinMinutes = 30 });
        var (trigger, _) = await bench.SaveAsync(draft);
        await bench.RaiseAsync("One");
        await bench.ActAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((RunState.Stopped, "automation.too-late"), (await bench.ActAsync()).Select(run => (run.State, run.WhyCode)).Single());
        await bench.RaiseAsync("Two");
        await bench.ActAsync();
        Assert.IsType<Outcome<SavedTrigger>.Done>(await bench.Get<SaveTrigger>().RunAsync(Given.Priya, trigger.Number, draft with { Reason = "Otherwise." }, trigger.Version, confirmed: true, Stopping));
        Assert.Equal((RunState.Stopped, "automation.stopped-with-trigger"), (await bench.RunsAsync()).Select(run => (run.State, run.WhyCode)).Last());
    }

    [Fact]
    public async Task Two_people_at_once_do_not_overwrite_each_other_and_one_name_is_given_once()
    {
        await using var bench = await StartAsync(database);
        var (trigger, _) = await bench.SaveAsync(bench.Draft());
        var save = bench.Get<SaveTrigger>();
        Assert.IsType<Outcome<SavedTrigger>.Done>(await save.RunAsync(Given.Priya, trigger.Number, bench.Draft(draft => draft with { Reason = "Priya's." }), trigger.Version, confirmed: true, Stopping));
        var late = await save.RunAsync(Given.Olga, trigger.Number, bench.Draft(draft => draft with { Reason = "Olga's." }), trigger.Version, confirmed: true, Stopping);
        Assert.Equal(("automation.changed-meanwhile", "Priya changed this meanwhile. Look again, then decide."), (late.Refusal?.Code, late.Refusal?.Message));
        Assert.Equal("Priya's.", (await bench.TriggerAsync(trigger.Number)).Reason);
        Assert.Equal("automation.name-taken", (await save.RunAsync(Given.Olga, null, bench.Draft(), null, confirmed: true, Stopping)).Refusal?.Code);
        Assert.Equal(AutomationRefusals.HoldsForEverythingCode, (await save.RunAsync(Given.Olga, null, bench.Draft(draft => draft with { Name = "All" }), null, confirmed: false, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_silence_holds_an_action_back_until_it_ends()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(bench.Draft());
        var number = await bench.RaiseAsync("DiskFull");
        await SuppressAsync(bench, number, Guid.CreateVersion7());
        Assert.Equal((RunState.Refused, "automation.suppressed"), (await bench.ActAsync()).Select(run => (run.State, run.WhyCode)).Single());
        await SuppressAsync(bench, number, null);
        Assert.Equal([RunState.Refused, RunState.Succeeded], (await bench.ActAsync()).Select(run => run.State));
        await SuppressAsync(bench, number, Guid.CreateVersion7());
        await SuppressAsync(bench, number, null);
        Assert.Equal(2, (await bench.ActAsync()).Count);
    }

    private static async Task SuppressAsync(AutomationBench bench, EventNumber number, Guid? silence)
    {
        await using var db = bench.Open();
        var found = await db.Events.SingleAsync(e => e.Number == number, Stopping);
        found.Suppress(silence, bench.Clock.GetUtcNow());
        db.EventEntries.AddRange(found.NewEntries);
        await db.SaveChangesAsync(Stopping);
    }
}

public sealed class KeepingTriggersInBoundsOnSqlite(SqliteDatabase database) : KeepingTriggersInBounds(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingTriggersInBoundsOnPostgres(PostgresDatabase database) : KeepingTriggersInBounds(database), IClassFixture<PostgresDatabase>
{
    private readonly PostgresDatabase _database = database;

    [Fact]
    public async Task What_becomes_visible_behind_something_later_is_not_missed()
    {
        await using var bench = await StartAsync(_database);
        await bench.SaveAsync(bench.Draft(draft => draft with { On = Occasion.Acknowledged }));
        var (slow, quick) = (await bench.RaiseAsync("Slow"), await bench.RaiseAsync("Quick"));
        await using var db = bench.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Stopping);
        var found = await db.Events.SingleAsync(e => e.Number == slow, Stopping);
        Assert.Null(found.Acknowledge(Given.Olga, bench.Clock.GetUtcNow()).Refusal);
        db.EventEntries.AddRange(found.NewEntries);
        await db.SaveChangesAsync(Stopping);
        await bench.AcknowledgeAsync(quick);
        Assert.Equal([quick], (await bench.ActAsync()).Select(run => run.Event));
        await transaction.CommitAsync(Stopping);
        Assert.Equal([quick, slow], (await bench.ActAsync()).Select(run => run.Event));
    }
}
