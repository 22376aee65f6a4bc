using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Acts;
using OpsPortal.Features.Detect.Correlation.Jobs;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Features.Detect.Correlation.Queries;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Peers;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Correlation;

/// <summary>Events of one cause are one row of the queue, and people have the last word.</summary>
public abstract class OneRowForOneCause(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Dana = new(new(Guid.Parse("0193a000-0000-7000-8000-000000000001")), "Dana", "dana@demo.local", Duties.Permit([Duty.ServiceDesk]), "");

    private Workbench _bench = null!;
    private GroupBook _groups = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private GroupDesk Desk => new(database.Contexts, _groups, _bench.Feed, _bench.Clock);

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<KeptGroup>().ExecuteDeleteAsync();
            await db.Set<PersonsWord>().ExecuteDeleteAsync();
            await db.Set<LearnedCompanions>().ExecuteDeleteAsync();
            foreach (var (key, needs) in ((string, string[])[])[("database", []), ("orders", ["database"]), ("payments", ["database"]), ("checkout", ["orders", "payments"]), ("mail", [])])
                db.Add(Service.From(new() { Key = new(key), Name = key, Dependencies = [.. needs.Select(need => new Dependency(new(need), DependencyKind.Calls))] }, Workbench.Noon));
            await db.SaveChangesAsync();
        }

        _bench = await Workbench.StartAsync(database.Contexts);
        await _bench.Catalogue.RefreshAsync(Stopping);
        _groups = Book();
    }

    public async ValueTask DisposeAsync()
    {
        _groups.Dispose();
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_failing_database_is_the_one_row_and_what_needs_it_stands_behind()
    {
        await SendAsync(("checkout", "SlowCheckout"), ("orders", "OrdersFail"), ("payments", "PaymentsFail"), ("database", "DatabaseDown"), ("mail", "QueueLong"));
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(["DatabaseDown", "QueueLong"], (await QueueAsync()).Select(row => row.Title).Order());
        var lead = Assert.Single(await QueueAsync(), row => row.Members == 3);
        var group = await new GroupQueries(database.Contexts).ReadAsync(lead, 10, Stopping);
        Assert.NotNull(group);
        Assert.Equal(("DatabaseDown", "database", Grounds.Topology, 3), (group.Lead.Title, group.Cause, group.Grounds, group.First.Count));
        Assert.Contains("database fails since 12:00:00 UTC and is upstream of the other 3 failing services", group.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resolving_the_one_row_resolves_those_behind_it_where_that_is_asked_for(bool withThoseBehind)
    {
        await SendAsync(("checkout", "SlowCheckout"), ("orders", "OrdersFail"), ("payments", "PaymentsFail"), ("database", "DatabaseDown"), ("mail", "QueueLong"));
        await _groups.RefreshAsync(Stopping);
        var lead = Assert.Single(await QueueAsync(), row => row.Members == 3);
        var (behind, resolve) = (new List<EventNumber>(), new ResolveEvent(_bench.Acts, database.Contexts));
        Assert.IsType<Outcome<Event>.Done>(withThoseBehind ? await resolve.WithThoseBehindAsync(Dana, lead.Number, "Failed over", behind, Stopping) : await resolve.RunAsync(Dana, lead.Number, "Failed over", Stopping));
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(withThoseBehind ? 3 : 0, behind.Count);
        Assert.Equal(withThoseBehind, await QueueAsync() is [{ Title: "QueueLong" }]);

        // What was resolved stays so while its source goes on saying the same.
        await SendAsync(("orders", "OrdersFail"), ("payments", "PaymentsFail"));
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(withThoseBehind, await QueueAsync() is [{ Title: "QueueLong" }]);
    }

    [Fact]
    public async Task Signals_in_any_order_and_however_often_groups_were_made_in_between_lead_to_the_same_rows()
    {
        (string, string)[] storm = [("checkout", "SlowCheckout"), ("orders", "OrdersFail"), ("payments", "PaymentsFail"), ("database", "DatabaseDown"), ("mail", "QueueLong")];
        await SendAsync(storm);
        await _groups.RefreshAsync(Stopping);
        var expected = await ShapeAsync();
        for (var turn = 1; turn < storm.Length; turn++)
        {
            await DisposeAsync();
            await InitializeAsync();
            foreach (var signal in storm.Skip(turn).Concat(storm.Take(turn)))
            {
                await SendAsync(signal);
                await _groups.RefreshAsync(Stopping);
            }

            Assert.Equal(expected, await ShapeAsync());
        }
    }

    [Fact]
    public async Task When_the_lead_is_over_the_next_stands_for_the_rest_and_whoever_worked_it_works_on()
    {
        await SendAsync(("orders", "OrdersFail"), ("database", "DatabaseDown"), ("checkout", "SlowCheckout"));
        await _groups.RefreshAsync(Stopping);
        var lead = Assert.Single(await QueueAsync());
        Assert.Null((await _bench.Acts.RunAsync(Dana, lead.Number, null, "event.acknowledged", (found, now) => found.Acknowledge(Dana, now), Stopping)).Refusal);
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await _bench.SendAsync(Signal("database", "DatabaseDown") with { StartsAt = Workbench.Noon, EndsAt = _bench.Clock.GetUtcNow() });
        await _groups.RefreshAsync(Stopping);
        var next = Assert.Single(await QueueAsync());
        Assert.Equal(("OrdersFail", 1, "Dana", EventState.Investigating), (next.Title, next.Members, next.Owner, next.State));
    }

    [Fact]
    public async Task A_graver_event_that_comes_later_is_never_hidden_and_waits_for_somebody()
    {
        await SendAsync("warning", ("database", "DatabaseSlow"), ("orders", "OrdersSlow"));
        await _groups.RefreshAsync(Stopping);
        Assert.Equal("DatabaseSlow", Assert.Single(await QueueAsync()).Title);
        await SendAsync("critical", ("checkout", "CheckoutDown"));
        await _groups.RefreshAsync(Stopping);
        var row = Assert.Single(await QueueAsync());
        Assert.Equal(("CheckoutDown", 2, EventState.Prioritised), (row.Title, row.Members, row.State));
    }

    [Fact]
    public async Task What_a_person_calls_not_related_has_its_own_row_now_and_when_it_comes_again()
    {
        await SendAsync(("database", "DatabaseDown"), ("orders", "OrdersFail"), ("checkout", "SlowCheckout"));
        await _groups.RefreshAsync(Stopping);
        var orders = (await _bench.EventsAsync()).Single(e => e.Title == "OrdersFail");
        Assert.Null((await new PartEvent(Desk).RunAsync(Dana, orders.Number, Stopping)).Refusal);
        Assert.Equal(["DatabaseDown", "OrdersFail"], (await QueueAsync()).Select(row => row.Title).Order());
        Assert.Equal("group.already-apart", (await new PartEvent(Desk).RunAsync(Dana, orders.Number, Stopping)).Refusal?.Code);

        _bench.Clock.Advance(TimeSpan.FromDays(2));
        await _bench.Path.ExpireAsync(Stopping);
        await SendAsync(("database", "DatabaseDown"), ("orders", "OrdersFail"));
        await RestartAsync();
        Assert.Equal(["DatabaseDown", "OrdersFail"], (await QueueAsync()).Select(row => row.Title).Order());

        var again = (await QueueAsync()).Single(row => row.Title == "OrdersFail");
        Assert.Equal("Dana", (await new GroupQueries(database.Contexts).AloneAsync(again, Stopping))?.By);
        Assert.Null((await new RejoinEvent(Desk).RunAsync(Dana, again.Number, Stopping)).Refusal);
        Assert.Equal("DatabaseDown", Assert.Single(await QueueAsync()).Title);
    }

    [Fact]
    public async Task What_a_person_merges_is_one_row_and_undone_it_is_two_again()
    {
        await SendAsync(("database", "DatabaseDown"), ("mail", "QueueLong"));
        await _groups.RefreshAsync(Stopping);
        var numbers = (await QueueAsync()).Select(row => row.Number).ToArray();
        Assert.Equal(2, numbers.Length);
        Assert.Null((await new MergeEvents(Desk).RunAsync(Dana, numbers, Stopping)).Refusal);
        var group = await new GroupQueries(database.Contexts).ReadAsync(Assert.Single(await QueueAsync()), 10, Stopping);
        Assert.Equal((Grounds.Person, 1), (group!.Grounds, group.Members));
        Assert.Contains(EntryKind.Merged, await _bench.TimelineAsync(numbers[0]));
        Assert.Null((await new UnmergeEvents(Desk).RunAsync(Dana, numbers, Stopping)).Refusal);
        Assert.Equal(2, (await QueueAsync()).Count);
    }

    [Fact]
    public async Task Merging_is_refused_in_words_where_it_cannot_be()
    {
        await SendAsync(("database", "DatabaseDown"), ("mail", "QueueLong"));
        var events = await _bench.EventsAsync();
        await _bench.SendAsync(Signal("mail", "QueueLong") with { EndsAt = _bench.Clock.GetUtcNow() });
        Assert.Equal("group.too-few", (await new MergeEvents(Desk).RunAsync(Dana, [events[0].Number, events[0].Number], Stopping)).Refusal?.Code);
        Assert.Equal("EVT-2 is Resolved; only open events are grouped.", (await new MergeEvents(Desk).RunAsync(Dana, [new(1), new(2)], Stopping)).Refusal?.Message);
        Assert.Equal("not-found", (await new MergeEvents(Desk).RunAsync(Dana, [new(1), new(99)], Stopping)).Refusal?.Code);
        var reader = Dana with { Permissions = Duties.Permit([Duty.Developer]) };
        Assert.Equal(Refusals.ForbiddenCode, (await new MergeEvents(Desk).RunAsync(reader, [new(1), new(2)], Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_snoozed_lead_leaves_the_others_in_sight_and_takes_its_place_when_it_wakes()
    {
        await SendAsync(("database", "DatabaseDown"), ("orders", "OrdersFail"), ("checkout", "SlowCheckout"));
        await _groups.RefreshAsync(Stopping);
        var lead = Assert.Single(await QueueAsync()).Number;
        await _bench.Acts.RunAsync(Dana, lead, null, "event.snoozed", (found, now) => found.Snooze(now.AddHours(1), Dana, now), Stopping);
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(("OrdersFail", 1), Assert.Single(await QueueAsync()) is var row ? (row.Title, row.Members) : default);
        await _bench.Acts.RunAsync(Dana, lead, null, "event.woken", (found, now) => found.Wake(Dana, now), Stopping);
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(("DatabaseDown", 2), Assert.Single(await QueueAsync()) is var back ? (back.Title, back.Members) : default);
    }

    [Fact]
    public async Task What_stands_behind_a_row_is_found_by_its_words()
    {
        await SendAsync(("database", "DatabaseDown"), ("orders", "OrdersFail"));
        await _groups.RefreshAsync(Stopping);
        var queries = new EventQueries(database.Contexts, _bench.Clock);
        Assert.Empty((await queries.PageAsync(new() { Text = "OrdersFail" }, null, 10, Stopping)).Items);
        Assert.Equal("OrdersFail", Assert.Single((await queries.PageAsync(new() { Text = "OrdersFail", Standings = [Standing.Active, Standing.Grouped] }, null, 10, Stopping)).Items).Title);
        Assert.Equal(2, (await queries.PageAsync(new() { Group = new(1), Standings = [.. EventLifecycle.Open] }, null, 10, Stopping)).Items.Count);
    }

    [Fact]
    public async Task A_restart_finds_the_groups_as_they_were_and_writes_nothing()
    {
        await SendAsync(("database", "DatabaseDown"), ("orders", "OrdersFail"), ("checkout", "SlowCheckout"));
        await _groups.RefreshAsync(Stopping);
        var before = await ShapeAsync();
        await RestartAsync();
        var version = _bench.Feed.Version(OpsPortal.Live.ChangeKind.Events);
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(before, await ShapeAsync());
        Assert.Equal(version, _bench.Feed.Version(OpsPortal.Live.ChangeKind.Events));
    }

    [Fact]
    public async Task What_has_often_come_together_is_one_row_though_no_service_says_so()
    {
        for (var day = 0; day < 8; day++)
        {
            await _bench.SendAsync(Stray("BackupLate", "a"), Stray("TapeJammed", "b"));
            _bench.Clock.Advance(TimeSpan.FromDays(1.1));
            await _bench.Path.ExpireAsync(Stopping);
        }

        await _bench.SendAsync(Stray("BackupLate", "a"), Stray("TapeJammed", "b"));
        await _groups.RefreshAsync(Stopping);
        Assert.Equal(2, (await QueueAsync()).Count);
        await new LearnCompanions(database.Contexts, _bench.Clock, NullLogger<LearnCompanions>.Instance).RunAsync(Stopping);
        await _groups.RefreshAsync(Stopping);
        var group = await new GroupQueries(database.Contexts).ReadAsync(Assert.Single(await QueueAsync()), 10, Stopping);
        Assert.Equal(Grounds.CoOccurrence, group!.Grounds);
    }

    private async Task RestartAsync()
    {
        _groups.Dispose();
        _groups = Book();
        await _groups.RefreshAsync(Stopping);
    }

    private GroupBook Book() => new(database.Contexts, _bench.Catalogue, _bench.Feed, _bench.Clock, NullLogger<GroupBook>.Instance);

    private Task SendAsync(params (string Service, string Name)[] signals) => SendAsync("critical", signals);

    private async Task SendAsync(string severity, params (string Service, string Name)[] signals) =>
        Assert.Equal(Taken.Stored, await _bench.SendAsync([.. signals.Select(signal => Signal(signal.Service, signal.Name, severity))]));

    private Signal Signal(string service, string name, string severity = "critical") => _bench.Firing(name, severity, name) with
    {
        Labels = LabelSet.From(("alertname", name), ("severity", severity), ("service", service), ("instance", $"{service}-1:9100")),
        EndsAt = _bench.Clock.GetUtcNow().AddHours(1),
    };

    private Signal Stray(string name, string host) => _bench.Firing(name, "critical", name) with { Labels = LabelSet.From(("alertname", name), ("severity", "critical"), ("instance", host)) };

    private async Task<IReadOnlyList<EventRow>> QueueAsync() => (await new EventQueries(database.Contexts, _bench.Clock).PageAsync(new(), null, 100, Stopping)).Items;

    /// <summary>Who stands behind whom, by name.</summary>
    private async Task<IReadOnlyList<(string Lead, string Member)>> ShapeAsync()
    {
        var events = await _bench.EventsAsync();
        return [.. events.Where(e => e.IsOpen).Select(e => (events.SingleOrDefault(lead => lead.Number == e.Lead)?.Title ?? "", e.Title)).Order()];
    }
}

public sealed class OneRowForOneCauseOnSqlite(SqliteDatabase database) : OneRowForOneCause(database), IClassFixture<SqliteDatabase>;

public sealed class OneRowForOneCauseOnPostgres(PostgresDatabase database) : OneRowForOneCause(database), IClassFixture<PostgresDatabase>;
