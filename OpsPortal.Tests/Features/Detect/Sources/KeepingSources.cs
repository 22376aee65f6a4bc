using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Jobs;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Sources;

/// <summary>Sources on a real database: how they are set up, what is kept of their traffic, and what their silence leads to.</summary>
public abstract class KeepingSources(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Olga = new(PersonId.New(Workbench.Noon), "Olga", "olga@demo.local", Permissions.All, "");
    private Workbench _bench = null!;
    private SourceLedger _ledger = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private SourceActs Acts => new(database.Contexts, _bench.Feed, _bench.Clock);

    private SourceQueries Queries => new(database.Contexts, _ledger, _bench.Clock);

    private LedgerWriter Writer => new(_ledger, database.Contexts, _bench.Feed, _bench.Clock, NullLogger<LedgerWriter>.Instance);

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<SourceSample>().ExecuteDeleteAsync(Stopping);
            await db.Set<SourceMinute>().ExecuteDeleteAsync(Stopping);
            await db.Set<IntakeSource>().ExecuteDeleteAsync(Stopping);
        }

        _bench = await Workbench.StartAsync(database.Contexts);
        _ledger = new(_bench.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Silence_beyond_the_heartbeat_is_one_event_that_clears_when_the_source_speaks()
    {
        await AddAsync("beating");
        await ChangeAsync("beating", TimeSpan.FromMinutes(1));
        await LookAsync();
        Assert.Empty(await _bench.EventsAsync());

        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 3; i++) await LookAsync();
        var e = Assert.Single(await _bench.EventsAsync());
        Assert.Equal(("portal", Condition.Firing, "Source beating has fallen silent", 1), (e.Source, e.Condition, e.Title, e.Count));
        Assert.Equal(SourceState.Silent, (await Queries.AllAsync(Stopping)).Single().State);

        _ledger.Spoke("beating");
        await LookAsync();
        Assert.Equal(Condition.Cleared, Assert.Single(await _bench.EventsAsync()).Condition);
    }

    [Fact]
    public async Task When_it_last_spoke_outlives_a_restart()
    {
        await AddAsync("beating");
        await ChangeAsync("beating", TimeSpan.FromMinutes(5));
        _bench.Clock.Advance(TimeSpan.FromMinutes(4));
        _ledger.Spoke("beating");
        await Writer.WriteAsync(Stopping);
        _ledger = new(_bench.Clock);
        _bench.Clock.Advance(TimeSpan.FromMinutes(4));
        await LookAsync();
        Assert.Empty(await _bench.EventsAsync());
    }

    [Fact]
    public async Task Switching_it_off_ends_the_event()
    {
        await AddAsync("beating");
        await ChangeAsync("beating", TimeSpan.FromMinutes(1));
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await LookAsync();
        await ChangeAsync("beating", TimeSpan.FromMinutes(1), enabled: false);
        await LookAsync();
        Assert.Equal(Condition.Cleared, Assert.Single(await _bench.EventsAsync()).Condition);
    }

    [Fact]
    public async Task Only_the_last_of_everything_is_kept_and_every_minute_is_counted()
    {
        await AddAsync("busy");
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 30; i++) _ledger.Took("busy", [_bench.Firing($"A{round}-{i}")]);
            for (var i = 0; i < 30; i++) _ledger.Refused("busy", "malformed", "no", System.Text.Encoding.UTF8.GetBytes($"{{\"password\":\"hunter2\",\"n\":\"{round}-{i}\"}}"));
            await Writer.WriteAsync(Stopping);
            _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var story = (await Queries.OneAsync("busy", Stopping))!;
        Assert.Equal((20, 50, 120L, 120L), (story.Signals.Count, story.Errors.Count, story.Minutes.Sum(minute => minute.Signals), story.Row.Errors));
        Assert.Contains(story.Signals[0].Signal.Labels, label => label.Value == "A3-29");
        Assert.All(story.Errors, error => Assert.DoesNotContain("hunter2", error.Body, StringComparison.Ordinal));
        Assert.Equal(60, story.Minutes.Count);
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_revoked_with_its_source_and_all_is_audited()
    {
        var first = await AddAsync("keyed");
        Assert.StartsWith("ops_", first.Key, StringComparison.Ordinal);
        var second = Done(await new RotateSourceKey(Acts).RunAsync(Olga, "keyed", Stopping));
        Assert.NotEqual(first.Key, second.Key);
        Done(await new RemoveSource(Acts).RunAsync(Olga, "keyed", Stopping));
        await using var db = database.Open();
        Assert.All(await db.ApiKeys.Where(key => key.Name == "Source keyed").ToListAsync(Stopping), key => Assert.NotNull(key.RevokedAt));
        Assert.Equal(["source.added", "source.key-rotated", "source.removed"], await db.Audit.OrderBy(act => act.Sequence).Select(act => act.Act).ToListAsync(Stopping));
        Assert.DoesNotContain(await db.Audit.ToListAsync(Stopping), act => act.After.Contains(second.Key, StringComparison.Ordinal));
        await db.ApiKeys.Where(key => key.Name == "Source keyed").ExecuteDeleteAsync(Stopping);
    }

    [Fact]
    public async Task Whoever_may_not_is_refused_and_so_are_bad_names_twins_and_old_versions()
    {
        await AddAsync("mine");
        var nobody = Olga with { Permissions = new HashSet<string>() };
        Assert.Equal(Refusals.ForbiddenCode, (await new AddSource(Acts, _bench.Clock).RunAsync(nobody, "x", SourceKind.Json, "", Stopping)).Refusal?.Code);
        foreach (var (name, code) in ((string, string)[])[("Mine", "source.name-invalid"), ("", "source.name-invalid"), ("mine", "source.name-taken"), ("portal", "source.name-reserved")])
            Assert.Equal(code, (await new AddSource(Acts, _bench.Clock).RunAsync(Olga, name, SourceKind.Json, "", Stopping)).Refusal?.Code);
        Assert.Equal("source.changed-meanwhile", (await new ChangeSource(Acts).RunAsync(Olga, "mine", 99, "", true, null, Stopping)).Refusal?.Code);
        Assert.Equal("source.heartbeat-out-of-bounds", (await new ChangeSource(Acts).RunAsync(Olga, "mine", 0, "", true, TimeSpan.FromSeconds(1), Stopping)).Refusal?.Code);
        Assert.Equal("source.mapping-invalid", (await new SaveMapping(Acts).RunAsync(Olga, "mine", 0, new JsonMapping(), Stopping)).Refusal?.Code);
    }

    private async Task<NewSourceKey> AddAsync(string name) => Done(await new AddSource(Acts, _bench.Clock).RunAsync(Olga, name, SourceKind.Json, "ops", Stopping));

    private async Task ChangeAsync(string name, TimeSpan heartbeat, bool enabled = true)
    {
        await using var db = database.Open();
        var version = (await db.Set<IntakeSource>().AsNoTracking().SingleAsync(source => source.Name == name, Stopping)).Version;
        Done(await new ChangeSource(Acts).RunAsync(Olga, name, version, "ops", enabled, heartbeat, Stopping));
    }

    private Task LookAsync() => new NoticeSilentSources(database.Contexts, _bench.Path, _ledger, _bench.Feed, _bench.Clock).RunAsync(Stopping);

    private static T Done<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Done>(outcome).Value;
}

public sealed class KeepingSourcesOnSqlite(SqliteDatabase database) : KeepingSources(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingSourcesOnPostgres(PostgresDatabase database) : KeepingSources(database), IClassFixture<PostgresDatabase>;
