using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Live;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Maintenance;

public sealed class SilencingEventsOnSqlite(SqliteDatabase database) : SilencingEvents(database), IClassFixture<SqliteDatabase>;

public sealed class SilencingEventsOnPostgres(PostgresDatabase database) : SilencingEvents(database), IClassFixture<PostgresDatabase>;

/// <summary>What a silence does to events that are open already, and who may set one.</summary>
public abstract class SilencingEvents(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Ada = new(null, "Ada", "ada@demo.local", new HashSet<string> { Permissions.SilencesWrite }, "");
    private static readonly Actor Reader = new(null, "Rita", "rita@demo.local", new HashSet<string> { Permissions.SilencesRead }, "");

    [AllowNull] private Workbench _bench;
    [AllowNull] private ReapplySilences _reapply;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private SetSilence Set => new(database.Contexts, _bench.Silences, _bench.Feed, _bench.Clock);

    private ExpireSilence Expire => new(database.Contexts, _bench.Silences, _bench.Feed, _bench.Clock);

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _bench = await Workbench.StartAsync(database.Contexts);
        _reapply = new(database.Contexts, new(_bench.Silences, _bench.Windows), _bench.Feed, _bench.Clock, NullLogger<ReapplySilences>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _reapply?.Dispose();
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_open_event_is_suppressed_when_a_silence_is_set_and_comes_back_when_it_is_ended()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"), _bench.Firing("CpuHot"));
        var id = await SetAsync(Draft("DiskFull"));
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", (Guid?)id, Standing.Suppressed), ("CpuHot", null, Standing.Active)], await SuppressionAsync());

        await Expire.RunAsync(Ada, id, Stopping);
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", null, Standing.Active), ("CpuHot", null, Standing.Active)], await SuppressionAsync());
        var first = (await _bench.EventsAsync())[0].Number;
        Assert.Equal([EntryKind.Suppressed, EntryKind.Unsuppressed], (await _bench.TimelineAsync(first)).Where(kind => kind is EntryKind.Suppressed or EntryKind.Unsuppressed));
    }

    [Fact]
    public async Task A_silence_takes_hold_when_it_begins_and_lets_go_when_it_ends()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        var id = await SetAsync(Draft("DiskFull") with { StartsAt = Workbench.Noon.AddMinutes(10), EndsAt = Workbench.Noon.AddMinutes(20) });
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", null, Standing.Active)], await SuppressionAsync());

        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", (Guid?)id, Standing.Suppressed)], await SuppressionAsync());

        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", null, Standing.Active)], await SuppressionAsync());
    }

    [Fact]
    public async Task A_new_event_is_born_suppressed_where_a_silence_covers_it()
    {
        var id = await SetAsync(Draft("DiskFull"));
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        Assert.Equal([("DiskFull", (Guid?)id, Standing.Suppressed)], await SuppressionAsync());
    }

    [Fact]
    public async Task An_event_stays_with_its_silence_while_another_covers_it_too()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        var first = await SetAsync(Draft("DiskFull"));
        await _reapply.RunAsync(Stopping);
        var second = await SetAsync(Draft("DiskFull") with { EndsAt = Workbench.Noon.AddDays(9) });
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", (Guid?)first, Standing.Suppressed)], await SuppressionAsync());

        await Expire.RunAsync(Ada, first, Stopping);
        await _reapply.RunAsync(Stopping);
        Assert.Equal([("DiskFull", (Guid?)second, Standing.Suppressed)], await SuppressionAsync());
    }

    [Fact]
    public async Task Thousands_of_open_events_are_gone_through_to_the_last()
    {
        await _bench.SendAsync([.. Enumerable.Range(0, 2300).Select(i => _bench.Firing($"Disk{i}"))]);
        await SetAsync(Draft("Disk.*", MatchKind.Regex));
        await _reapply.RunAsync(Stopping);
        Assert.All(await _bench.EventsAsync(), e => Assert.Equal(Standing.Suppressed, e.Standing));
    }

    [Fact]
    public async Task Running_again_without_a_change_touches_nothing()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        await SetAsync(Draft("DiskFull"));
        await _reapply.RunAsync(Stopping);
        var version = _bench.Feed.Version(ChangeKind.Events);
        for (var i = 0; i < 3; i++) await _reapply.RunAsync(Stopping);
        Assert.Equal(version, _bench.Feed.Version(ChangeKind.Events));
        Assert.Single(await _bench.TimelineAsync((await _bench.EventsAsync())[0].Number), kind => kind == EntryKind.Suppressed);
    }

    [Fact]
    public async Task Setting_changing_and_ending_are_audited_with_before_and_after()
    {
        var id = await SetAsync(Draft("DiskFull"));
        Assert.Equal(id, await SetAsync(Draft("DiskFull") with { Comment = "it takes longer" }, id));
        await Expire.RunAsync(Ada, id, Stopping);
        await Expire.RunAsync(Ada, id, Stopping);

        await using var db = database.Open();
        var acts = await db.Audit.OrderBy(entry => entry.Sequence).ToListAsync(Stopping);
        Assert.Equal(["silence.created", "silence.updated", "silence.expired"], acts.Select(act => act.Act));
        Assert.All(acts, act => Assert.Equal(("Ada", $"silence {id}"), (act.Actor, act.Object)));
        Assert.Contains("planned work", acts[1].Before, StringComparison.Ordinal);
        Assert.Contains("it takes longer", acts[1].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_is_refused()
    {
        var id = await SetAsync(Draft("DiskFull"));
        Assert.Equal("forbidden", (await Set.RunAsync(Reader, null, Draft("CpuHot"), Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await Expire.RunAsync(Reader, id, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task What_cannot_be_a_silence_is_refused()
    {
        var sound = Draft("DiskFull");
        Assert.Equal("silence.not-found", (await Set.RunAsync(Ada, Guid.CreateVersion7(Workbench.Noon), sound, Stopping)).Refusal?.Code);
        Assert.Equal("silence.not-found", (await Expire.RunAsync(Ada, Guid.CreateVersion7(Workbench.Noon), Stopping)).Refusal?.Code);
        foreach (var (draft, code) in new[]
                 {
                     (sound with { StartsAt = sound.EndsAt }, "silence.starts-after-end"),
                     (sound with { StartsAt = Workbench.Noon.AddDays(-2), EndsAt = Workbench.Noon.AddDays(-1) }, "silence.ends-in-past"),
                     (sound with { Matchers = [] }, "silence.no-matchers"),
                     (sound with { Matchers = [.. Enumerable.Repeat(sound.Matchers[0], 101)] }, "silence.too-many-matchers"),
                     (Draft(".*", MatchKind.Regex), "silence.matches-everything"),
                     (Draft(new string('x', 5000)), "silence.bad-matcher"),
                     (sound with { Comment = new string('x', 5000) }, "silence.text-too-long"),
                     (sound with { CreatedBy = new string('x', 5000) }, "silence.text-too-long"),
                 })
            Assert.Equal(code, (await Set.RunAsync(Ada, null, draft, Stopping)).Refusal?.Code);
    }

    private static SilenceDraft Draft(string alertname, MatchKind kind = MatchKind.Equal) => new(
        [Assert.IsType<Outcome<Matcher>.Done>(Matcher.Create("alertname", kind, alertname)).Value], Workbench.Noon, Workbench.Noon.AddHours(2), "ada", "planned work");

    private async Task<Guid> SetAsync(SilenceDraft draft, Guid? id = null) => Assert.IsType<Outcome<Guid>.Done>(await Set.RunAsync(Ada, id, draft, Stopping)).Value;

    private async Task<List<(string Name, Guid? Silence, Standing Standing)>> SuppressionAsync() =>
        [.. (await _bench.EventsAsync()).Select(e => (e.Labels["alertname"], e.SuppressedBy, e.Standing))];
}
