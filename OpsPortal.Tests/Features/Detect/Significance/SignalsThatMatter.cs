using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Peers;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Domain.Detect.Significance.Given;

namespace OpsPortal.Tests.Features.Detect.Significance;

/// <summary>The signal path asks the rules: what matters becomes an event, what does not is kept with the reason.</summary>
public abstract class SignalsThatMatter(TestDatabase database)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_that_matters_is_an_event_and_one_that_does_not_is_kept_with_the_reason()
    {
        await using var bench = await StartAsync();
        await bench.SendAsync(Record("disk failed", severity: "error"), Record("session opened"));
        var raised = Assert.Single(await bench.EventsAsync());
        Assert.Equal(("disk failed", Condition.Firing, EventType.Exception), (raised.Title, raised.Condition, raised.Type));
        Assert.Equal([(true, "disk failed"), (false, "session opened")], (await LogAsync()).Select(judged => (judged.IsSignificant, judged.Signal.Text)));
    }

    [Fact]
    public async Task A_rule_names_the_type_and_the_priority_of_its_event_and_the_event_names_the_rule()
    {
        var rule = Rule(1, "Robots", Filter(matchers: "alertname=\"Robot\""));
        (rule.Type, rule.Priority) = (EventType.Informational, Priority.P5);
        await using var bench = await StartAsync(rule);
        await bench.SendAsync(bench.Firing("Robot"));
        var raised = Assert.Single(await bench.EventsAsync());
        Assert.Equal((EventType.Informational, Priority.P5, rule.Id), (raised.Type, raised.Priority, raised.Rule));
    }

    [Fact]
    public async Task An_alert_that_does_not_matter_is_kept_once_while_it_fires()
    {
        await using var bench = await StartAsync(Rule(1, "Watchdog", Filter(matchers: "alertname=\"Watchdog\""), significant: false));
        for (var minute = 0; minute < 5; minute++)
        {
            await bench.SendAsync(bench.Firing("Watchdog"));
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(await bench.EventsAsync());
        Assert.Equal("Watchdog", Assert.Single(await LogAsync()).RuleName);
        await bench.SendAsync(bench.Over("Watchdog"));
        await bench.SendAsync(bench.Firing("Watchdog"));
        Assert.Equal(2, (await LogAsync()).Count);
    }

    [Fact]
    public async Task What_a_rule_has_counted_outlasts_a_restart()
    {
        await using var bench = await StartAsync(Rule(1, "Failed logins", Filter("failed"), Count(3, 10, "host")));
        await bench.SendAsync(Record("failed"), Record("failed"));
        Assert.Empty(await bench.EventsAsync());
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.RestartAsync();
        await bench.SendAsync(Record("failed"));
        Assert.Equal("Failed logins: web-1", Assert.Single(await bench.EventsAsync()).Title);
    }

    [Fact]
    public async Task What_was_seen_once_is_not_new_after_a_restart()
    {
        await using var bench = await StartAsync(Rule(1, "New host", Filter("hello"), new(TestKind.FirstSeen, TimeSpan.FromDays(1), By: ["host"])));
        await bench.SendAsync(Record("hello"));
        await Waiting.UntilAsync(async () =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await using var db = database.Open();
            return await db.Set<StoredGroup>().AnyAsync(Stopping);
        }, () => "the group is not stored");
        await bench.RestartAsync();
        await bench.SendAsync(Record("hello"));
        Assert.Equal([true, false], (await LogAsync()).Select(judged => judged.IsSignificant));
    }

    [Fact]
    public async Task A_silence_is_an_event_that_the_next_signal_clears()
    {
        await using var bench = await StartAsync(Rule(1, "Backup silent", Filter("backup"), new(TestKind.Absence, TimeSpan.FromHours(1))));
        await bench.SendAsync(Record("backup"));
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.Path.ExpireAsync(Stopping);
        Assert.Equal(Condition.Firing, Assert.Single(await bench.EventsAsync()).Condition);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.Path.ExpireAsync(Stopping);
        await bench.SendAsync(Record("backup"));
        Assert.Equal(Condition.Cleared, Assert.Single(await bench.EventsAsync()).Condition);
    }

    [Fact]
    public async Task Each_rule_tells_how_many_signals_it_judged()
    {
        var rule = Rule(1, "Failed logins", Filter("failed"), Count(2, 10));
        await using var bench = await StartAsync(rule);
        await bench.SendAsync(Record("failed"), Record("failed"), Record("other"));
        await Waiting.UntilAsync(async () =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await using var db = database.Open();
            var counts = await db.Set<RuleCount>().AsNoTracking().ToDictionaryAsync(count => count.Rule, count => (count.Signals, count.Significant), Stopping);
            return counts.GetValueOrDefault(rule.Id) == (2, 1) && counts.GetValueOrDefault(Guid.Empty) == (1, 0);
        }, () => "the counts are not stored");
    }

    private async Task<Workbench> StartAsync(params SignificanceRule[] rules)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<SignificanceRule>().ExecuteDeleteAsync(Stopping);
            await db.Set<SignalPage>().ExecuteDeleteAsync(Stopping);
            await db.Set<StoredGroup>().ExecuteDeleteAsync(Stopping);
            await db.Set<RuleCount>().ExecuteDeleteAsync(Stopping);
            db.AddRange(rules);
            await db.SaveChangesAsync(Stopping);
        }

        return await Workbench.StartAsync(database.Contexts);
    }

    private async Task<List<JudgedSignal>> LogAsync()
    {
        await using var db = database.Open();
        var log = new List<JudgedSignal>();
        await foreach (var judged in SignalLog.SinceAsync(db, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Stopping)) log.Add(judged);
        return log;
    }
}

public sealed class SignalsThatMatterOnSqlite(SqliteDatabase database) : SignalsThatMatter(database), IClassFixture<SqliteDatabase>;

public sealed class SignalsThatMatterOnPostgres(PostgresDatabase database) : SignalsThatMatter(database), IClassFixture<PostgresDatabase>;
