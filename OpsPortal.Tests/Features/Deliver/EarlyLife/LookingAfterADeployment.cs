using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.EarlyLife.EarlyLifeBench;

namespace OpsPortal.Tests.Features.Deliver.EarlyLife;

/// <summary>What came to users is looked after until its criteria hold, or somebody answers for ending it.</summary>
public abstract class LookingAfterADeployment(TestDatabase database)
{
    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task Begins_with_a_deployment_to_production_whose_process_names_it()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.SucceededAsync(bench.Plan);
        var view = await bench.ViewAsync(number);
        Assert.Equal(("Olga", "Ann,Bob", 1, 3, false), (view.Row.Owner, string.Join(',', view.Support.Terms.Roster.Select(one => one.Name)), view.Row.Day, view.Row.Days, view.Support.IsOver));
        Assert.Equal(["early-life.began"], (await bench.House.ActsAsync(number.ToString())).Where(act => act.StartsWith("early-life", StringComparison.Ordinal)));
        Assert.Contains((await bench.House.Get<EarlyLifeQueries>().RunningAsync(new("checkout"), Stopping)), row => row.Deployment == number);
        Assert.Equal("early-life.exists", (await bench.House.Get<BeginEarlyLife>().RunAsync(bench.House["Olga"], number, bench.Draft(), Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Does_not_begin_with_one_to_staging()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.UnderWayAsync(bench.Plan);
        await bench.SetUpAsync(new(bench.Deployments.Environment, Tier.Staging), new("live", Tier.Production));
        await bench.FinishAsync(number);
        Assert.Null(await bench.FindAsync(number));
    }

    [Fact]
    public async Task Who_is_gone_since_the_process_was_written_is_stood_in_for_by_whoever_deployed()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.SucceededAsync(bench.Plan with { Owner = "gone@example.org", Roster = ["A team that is no more"], Thresholds = [new("MON-999999", 1)] });
        var view = await bench.ViewAsync(number);
        Assert.Equal(("Olga", "Olga", 0), (view.Row.Owner, Assert.Single(view.Support.Terms.Roster).Name, view.Support.Tightened.Count));
        Assert.Contains("No longer here: A team that is no more, gone@example.org", Assert.Single(view.Timeline).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_only_when_its_time_is_over_and_every_criterion_holds()
    {
        await using var bench = await StartAsync(database);
        var (acts, olga) = (bench.House.Get<EarlyLifeActs>(), bench.House["Olga"]);
        var number = await bench.SucceededAsync();
        DeliverBench.Done(await bench.House.Get<BeginEarlyLife>().RunAsync(olga, number, bench.Draft(), Stopping));
        Assert.Equal("early-life.too-early", (await acts.EndAsync(olga, number, Stopping)).Refusal?.Code);
        var incident = await bench.InterruptedAsync();
        bench.House.Clock.Advance(TimeSpan.FromDays(3));
        await bench.FollowAsync();
        var view = await bench.ViewAsync(number);
        Assert.Equal((true, 1, incident.ToString()), (view.Row.IsOverdue, view.Row.Met, Assert.Single(view.Facts.OpenIncidents)));
        Assert.Equal("early-life.not-met", (await acts.EndAsync(olga, number, Stopping)).Refusal?.Code);
        await bench.RestoredAsync(incident);
        DeliverBench.Done(await acts.ShowAsync(olga, number, TakenOver, "Handover of Tuesday", Stopping));
        var ended = DeliverBench.Done(await acts.EndAsync(olga, number, Stopping));
        Assert.Equal((true, "", 3), (ended.IsOver, ended.Decision, (await bench.ViewAsync(number)).Row.Met));
        Assert.Equal([EarlyLifeEntryKind.Began, EarlyLifeEntryKind.Shown, EarlyLifeEntryKind.Turned, EarlyLifeEntryKind.Turned, EarlyLifeEntryKind.Ended], (await bench.ViewAsync(number)).Timeline.Select(entry => entry.Kind).Order());
        Assert.Equal(3, (await bench.MailsAsync(number)).Count(mail => mail.Subject.EndsWith("has ended", StringComparison.Ordinal)));
        Assert.Contains("early-life.ended-refused", await bench.House.ActsAsync(number.ToString()));
    }

    [Fact]
    public async Task A_decision_ends_it_early_and_keeps_what_was_left_open()
    {
        await using var bench = await StartAsync(database);
        var acts = bench.House.Get<EarlyLifeActs>();
        var number = await bench.SucceededAsync(bench.Plan);
        Assert.Equal(Refusals.ForbiddenCode, (await acts.EndByDecisionAsync(bench.House["Mia"], number, "Enough", Stopping)).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await acts.ShowAsync(bench.House["Mia"], number, TakenOver, "Seen", Stopping)).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await bench.House.Get<BeginEarlyLife>().RunAsync(bench.House["Mia"], number, bench.Draft(), Stopping)).Refusal?.Code);
        Assert.Equal("early-life.text-missing", (await acts.EndByDecisionAsync(bench.House["Bob"], number, " ", Stopping)).Refusal?.Code);
        DeliverBench.Done(await acts.EndByDecisionAsync(bench.House["Bob"], number, "It is replaced tomorrow", Stopping));
        var view = await bench.ViewAsync(number);
        Assert.Equal(("Bob", "It is replaced tomorrow"), (view.Support.EndedBy, view.Support.Decision));
        Assert.Contains(TakenOver, Assert.Single(view.Support.LeftOpen), StringComparison.Ordinal);
        Assert.Equal(EarlyLifeEntryKind.Decided, view.Timeline[^1].Kind);
    }

    [Fact]
    public async Task Of_two_who_end_it_at_once_one_does()
    {
        await using var bench = await StartAsync(database);
        var acts = bench.House.Get<EarlyLifeActs>();
        var number = await bench.SucceededAsync(bench.Plan);
        var both = await Task.WhenAll(acts.EndByDecisionAsync(bench.House["Ann"], number, "Enough", Stopping), acts.EndByDecisionAsync(bench.House["Bob"], number, "Enough", Stopping));
        Assert.Equal([null, "early-life.over"], both.Select(outcome => outcome.Refusal?.Code).Order());
        Assert.Single((await bench.ViewAsync(number)).Timeline, entry => entry.Kind == EarlyLifeEntryKind.Decided);
    }

    [Fact]
    public async Task Of_two_who_begin_it_at_once_one_does()
    {
        await using var bench = await StartAsync(database);
        var begin = bench.House.Get<BeginEarlyLife>();
        var number = await bench.SucceededAsync();
        var both = await Task.WhenAll(begin.RunAsync(bench.House["Ann"], number, bench.Draft(), Stopping), begin.RunAsync(bench.House["Bob"], number, bench.Draft(), Stopping));
        Assert.Equal([null, "early-life.exists"], both.Select(outcome => outcome.Refusal?.Code).Order());
    }

    [Fact]
    public async Task Each_day_is_told_once_and_after_a_long_stop_only_the_day_it_is()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.SucceededAsync(bench.Plan);
        await bench.FollowAsync();
        await bench.FollowAsync();
        Assert.Equal(3, (await bench.MailsAsync(number)).Count);
        Assert.Equal(("Ann", false), (Assert.Single((await bench.ViewAsync(number)).Told).StandsBy, (await bench.ViewAsync(number)).Row.IsOverdue));
        bench.House.Clock.Advance(TimeSpan.FromHours(25));
        bench.Deployments.Later(TimeSpan.FromHours(25));
        await bench.Deployments.RestartAsync();
        await bench.FollowAsync();
        await bench.FollowAsync();
        Assert.Equal(6, (await bench.MailsAsync(number)).Count);
        bench.House.Clock.Advance(TimeSpan.FromDays(7));
        await bench.FollowAsync();
        await bench.FollowAsync();
        var mails = await bench.MailsAsync(number);
        Assert.Equal(9, mails.Count);
        Assert.Equal(3, mails.Count(mail => mail.Subject.EndsWith("overdue", StringComparison.Ordinal)));
        var told = (await bench.ViewAsync(number)).Told;
        Assert.Equal([(9, true), (2, false), (1, false)], told.Select(day => (day.Day, day.IsOverdue)));
    }

