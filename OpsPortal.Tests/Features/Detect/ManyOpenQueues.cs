using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Detect;

public sealed class ManyOpenQueuesOnSqlite(SqliteDatabase database) : ManyOpenQueues(database), IClassFixture<SqliteDatabase>;

public sealed class ManyOpenQueuesOnPostgres(PostgresDatabase database) : ManyOpenQueues(database), IClassFixture<PostgresDatabase>;

public abstract class ManyOpenQueues(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Ada = new(PersonId.New(Workbench.Noon), "Ada", "ada@demo.local", Duties.Permit([Duty.Operator]), "");

    private readonly FakeTimeProvider _clock = new(Workbench.Noon);
    private readonly Counted _contexts = new(database.Contexts);
    private Workbench _bench = null!;
    private SharedEventQueries _queue = null!;

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Cost_one_page_and_one_count_for_each_change(int pages)
    {
        var refreshed = new List<Task>();
        var open = Enumerable.Range(0, pages).Select(_ => new PageSubscription(_bench.Feed, _clock, () => Refresh(refreshed), ChangeKind.Events)).ToList();
        for (var change = 0; change < 5; change++)
        {
            _bench.Feed.Publish(ChangeKind.Events);
            _clock.Advance(PageSubscription.SlowestPace);
            await Task.WhenAll(refreshed);
        }

        open.ForEach(page => page.Dispose());
        Assert.Equal(5 * pages, refreshed.Count);
        Assert.Equal(5 * 2, _contexts.Opened);
    }

    [Fact]
    public async Task Keep_the_same_beat_in_a_storm_however_they_were_opened()
    {
        var refreshed = new List<Task>();
        var open = new List<PageSubscription>();
        for (var i = 0; i < 40; i++)
        {
            open.Add(new(_bench.Feed, _clock, () => Refresh(refreshed), ChangeKind.Events));
            _bench.Feed.Publish(ChangeKind.Events);
            _clock.Advance(TimeSpan.FromMilliseconds(17));
        }

        await Task.WhenAll(refreshed);
        (_contexts.Opened, var began) = (0, refreshed.Count);
        for (var at = 0; at < 5000; at += 25)
        {
            _bench.Feed.Publish(ChangeKind.Events);
            _clock.Advance(TimeSpan.FromMilliseconds(25));
            await Task.WhenAll(refreshed);
        }

        open.ForEach(page => page.Dispose());
        Assert.InRange(refreshed.Count - began, 40 * 19, 40 * 21);
        Assert.InRange(_contexts.Opened, 2 * 19, 2 * 21);
    }

    [Fact]
    public async Task Show_ones_own_act_at_once()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        Assert.Equal(EventState.Prioritised, Assert.Single((await PageAsync()).Items).State);
        await new AcknowledgeEvent(_bench.Acts).RunAsync(Ada, new(1), TestContext.Current.CancellationToken);
        Assert.Equal(EventState.Investigating, Assert.Single((await PageAsync()).Items).State);
        Assert.Equal("Ada", Assert.Single(await _queue.RowsAsync([new(1)], TestContext.Current.CancellationToken)).Owner);
    }

    [Fact]
    public async Task Never_show_one_persons_events_to_another()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        await new AcknowledgeEvent(_bench.Acts).RunAsync(Ada, new(1), TestContext.Current.CancellationToken);
        Assert.Single((await PageAsync(new() { Owner = Ada.Person })).Items);
        Assert.Empty((await PageAsync(new() { Owner = PersonId.New(Workbench.Noon) })).Items);
        Assert.Empty((await PageAsync(new() { Priorities = [Priority.P5] })).Items);
        Assert.Single((await PageAsync(new() { Priorities = [Priority.P1] })).Items);
    }

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _bench = await Workbench.StartAsync(database.Contexts);
        _queue = new(new(_contexts, _clock), new(_bench.Feed, _clock));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task Refresh(List<Task> refreshed)
    {
        var one = Task.WhenAll(PageAsync(), _queue.CountAsync(new(), 10_000, CancellationToken.None));
        refreshed.Add(one);
        return one;
    }

    private Task<Page<EventRow>> PageAsync(EventFilter? filter = null) => _queue.PageAsync(filter ?? new(), null, 100, CancellationToken.None);

    private sealed class Counted(IDbContextFactory<OpsDb> contexts) : IDbContextFactory<OpsDb>
    {
        public int Opened { get; set; }

        public OpsDb CreateDbContext()
        {
            Opened++;
            return contexts.CreateDbContext();
        }
    }
}
