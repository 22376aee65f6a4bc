using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Versions;

public sealed class WatchingVersionsOnSqlite(SqliteDatabase database) : WatchingVersions(database), IClassFixture<SqliteDatabase>;

public sealed class WatchingVersionsOnPostgres(PostgresDatabase database) : WatchingVersions(database), IClassFixture<PostgresDatabase>;

/// <summary>What runs without approval for longer than the quiet period is a rogue change: told once, looked at by a person, over by itself.</summary>
public abstract class WatchingVersions(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private VersionBench _bench;

    public async ValueTask InitializeAsync() => _bench = await VersionBench.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public async Task A_difference_counts_after_the_quiet_period(int minutes, int found)
    {
        await _bench.ChangedAsync("2.0.0");
        await _bench.SeeAsync("6.6.6");
        await AfterAsync(minutes);
        Assert.Equal(found, (await _bench.DifferencesAsync()).Count);
        Assert.Equal(found, (await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task It_is_told_once_however_often_it_is_looked_for_and_is_over_by_itself_when_the_approved_version_runs_again()
    {
        await RogueAsync();
        await AfterAsync(5);
        await AfterAsync(5);
        var difference = Assert.Single(await _bench.DifferencesAsync());
        Assert.Equal(("6.6.6", "2.0.0", "CHG-1", "rogue-change.other-version", "Agent", true, null), (difference.Running, difference.Expected, difference.ExpectedBy, difference.Code, difference.Source, difference.IsProduction, difference.OverAt));
        var told = Assert.Single(await _bench.EventsAsync());
        Assert.Equal(("RogueVersion", "critical", "6.6.6", Condition.Firing), (told.Labels["alertname"], told.Labels["severity"], told.Labels["version"], told.Condition));
        Assert.Contains("was not approved", told.Annotations["summary"], StringComparison.Ordinal);
        await _bench.SeeAsync("2.0.0");
        await AfterAsync(1);
        Assert.Equal(_bench.Clock.GetUtcNow(), Assert.Single(await _bench.DifferencesAsync()).OverAt);
        Assert.NotEqual(Condition.Firing, Assert.Single(await _bench.EventsAsync()).Condition);
        Assert.Equal(["version.rogue", "version.aligned"], (await _bench.ActsAsync()).Where(act => act.StartsWith("version.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_is_over_too_when_the_version_is_approved_after_all()
    {
        await RogueAsync();
        await _bench.ChangedAsync("6.6.6");
        await AfterAsync(1);
        Assert.NotNull(Assert.Single(await _bench.DifferencesAsync()).OverAt);
    }

    [Fact]
    public async Task While_nothing_is_seen_or_a_change_goes_on_nobody_knows_and_it_lasts()
    {
        await RogueAsync();
        await AfterAsync(60 * 25);
        Assert.Null(Assert.Single(await _bench.DifferencesAsync()).OverAt);
        await _bench.SeeAsync("6.6.6");
        await _bench.ChangedAsync("2.1.0", ChangeState.Implementing);
        await AfterAsync(1);
        Assert.Null(Assert.Single(await _bench.DifferencesAsync()).OverAt);
    }

    [Fact]
    public async Task Another_rogue_version_ends_the_first_and_is_told_for_itself()
    {
        await RogueAsync();
        await _bench.SeeAsync("7.7.7");
        await AfterAsync(31);
        Assert.Equal([("6.6.6", false), ("7.7.7", true)], (await _bench.DifferencesAsync()).Select(one => (one.Running, one.OverAt is null)));
        Assert.Equal(2, (await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task What_was_there_when_the_portal_began_to_look_is_shown_without_an_event_and_a_change_of_it_is_rogue()
    {
        await _bench.SeeAsync("1.0.0");
        await AfterAsync(31);
        Assert.True(Assert.Single(await _bench.DifferencesAsync()).IsAsFound);
        Assert.Empty(await _bench.EventsAsync());
        await _bench.SeeAsync("1.1.0");
        await AfterAsync(31);
        Assert.Equal([("1.0.0", true), ("1.1.0", false)], (await _bench.DifferencesAsync()).Select(one => (one.Running, one.IsAsFound)));
        Assert.Equal("1.1.0", Assert.Single(await _bench.EventsAsync()).Labels["version"]);
    }

    [Fact]
    public async Task A_person_who_may_looks_at_it_once_with_a_reason_and_it_lasts_until_it_is_over()
    {
        await RogueAsync();
        var (desk, id) = (_bench.Get<DifferenceDesk>(), Assert.Single(await _bench.DifferencesAsync()).Id);
        Assert.Equal("forbidden", (await desk.LookAtAsync(VersionBench.Agent, id, "x", VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await desk.LookAtAsync(VersionBench.Rosa with { Person = null }, id, "x", VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("version-difference.invalid-reason", (await desk.LookAtAsync(VersionBench.Rosa, id, "  ", VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await desk.LookAtAsync(VersionBench.Rosa, id + 1, "x", VersionBench.Stopping)).Refusal?.Code);
        Assert.Single((await desk.PageAsync([DifferenceState.Unseen], null, 10, VersionBench.Stopping)).Items);
        Assert.Null((await desk.LookAtAsync(VersionBench.Rosa, id, "A hand on the wrong cluster", VersionBench.Stopping)).Refusal);
        Assert.Equal("version-difference.looked-at", (await desk.LookAtAsync(VersionBench.Olga, id, "x", VersionBench.Stopping)).Refusal?.Code);
        Assert.Empty((await desk.PageAsync([DifferenceState.Unseen], null, 10, VersionBench.Stopping)).Items);
        var seen = Assert.Single((await desk.PageAsync([DifferenceState.Open], null, 10, VersionBench.Stopping)).Items);
        Assert.Equal(("Rosa", "A hand on the wrong cluster"), (seen.LookedAtBy, seen.Reason));
        Assert.Contains("version.looked-at", await _bench.ActsAsync());
        await AfterAsync(5);
        Assert.Single(await _bench.DifferencesAsync());
    }

    /// <summary>2.0.0 was approved and 6.6.6 has run in production for longer than the quiet period.</summary>
    private async Task RogueAsync()
    {
        await _bench.ChangedAsync("2.0.0");
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.SeeAsync("6.6.6");
        await AfterAsync(31);
        Assert.Single(await _bench.DifferencesAsync());
    }

    private Task AfterAsync(int minutes)
    {
        _bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return _bench.RunAsync<WatchVersions>();
    }
}
