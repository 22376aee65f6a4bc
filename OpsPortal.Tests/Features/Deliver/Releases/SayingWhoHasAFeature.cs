using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Features.Deliver.Releases.Switches;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.DeliverBench;

namespace OpsPortal.Tests.Features.Deliver.Releases;

public sealed class SayingWhoHasAFeatureOnSqlite(SqliteDatabase database) : SayingWhoHasAFeature(database), IClassFixture<SqliteDatabase>;

public sealed class SayingWhoHasAFeatureOnPostgres(PostgresDatabase database) : SayingWhoHasAFeature(database), IClassFixture<PostgresDatabase>;

/// <summary>Switches: set with a reason by those who decide, turned off by more, and answered from memory that is never behind.</summary>
public abstract class SayingWhoHasAFeature(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private ReleaseBench _bench;

    public async ValueTask InitializeAsync() => _bench = await ReleaseBench.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Before_the_release_is_out_pilots_can_have_it_and_a_share_cannot()
    {
        var number = await _bench.PlannedAsync();
        Assert.Equal("switch.not-released", (await _bench.SetAsync("Ann", new(true, 100, []))).Refusal?.Code);
        Assert.Equal("release.text-missing", (await _bench.SetAsync("Ann", new(true, 0, ["pilots"]), " ")).Refusal?.Code);
        Assert.Equal("switch.invalid-share", (await _bench.SetAsync("Ann", new(false, 10_001, []))).Refusal?.Code);
        Assert.Null((await _bench.SetAsync("Ann", new(true, 0, ["pilots"]), "Ten people try it")).Refusal);
        var view = await _bench.ViewAsync(number);
        Assert.Equal(("On for pilots", "Ten people try it", number), (view.Switch?.Rule.ToString(), view.Switch?.ChangedWhy, view.Switch?.Release));
        Assert.Equal("On for pilots. Ten people try it", view.Timeline.Last(entry => entry.Kind == ReleaseEntryKind.Switched).Text);
        Assert.Equal(["switch.set"], await _bench.ActsAsync(_bench.Switch));
    }

    [Fact]
    public async Task Whoever_may_change_releases_turns_it_off_and_does_no_more()
    {
        await _bench.ReleasedAsync();
        Assert.Equal("forbidden", (await _bench.SetAsync("Rita", new(true, 500, []))).Refusal?.Code);
        Assert.Equal("forbidden", (await _bench.SetAsync("Rita", new(false, SwitchRule.Everybody, ["friends"]))).Refusal?.Code);
        Assert.Equal("forbidden", (await _bench.SetAsync("Mia", new(false, SwitchRule.Everybody, []))).Refusal?.Code);
        Assert.Null((await _bench.SetAsync("Rita", new(false, SwitchRule.Everybody, []), "It does harm")).Refusal);
        Assert.Equal("forbidden", (await _bench.SetAsync("Rita", new(true, SwitchRule.Everybody, []))).Refusal?.Code);
        Assert.Equal("not-found", (await _bench.Get<SwitchDesk>().SetAsync(_bench["Ann"], "no-such", SwitchRule.Off, "x", null, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task What_somebody_else_set_meanwhile_is_not_overwritten()
    {
        await _bench.ReleasedAsync();
        var seen = (await _bench.Get<SwitchQueries>().FindAsync(_bench.Switch, Stopping))!.Version;
        Assert.Null((await _bench.SetAsync("Ann", new(true, 500, []), seen: seen)).Refusal);
        Assert.Equal("switch.changed-meanwhile", (await _bench.SetAsync("Bob", new(true, 700, []), seen: seen)).Refusal?.Code);
    }

    [Fact]
    public async Task The_next_answer_after_a_change_knows_of_it_and_without_one_nothing_is_read()
    {
        var number = await _bench.PlannedAsync();
        using var book = _bench.Get<SwitchBook>();
        Assert.False(await HasAsync(book));
        Assert.Null((await _bench.SetAsync("Ann", new(true, 0, ["pilots"]))).Refusal);
        Assert.True(await HasAsync(book));
        var reads = book.Reads;
        for (var at = 0; at < 100; at++) await HasAsync(book);
        Assert.Equal(reads, book.Reads);
        Assert.Equal(number.ToString(), (await book.NowAsync(Stopping)).ByKey[_bench.Switch].Release);

        // Another node, of which the feed of this one does not hear.
        _bench.Pass(SwitchBook.GoodFor);
        await HasAsync(book);
        Assert.Equal(reads + 1, book.Reads);
    }

    [Fact]
    public async Task They_are_listed_by_key_page_by_page_with_the_release_each_belongs_to()
    {
        var number = await _bench.PlannedAsync();
        foreach (var more in new[] { "-a", "-b", "-c" }) await _bench.PlannedAsync(_bench.Draft with { Switch = _bench.Switch + more });
        var (queries, keys, cursor) = (_bench.Get<SwitchQueries>(), new List<string>(), (string?)null);
        do
        {
            var page = await queries.PageAsync(_bench.Switch, cursor, 3, Stopping);
            keys.AddRange(page.Items.Select(row => row.Key));
            if (cursor is null) Assert.Equal(number, page.Items[0].Release);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal([_bench.Switch, $"{_bench.Switch}-a", $"{_bench.Switch}-b", $"{_bench.Switch}-c"], keys);
    }

    private async Task<bool> HasAsync(SwitchBook book)
    {
        var feature = (await book.NowAsync(Stopping)).ByKey[_bench.Switch];
        return SwitchAnswer.Of(feature.Key, feature.Rule, new("ada", ["Pilots"])).Value;
    }
}
