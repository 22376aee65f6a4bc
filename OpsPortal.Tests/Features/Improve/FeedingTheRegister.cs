using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.Improve.Improvements.Feeds;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Improve.ImproveBench;

namespace OpsPortal.Tests.Features.Improve;

public sealed class FeedingTheRegisterOnSqlite(SqliteDatabase database) : FeedingTheRegister(database), IClassFixture<SqliteDatabase>;

public sealed class FeedingTheRegisterOnPostgres(PostgresDatabase database) : FeedingTheRegister(database), IClassFixture<PostgresDatabase>;

/// <summary>What happens elsewhere fills the register, each finding once, with the value before.</summary>
public abstract class FeedingTheRegister(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private ImproveBench _bench;
    private long _incidents;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_rule_over_its_budget_is_found_once_and_again_only_in_a_later_week()
    {
        for (var hour = 0; hour < 7; hour++) await _bench.EventAsync(_bench.Now.AddDays(-9).AddHours(hour), Unworked);
        await _bench.RunAsync<CountNoise>();
        Assert.Equal(1, Done(await FeedAsync()));
        Assert.Equal(0, Done(await FeedAsync()));
        var one = Assert.Single(await _bench.RegisterAsync());
        Assert.Equal((ImprovementSource.NoisyRule, "DiskFull raises more noise than it may", 7.0, MeasureKind.NoiseOfRule), (one.Source, one.Title, one.Measure?.Before?.Value, one.Measure?.Kind));
        Done(await _bench.Get<WorkOnImprovement>().DismissAsync(Olga, one.Number, "Known", Stopping));
        Assert.Equal(0, Done(await FeedAsync()));

        // Monday comes, and it is as noisy again.
        _bench.Monitors.Clock.Advance(TimeSpan.FromDays(2));
        for (var minute = 0; minute < 8; minute++) await _bench.EventAsync(_bench.Now.AddHours(-5).AddMinutes(minute), Unworked);
        await _bench.RunAsync<CountNoise>();
        Assert.Equal(1, Done(await FeedAsync()));
        var again = (await _bench.RegisterAsync()).Single(found => found.Number != one.Number);
        Assert.Equal((15.0, _bench.Now), (again.Measure?.Before?.Value, again.Measure?.Before?.Until));
        Assert.Equal("improvement.open-already", (await _bench.Get<WorkOnImprovement>().ReopenAsync(Olga, one.Number, "Again", Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Lessons_are_entered_once_ever_and_an_incident_speaks_for_its_events()
    {
        var told = await _bench.EventAsync(_bench.Now.AddDays(-3), Worked, priority: Priority.P1);
        await _bench.EventAsync(_bench.Now.AddDays(-2), Worked, priority: Priority.P2);
        await _bench.EventAsync(_bench.Now.AddDays(-1), Worked, priority: Priority.P3);
        var number = await IncidentAsync(_bench.Now.AddDays(-3).AddMinutes(1), told, incident =>
        {
            Done(incident.Resolve(ResolutionCode.Fixed, "Disk", Olga, incident.OpenedAt.AddHours(1)));
            Done(incident.Close("Watch the growth", 0, Olga, incident.OpenedAt.AddHours(2)));
        });
        Done(await FeedAsync());
        var all = await _bench.RegisterAsync();
        Assert.Equal([$"Lesson of {number}: Shop is down", "Lesson of EVT-2: DiskFull"], all.Where(one => one.Source == ImprovementSource.Lesson).Select(one => one.Title));
        Assert.Equal((1.0, "shop"), (all[0].Measure?.Before?.Value, all[0].Measure?.About));
        foreach (var one in all) Done(await _bench.Get<WorkOnImprovement>().DismissAsync(Olga, one.Number, "Done already", Stopping));
        Assert.Equal(0, Done(await FeedAsync()));
    }

    [Fact]
    public async Task Failed_deployments_and_rework_are_found_by_service_and_measured_before_and_after()
    {
        await NoticeAsync("1.0", NoticeStatus.Failed, 5);
        await NoticeAsync("1.0", NoticeStatus.RolledBack, 4);
        await NoticeAsync("1.1", NoticeStatus.RolledBack, 3);
        await NoticeAsync("1.2", NoticeStatus.Succeeded, 2, "INC-7");
        Done(await FeedAsync());
        var all = await _bench.RegisterAsync();
        Assert.Equal([("Deployments of checkout fail", 2.0), ("Deployments of checkout repair what incidents showed", 1.0)], all.Where(one => one.Service == "checkout").Select(one => (one.Title, one.Measure!.Before!.Value)));
        var (work, failed) = (_bench.Get<WorkOnImprovement>(), all.Single(one => one.Source == ImprovementSource.FailedDeployment).Number);
        Done(await work.TakeOnAsync(Olga, failed, Stopping));
        Done(await work.FinishAsync(Olga, failed, "Tested first", Stopping));
        _bench.Monitors.Clock.Advance(TimeSpan.FromDays(10));
        await NoticeAsync("1.3", NoticeStatus.Failed, 1);
        Assert.Equal(1, Done(await FeedAsync()));
        _bench.Monitors.Clock.Advance(TimeSpan.FromDays(18));
        await _bench.RunAsync<MeasureEffects>();
        await _bench.RunAsync<MeasureEffects>();
        var view = (await _bench.Get<ImprovementQueries>().ViewAsync(failed, Stopping))!;
        Assert.Equal((2.0, 1.0, true), (view.Improvement.Measure?.Before?.Value, view.Improvement.Measure?.After?.Value, view.Improvement.Measure?.IsBetter));
        Assert.Single(view.Timeline, entry => entry.Kind == ImprovementEntryKind.Measured);
        Assert.Equal(["improvement.entered", "improvement.taken-on", "improvement.done", "improvement.effect-measured"], (await _bench.ActsAsync(failed.ToString())).TakeLast(4));
    }

    [Fact]
    public async Task An_incident_that_no_event_preceded_is_a_missed_detection()
    {
        await _bench.EventAsync(_bench.Now.AddHours(-9));
        await IncidentAsync(_bench.Now.AddHours(-9).AddMinutes(30), null);
        Assert.DoesNotContain(await FoundAsync(), one => one.Source == ImprovementSource.MissedDetection);
        var missed = await IncidentAsync(_bench.Now.AddHours(-2), null);
        var found = Assert.Single(await FoundAsync(), one => one.Source == ImprovementSource.MissedDetection);
        Assert.Equal(($"Monitoring of shop noticed nothing of {missed}", 1.0), (found.Title, found.Measure?.Before?.Value));
    }

    [Fact]
    public async Task An_event_on_a_service_that_it_needs_precedes_it()
    {
        await using (var db = _bench.Open())
        {
            foreach (var draft in new[] { new ServiceDraft { Key = new("shop"), Name = "Shop" }, new() { Key = new("checkout"), Name = "Checkout", Dependencies = [new(new("shop"), DependencyKind.Calls)] } })
                db.Add(Service.From(draft, _bench.Now));
            await db.SaveChangesAsync(Stopping);
        }

        await _bench.Monitors.Signals.Catalogue.RefreshAsync(Stopping);
        await _bench.EventAsync(_bench.Now.AddHours(-2));
        await IncidentAsync(_bench.Now.AddHours(-1.5), null, service: "checkout");
        Assert.DoesNotContain(await FoundAsync(), one => one.Source == ImprovementSource.MissedDetection);
    }

    [Fact]
    public async Task Overdue_reviews_are_found_each_for_itself()
    {
        await using (var db = _bench.Open())
        {
            var problem = Done(Problem.Propose(new(900_001), "Disk fills", ProblemPattern.None, Priority.P3, "", Olga, _bench.Now.AddDays(-15)));
            db.Add(problem);
            await db.SaveChangesAsync(Stopping);
        }

        var number = await IncidentAsync(_bench.Now.AddDays(-9), null, incident =>
        {
            Done(incident.Declare(isMajor: true, "Everybody waits", Olga, incident.OpenedAt));
            Done(incident.Resolve(ResolutionCode.Fixed, "Disk", Olga, incident.OpenedAt.AddHours(1)));
        });
        var found = (await FoundAsync()).Where(one => one.Source == ImprovementSource.OverdueReview).ToList();
        Assert.Contains(found, one => one.Title.StartsWith($"{number} was a major incident and was not reviewed", StringComparison.Ordinal));
        Assert.Contains(found, one => one.Title == "Nobody has decided on PRB-900001: Disk fills");
        Assert.All(found, one => Assert.True(one.Measure?.Before?.Value >= 2));
    }

    [Fact]
    public async Task A_review_takes_what_is_new_to_decide_overdue_and_measured_and_begins_anew()
    {
        var (enter, agenda) = (_bench.Get<EnterImprovement>(), _bench.Get<AgendaQueries>());
        var first = Done(await enter.RunAsync(Olga, new() { Title = "Answer sooner", DueAt = _bench.Now.AddDays(-1) }, Stopping));
        var view = await agenda.ReadAsync(Stopping);
        Assert.Equal((1, 1, 1, 0), (view.Entered.Count, view.ToDecide.Count, view.Overdue.Count, view.Measured.Count));
        Assert.Equal("forbidden", (await _bench.Get<HoldReview>().RunAsync(Mia, "", Stopping)).Refusal?.Code);
        _bench.Monitors.Clock.Advance(TimeSpan.FromMinutes(1));
        Done(await _bench.Get<HoldReview>().RunAsync(Olga, "Olga does it", Stopping));
        Done(await _bench.Get<WorkOnImprovement>().TakeOnAsync(Olga, first.Number, Stopping));
        view = await agenda.ReadAsync(Stopping);
        Assert.Equal((0, 0, 1, "Olga"), (view.Entered.Count, view.ToDecide.Count, view.Overdue.Count, view.Last?.By));
        Assert.Equal("forbidden", (await enter.RunAsync(Mia, new() { Title = "x" }, Stopping)).Refusal?.Code);
    }

    private Task<OpsPortal.Domain.Kernel.Outcome<int>> FeedAsync() => _bench.Get<FeedRegister>().RunAsync(Olga, Stopping);

    private async Task<IReadOnlyList<ImprovementRow>> FoundAsync()
    {
        Done(await FeedAsync());
        return await _bench.RegisterAsync();
    }

    private async Task<IncidentNumber> IncidentAsync(DateTimeOffset at, EventNumber? told, Action<Incident>? handle = null, string service = "shop")
    {
        var incident = Done(Incident.Open(new(++_incidents), "Shop is down", service, Priority.P1, Olga, at));
        handle?.Invoke(incident);
        await using var db = _bench.Open();
        db.Add(incident);
        db.AddRange(incident.NewEntries);
        if (told is { } number) db.Add(new IncidentEvent { Incident = incident.Number, Event = number, By = "Olga" });
        await db.SaveChangesAsync(Stopping);
        return incident.Number;
    }

    private async Task NoticeAsync(string version, NoticeStatus status, int daysAgo, string incident = "")
    {
        await using var db = _bench.Open();
        db.Add(new DeploymentNotice
        {
            Sender = "ci",
            Key = Guid.CreateVersion7(_bench.Now).ToString(),
            Hash = "",
            Service = new("checkout"),
            Component = "api",
            Version = version,
            Environment = "production",
            Status = status,
            OccurredAt = _bench.Now.AddDays(-daysAgo),
            ReceivedAt = _bench.Now,
            CausedByIncident = incident,
        });
        await db.SaveChangesAsync(Stopping);
    }
}