    [Fact]
    public async Task What_a_person_names_has_to_be_there()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.SucceededAsync();
        var begin = bench.House.Get<BeginEarlyLife>();
        Assert.Equal("early-life.invalid-person", (await begin.RunAsync(bench.House["Ann"], number, bench.Draft() with { Owner = default }, Stopping)).Refusal?.Code);
        Assert.Equal("early-life.invalid-roster", (await begin.RunAsync(bench.House["Ann"], number, bench.Draft() with { Roster = [] }, Stopping)).Refusal?.Code);
        Assert.Equal("early-life.invalid-monitor", (await begin.RunAsync(bench.House["Ann"], number, bench.Draft(new TightenedValue("MON-999999", 1)), Stopping)).Refusal?.Code);
        Assert.Equal("early-life.invalid-criterion", (await begin.RunAsync(bench.House["Ann"], number, bench.Draft() with { Criteria = [] }, Stopping)).Refusal?.Code);
        Assert.Equal("early-life.not-succeeded", (await begin.RunAsync(bench.House["Ann"], await bench.UnderWayAsync(), bench.Draft(), Stopping)).Refusal?.Code);
    }
}

public sealed class LookingAfterADeploymentOnSqlite(SqliteDatabase database) : LookingAfterADeployment(database), IClassFixture<SqliteDatabase>;

public sealed class LookingAfterADeploymentOnPostgres(PostgresDatabase database) : LookingAfterADeployment(database), IClassFixture<PostgresDatabase>;
