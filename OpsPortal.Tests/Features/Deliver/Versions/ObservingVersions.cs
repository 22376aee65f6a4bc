using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Versions;

public sealed class ObservingVersionsOnSqlite(SqliteDatabase database) : ObservingVersions(database), IClassFixture<SqliteDatabase>;

public sealed class ObservingVersionsOnPostgres(PostgresDatabase database) : ObservingVersions(database), IClassFixture<PostgresDatabase>;

/// <summary>What is seen is kept as the last word of each source, with what it said before, and held against what was approved.</summary>
public abstract class ObservingVersions(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private VersionBench _bench;

    public async ValueTask InitializeAsync() => _bench = await VersionBench.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_but_when_it_was_seen_last()
    {
        Assert.Equal((1, 1), await TakenAsync("2.0.0"));
        Assert.Equal((1, 0), await TakenAsync("2.0.0"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((1, 0), await TakenAsync("2.0.0"));
        var row = Assert.Single(await RowsAsync());
        Assert.Equal((VersionBench.Noon, VersionBench.Noon.AddMinutes(5), "Agent", "2.0.0"), (row.FirstSeen, row.LastSeen, row.Source, row.Component.Version));
        Assert.Equal(["versions.seen"], await _bench.ActsAsync());
    }

    [Fact]
    public async Task Another_version_makes_the_one_before_history_and_what_comes_late_changes_nothing()
    {
        await TakenAsync("2.0.0");
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((1, 1), await TakenAsync("2.1.0"));
        Assert.Equal((1, 0), await TakenAsync("2.0.0", VersionBench.Noon.AddMinutes(3)));
        Assert.Equal([("2.0.0", false), ("2.1.0", true)], (await RowsAsync()).Select(row => (row.Running, row.CurrentKey is not null)));
        var history = Assert.IsType<Outcome<IReadOnlyList<VersionObservation>>.Done>(await _bench.Get<VersionQueries>().HistoryAsync("api", "PRODUCTION", 10, VersionBench.Stopping)).Value;
        Assert.Equal(["2.1.0", "2.0.0"], history.Select(row => row.Running));
    }

    [Fact]
    public async Task Two_instances_may_say_different_things_and_a_complete_report_lets_the_others_go()
    {
        await _bench.ReportAsync(false, Pod("a", "2.0.0"), Pod("b", "2.0.0"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await _bench.ReportAsync(false, Pod("c", "2.1.0"));
        Assert.Equal(["2.0.0", "2.0.0", "2.1.0"], (await _bench.CellAsync()).Observed.Select(fact => fact.Component.Version).Order());
        await _bench.ReportAsync(true, Pod("c", "2.1.0"), Pod("d", "2.1.0"));
        Assert.Equal(["Agent · c 2.1.0", "Agent · d 2.1.0"], (await _bench.CellAsync()).Observed.Select(fact => $"{fact.By} {fact.Component.Version}").Order());
    }

    [Fact]
    public async Task Labels_of_a_container_say_what_is_not_said_otherwise()
    {
        var seen = new VersionSeen("checkout/api", "production") { Labels = new Dictionary<string, string> { ["org.opencontainers.image.version"] = "2.3.0", ["org.opencontainers.image.revision"] = "0123456789ABCDEF", ["other"] = "x" } };
        await _bench.ReportAsync(false, seen, seen with { Environment = "staging", Version = "2.4.0", Labels = new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "r4711" } });
        Assert.Equal([("2.3.0", "0123456789abcdef"), ("2.4.0", "")], (await RowsAsync()).OrderBy(row => row.Running).Select(row => (row.Running, row.Commit)));
    }

    [Fact]
    public async Task What_cannot_be_taken_holds_up_none_of_the_others()
    {
        var taken = Assert.IsType<Outcome<VersionsTaken>.Done>(await _bench.ReportAsync(false, new("nothing", "production", "1"), new VersionSeen("checkout/api", "production", "2.0.0"), new("checkout/api", "nowhere", "1"), new("checkout/api", "production"), new("checkout/api", "production", "1", SeenAt: VersionBench.Noon.AddHours(1)), new("checkout/api", "production", "1", Commit: "zzz"))).Value;
        Assert.Equal(1, taken.Taken);
        Assert.Equal([(0, "notice.invalid-component"), (2, "notice.invalid-environment"), (3, "versions.invalid-missing"), (4, "versions.invalid-time"), (5, "change.invalid-commit")], taken.Refused.Select(one => (one.Index, one.Why.Code)));
        Assert.Equal("notice.invalid-component", (await _bench.ReportAsync(false, new VersionSeen("nothing", "production", "1"))).Refusal?.Code);
        Assert.Equal("versions.invalid-length", (await _bench.ReportAsync(false)).Refusal?.Code);
        Assert.Equal("versions.invalid-length", (await _bench.ReportAsync(false, [.. Enumerable.Repeat(new VersionSeen("checkout/api", "production", "1"), VersionReport.Most + 1)])).Refusal?.Code);
        Assert.Equal("forbidden", (await _bench.Get<TakeVersions>().RunAsync(VersionBench.Olga, new([], false), VersionBench.Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Reports_that_come_at_once_leave_one_last_word()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bench.SeeAsync("2.0.0")));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task The_change_that_was_carried_out_last_is_what_is_approved_and_one_that_was_taken_back_is_not()
    {
        await _bench.ChangedAsync("2.0.0");
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _bench.ChangedAsync("2.1.0");
        Assert.Equal(("CHG-2", "2.1.0"), ((await _bench.CellAsync()).Approved?.By, (await _bench.CellAsync()).Approved?.Component.Version));
        await _bench.MovedAsync(second.Number, ChangeState.BackedOut);
        Assert.Equal("CHG-1", (await _bench.CellAsync()).Approved?.By);
        await _bench.MovedAsync(second.Number, ChangeState.Closed);
        Assert.Equal("CHG-1", (await _bench.CellAsync()).Approved?.By);
        await _bench.ChangedAsync("2.2.0", ChangeState.Implementing);
        Assert.Equal("CHG-3", (await _bench.CellAsync()).Approved?.By);
    }

    [Fact]
    public async Task Deployments_that_others_noticed_count_except_those_past_the_approvals_and_after_a_rollback_the_version_before()
    {
        await _bench.NoticedAsync(NoticeStatus.Succeeded, "2.0.0");
        await _bench.NoticedAsync(NoticeStatus.Succeeded, "6.6.6", rogue: "rogue-change.no-change");
        Assert.Equal("2.0.0", (await _bench.CellAsync()).Deployed?.Component.Version);
        await _bench.NoticedAsync(NoticeStatus.Succeeded, "2.1.0");
        await _bench.NoticedAsync(NoticeStatus.RolledBack, "2.1.0");
        Assert.Equal("2.0.0", (await _bench.CellAsync()).Deployed?.Component.Version);
        await _bench.NoticedAsync(NoticeStatus.RolledBack, "2.1.0", previous: "1.9.0");
        Assert.Equal("1.9.0", (await _bench.CellAsync()).Deployed?.Component.Version);
    }

    [Fact]
    public async Task While_a_deployment_goes_on_a_difference_is_on_its_way()
    {
        await _bench.NoticedAsync(NoticeStatus.Succeeded, "2.0.0");
        await _bench.SeeAsync("2.1.0");
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Alignment.Differs, (await _bench.CellAsync()).Alignment);
        await _bench.NoticedAsync(NoticeStatus.Started, "2.1.0");
        Assert.Equal(Alignment.Settling, (await _bench.CellAsync()).Alignment);
        _bench.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(Alignment.Differs, (await _bench.CellAsync()).Alignment);
    }

    [Fact]
    public async Task The_matrix_is_narrowed_by_word_service_and_state_and_comes_in_pages()
    {
        await _bench.ReportAsync(false, new("checkout/api", "production", "2.0.0"), new("checkout/web", "staging", "3.0.0"), new("orders/orders-db", "production", "17.1"));
        var queries = _bench.Get<VersionQueries>();
        Assert.Equal(["checkout/web"], await ComponentsAsync(new("web STAGING", "", "", [])));
        Assert.Equal(["orders/orders-db"], await ComponentsAsync(new("", "orders", "", [])));
        Assert.Empty(await ComponentsAsync(new("", "", "", [Alignment.Differs])));
        Assert.Empty(await ComponentsAsync(new("", "", "Nobody", [])));
        var first = await queries.PageAsync(VersionFilter.Everything, null, 2, VersionBench.Stopping);
        var second = await queries.PageAsync(VersionFilter.Everything, first.Next, 2, VersionBench.Stopping);
        Assert.Equal(["checkout/api", "checkout/web"], first.Items.Select(cell => cell.Component));
        Assert.Equal("orders/orders-db", Assert.Single(second.Items).Component);
        Assert.Null(second.Next);

        async Task<IEnumerable<string>> ComponentsAsync(VersionFilter filter) => (await queries.CellsAsync(filter, VersionBench.Stopping)).Select(cell => cell.Component);
    }

    [Fact]
    public async Task History_is_forgotten_by_age_and_beyond_its_length()
    {
        await _bench.SeeAsync("0.1");
        _bench.Clock.Advance(TimeSpan.FromDays(91));
        await using (var db = _bench.Open())
        {
            for (var minute = 0; minute < RetainVersions.MostOfPlace + 5; minute++)
            {
                var old = VersionObservation.Begin(new(VersionBench.Api($"1.{minute}"), "production", _bench.Clock.GetUtcNow().AddMinutes(minute - 600), "Other"));
                old.End();
                db.Add(old);
            }

            await db.SaveChangesAsync(VersionBench.Stopping);
        }

        await _bench.SeeAsync("2.0");
        await _bench.RunAsync<RetainVersions>();
        var kept = await RowsAsync();
        Assert.Equal(RetainVersions.MostOfPlace + 1, kept.Count);
        Assert.DoesNotContain(kept, row => row.Running == "0.1");
        Assert.Contains(kept, row => row.Running == "2.0" && row.CurrentKey is not null);
    }

    private static VersionSeen Pod(string name, string version) => new("checkout/api", "production", version, Instance: name);

    private async Task<(int Taken, int Changed)> TakenAsync(string version, DateTimeOffset? at = null) => Assert.IsType<Outcome<VersionsTaken>.Done>(await _bench.SeeAsync(version, at: at)).Value is var taken ? (taken.Taken, taken.Changed) : default;

    private async Task<List<VersionObservation>> RowsAsync()
    {
        await using var db = _bench.Open();
        return await db.Set<VersionObservation>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(VersionBench.Stopping);
    }
}
