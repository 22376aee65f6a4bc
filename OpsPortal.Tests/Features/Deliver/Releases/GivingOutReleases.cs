using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.DeliverBench;

namespace OpsPortal.Tests.Features.Deliver.Releases;

public sealed class GivingOutReleasesOnSqlite(SqliteDatabase database) : GivingOutReleases(database), IClassFixture<SqliteDatabase>;

public sealed class GivingOutReleasesOnPostgres(PostgresDatabase database) : GivingOutReleases(database), IClassFixture<PostgresDatabase>;

/// <summary>From a plan to users who have it: kept, decided by two, audited, and told apart from what only runs.</summary>
public abstract class GivingOutReleases(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private ReleaseBench _bench;

    public async ValueTask InitializeAsync() => _bench = await ReleaseBench.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_says_go_and_another_releases_it_and_its_switch_is_on_for_everybody()
    {
        var number = await _bench.PlannedAsync();
        Assert.Equal("release.not-deployed", (await GoAsync("Ann", number)).Refusal?.Code);
        await _bench.DeployedAsync();
        Assert.Null((await GoAsync("Ann", number)).Refusal);
        Assert.Equal("release.same-person", (await PublishAsync("Ann", number)).Refusal?.Code);
        Assert.Null((await PublishAsync("Bob", number)).Refusal);
        var view = await _bench.ViewAsync(number);
        Assert.Equal((ReleaseState.Released, Availability.Released, "Ann", new SwitchRule(true, SwitchRule.Everybody, []).ToString()), (view.Row.State, view.Row.Availability, view.Release.DecidedBy?.Name, view.Switch?.Rule.ToString()));
        Assert.Equal([ReleaseEntryKind.Planned, ReleaseEntryKind.Moved, ReleaseEntryKind.Moved, ReleaseEntryKind.Switched], view.Timeline.Select(entry => entry.Kind));
        Assert.Equal(["release.planned", "release.go-refused", "release.go", "release.released-refused", "release.released"], await _bench.ActsAsync(number.ToString()));
    }

    [Fact]
    public async Task Withdrawn_its_switch_is_off_and_keeps_whom_it_was_set_for()
    {
        var number = await _bench.ReleasedAsync();
        Assert.Null((await _bench.SetAsync("Ann", new(true, 2500, ["staff"]))).Refusal);
        Assert.Null((await _bench.Get<DecideOnRelease>().WithdrawAsync(_bench["Ann"], number, "Cards are refused", Stopping)).Refusal);
        var view = await _bench.ViewAsync(number);
        Assert.Equal((ReleaseState.Withdrawn, Availability.Withdrawn, false, 2500), (view.Row.State, view.Row.Availability, view.Switch?.Rule.IsOn, view.Switch?.Rule.Share));
        Assert.Null((await _bench.Get<ReplanRelease>().PlanAgainAsync(_bench["Rita"], number, "Repaired", Stopping)).Refusal);
        Assert.Equal(Availability.DeployedNotReleased, (await _bench.ViewAsync(number)).Row.Availability);
    }

    [Fact]
    public async Task Tasks_are_kept_with_their_owner_who_may_end_them_without_the_right_to_change_releases()
    {
        var number = await _bench.PlannedAsync();
        var mia = _bench["Mia"].Actor.Person!.Value;
        Assert.Equal("forbidden", (await AddAsync("Mia", number, mia)).Refusal?.Code);
        Assert.Equal("release.invalid-owner", (await AddAsync("Rita", number, new(Guid.CreateVersion7(_bench.Now)))).Refusal?.Code);
        Assert.Null((await AddAsync("Rita", number, mia)).Refusal);
        Assert.Null((await AddAsync("Rita", number, _bench["Ann"].Actor.Person!.Value)).Refusal);
        var tasks = _bench.Get<ReleaseTasks>();
        Assert.Equal("forbidden", (await tasks.EndAsync(_bench["Mia"], number, 2, "done", waived: false, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await tasks.EndAsync(_bench["Mia"], number, 1, "no need", waived: true, Stopping)).Refusal?.Code);
        Assert.Null((await tasks.EndAsync(_bench["Mia"], number, 1, "Mail of Monday", waived: false, Stopping)).Refusal);
        Assert.Null((await tasks.GiveAsync(_bench["Rita"], number, 2, mia, Stopping)).Refusal);
        var view = await _bench.ViewAsync(number);
        Assert.Equal([("Mail customers", "Mia", "Mail of Monday", false), ("Mail customers", "Mia", "", true)], view.Release.Tasks.Select(task => (task.Title, task.OwnerName, task.Note, task.IsOpen)));
        Assert.Equal((1, 2), (view.Row.OpenTasks, view.Row.Tasks));
        Assert.Null((await tasks.ReopenAsync(_bench["Mia"], number, 1, "The wrong list", Stopping)).Refusal);
        Assert.Equal(2, (await _bench.ViewAsync(number)).Row.OpenTasks);
    }

    [Fact]
    public async Task An_edit_of_what_somebody_else_changed_is_refused_and_opens_the_decision_otherwise()
    {
        var number = await _bench.GoneAsync();
        var seen = (await _bench.ViewAsync(number)).Row.Version;
        var edit = _bench.Get<EditRelease>();
        Assert.Equal("release.changed-meanwhile", (await edit.RunAsync(_bench["Rita"], number, _bench.Draft with { Title = "Other cards" }, seen - 1, Stopping)).Refusal?.Code);
        Assert.Null((await edit.RunAsync(_bench["Rita"], number, _bench.Draft with { Title = "Other cards" }, seen, Stopping)).Refusal);
        var view = await _bench.ViewAsync(number);
        Assert.Equal((ReleaseState.Planned, "Other cards", null), (view.Row.State, view.Row.Title, view.Release.DecidedBy));
    }

    [Fact]
    public async Task Two_acts_at_the_same_moment_are_both_carried_out_one_after_the_other()
    {
        var number = await _bench.PlannedAsync();
        var comment = _bench.Get<CommentOnRelease>();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(at => comment.RunAsync(_bench["Rita"], number, $"Comment {at}", Stopping)));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(3, (await _bench.ViewAsync(number)).Timeline.Count(entry => entry.Kind == ReleaseEntryKind.Noted));
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing()
    {
        var number = await _bench.GoneAsync();
        Assert.Equal("forbidden", (await _bench.Get<PlanRelease>().RunAsync(_bench["Mia"], _bench.Draft, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await GoAsync("Rita", number)).Refusal?.Code);
        Assert.Equal("forbidden", (await PublishAsync("Olga", number)).Refusal?.Code);
        Assert.Equal("forbidden", (await _bench.Get<DecideOnRelease>().WithdrawAsync(_bench["Rita"], number, "x", Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await GoAsync("Ann", new(999_999))).Refusal?.Code);
    }

    [Fact]
    public async Task What_runs_is_what_was_last_said_of_each_environment()
    {
        var number = await _bench.PlannedAsync();
        await _bench.DeployedAsync("2.0.4");
        await _bench.DeployedAsync("2.1.0", "staging");
        Assert.Equal("NotDeployed: 2.0.4 production-eu, 2.1.0 staging", Shown(await _bench.ViewAsync(number)));
        _bench.Pass(TimeSpan.FromMinutes(1));
        await _bench.DeployedAsync();
        await _bench.DeployedAsync("2.2.0", status: NoticeStatus.Failed);
        Assert.Equal("DeployedNotReleased: 2.1.0 production-eu, 2.1.0 staging", Shown(await _bench.ViewAsync(number)));
        _bench.Pass(TimeSpan.FromMinutes(1));
        await _bench.DeployedAsync("2.1.0", status: NoticeStatus.RolledBack, before: "2.0.4");
        Assert.Equal("NotDeployed: 2.0.4 production-eu, 2.1.0 staging", Shown(await _bench.ViewAsync(number)));

        static string Shown(ReleaseView view) => $"{view.Contents[0].Availability}: {string.Join(", ", view.Contents[0].Runs.Select(one => $"{one.Version.Version} {one.Environment}"))}";
    }

    [Fact]
    public async Task A_version_that_another_release_gave_out_is_released()
    {
        await _bench.ReleasedAsync();
        var second = await _bench.ViewAsync(await _bench.PlannedAsync(_bench.Draft with { Title = "The same again" }));
        Assert.Equal((Availability.Released, Availability.DeployedNotReleased), (second.Contents[0].Availability, second.Row.Availability));
    }

    [Fact]
    public async Task They_are_listed_newest_first_page_by_page_and_narrowed()
    {
        var numbers = new List<ReleaseNumber>();
        for (var at = 0; at < 5; at++) numbers.Add(await _bench.PlannedAsync(_bench.Draft with { Title = $"Release {at}" }));
        Assert.Null((await _bench.Get<ReplanRelease>().CancelAsync(_bench["Rita"], numbers[0], "Not this year", Stopping)).Refusal);
        var (queries, filter, found, cursor) = (_bench.Get<ReleaseQueries>(), new ReleaseFilter { Text = _bench.Switch, States = [ReleaseState.Planned] }, new List<ReleaseNumber>(), (string?)null);
        do
        {
            var page = await queries.PageAsync(filter, cursor, 3, Stopping);
            found.AddRange(page.Items.Select(row => row.Number));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(numbers.Skip(1).Reverse(), found);
        Assert.Equal(4, await queries.CountAsync(filter, 100, Stopping));
        Assert.Equal(numbers[2], Assert.Single((await queries.PageAsync(new() { Text = numbers[2].ToString() }, null, 10, Stopping)).Items).Number);
        Assert.Equal([numbers[3]], (await queries.RowsAsync([numbers[3]], Stopping)).Select(row => row.Number));
    }

    private Task<Outcome<Release>> GoAsync(string who, ReleaseNumber number) => _bench.Get<DecideOnRelease>().GoAsync(_bench[who], number, "Looks right", Stopping);

    private Task<Outcome<Release>> PublishAsync(string who, ReleaseNumber number) => _bench.Get<DecideOnRelease>().PublishAsync(_bench[who], number, Stopping);

    private Task<Outcome<Release>> AddAsync(string who, ReleaseNumber number, PersonId owner) =>
        _bench.Get<ReleaseTasks>().AddAsync(_bench[who], number, new(ReleaseTaskKind.Communication, "Mail customers", owner, null), Stopping);
}
