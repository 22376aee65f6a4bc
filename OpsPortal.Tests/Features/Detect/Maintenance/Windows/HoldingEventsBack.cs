using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Detect.Maintenance.Windows.WindowBench;

namespace OpsPortal.Tests.Features.Detect.Maintenance.Windows;

public sealed class HoldingEventsBackOnSqlite(SqliteDatabase database) : HoldingEventsBack(database), IClassFixture<SqliteDatabase>;

public sealed class HoldingEventsBackOnPostgres(PostgresDatabase database) : HoldingEventsBack(database), IClassFixture<PostgresDatabase>;

/// <summary>What a window does to events at both of its edges and in between.</summary>
public abstract class HoldingEventsBack(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private WindowBench _bench;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_open_goes_quiet_when_it_begins_what_comes_stays_quiet_and_what_still_fires_comes_up_when_it_ends()
    {
        var window = await _bench.PlanAsync(Draft());
        await _bench.SendAsync("Before");
        await _bench.RunJobsAsync();
        Assert.Equal(Standing.Active, (await _bench.EventAsync("Before")).Standing);

        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((Standing.Suppressed, window.Number.AsSuppressor), await StandsAsync("Before"));
        await _bench.SendAsync("During");
        await _bench.SendAsync("Elsewhere", "payments");
        Assert.Equal((Standing.Suppressed, window.Number.AsSuppressor), await StandsAsync("During"));
        Assert.Equal((Standing.Active, (Guid?)null), await StandsAsync("Elsewhere"));
        await _bench.ClearAsync("Before");

        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(Standing.Resolved, (await _bench.EventAsync("Before")).Standing);
        Assert.Equal((Standing.Active, (Guid?)null), await StandsAsync("During"));
        Assert.Equal(WindowState.Ended, (await _bench.WindowAsync(window.Number)).State);
        await using var db = _bench.Open();
        var number = (await _bench.EventAsync("During")).Number;
        Assert.Equal(
            [(EntryKind.Suppressed, "MW-1"), (EntryKind.Unsuppressed, "MW-1")],
            (await db.EventEntries.Where(entry => entry.Event == number).OrderBy(entry => entry.Id).ToListAsync(Stopping)).Select(entry => (entry.Kind, entry.Text)));
        var view = Assert.IsType<WindowView>(await _bench.Get<WindowQueries>().ViewAsync(window.Number, Stopping));
        Assert.Equal(2, view.Held.Count);
    }

    [Fact]
    public async Task Suppression_follows_the_clock_even_where_no_job_runs()
    {
        await _bench.PlanAsync(Draft());
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.SendAsync("Quiet");
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Quiet")).Standing);
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        await _bench.SendAsync("Loud");
        Assert.Equal(Standing.Active, (await _bench.EventAsync("Loud")).Standing);
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_nothing()
    {
        await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=DAILY;COUNT=3" }));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        await _bench.RestartAsync();
        await _bench.SendAsync("Quiet");
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Quiet")).Standing);
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        await _bench.RestartAsync();
        await _bench.RunJobsAsync();
        Assert.Equal((Standing.Active, (Guid?)null), await StandsAsync("Quiet"));
        await _bench.PassAsync(TimeSpan.FromHours(22));
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Quiet")).Standing);
    }

    [Fact]
    public async Task What_needs_a_service_is_held_where_it_counts_and_only_there()
    {
        await _bench.PlanAsync(Draft(draft => draft with { Services = ["orders-db"], WithDependants = true }));
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.SendAsync("Needs", "checkout");
        await _bench.SendAsync("Other", "payments");
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Needs")).Standing);
        Assert.Equal(Standing.Active, (await _bench.EventAsync("Other")).Standing);
    }

    [Fact]
    public async Task Lowering_is_undone_at_the_end_and_never_touches_what_a_person_set()
    {
        await _bench.SendAsync("Open", "none");
        await _bench.SendAsync("Set", "none");
        var set = (await _bench.EventAsync("Set")).Number;
        await using (var db = _bench.Open())
        {
            var e = await db.Events.SingleAsync(found => found.Number == set, Stopping);
            Assert.Null(e.Reprioritise(Priority.P2, "It is grave", Olga, _bench.Clock.GetUtcNow()).Refusal);
            db.AddRange(e.NewEntries);
            await db.SaveChangesAsync(Stopping);
        }

        await _bench.PlanAsync(Draft(draft => draft with { Services = [], Matchers = ["service=none"], Effect = EffectKind.Lower, LowerTo = Priority.P4 }));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        await _bench.SendAsync("New", "none");
        Assert.Equal((Priority.P4, Priority.P4, Priority.P2), ((await _bench.EventAsync("Open")).Priority, (await _bench.EventAsync("New")).Priority, (await _bench.EventAsync("Set")).Priority));
        Assert.Equal(Standing.Active, (await _bench.EventAsync("New")).Standing);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal((Priority.P1, Priority.P1, Priority.P2), ((await _bench.EventAsync("Open")).Priority, (await _bench.EventAsync("New")).Priority, (await _bench.EventAsync("Set")).Priority));
        Assert.Null((await _bench.EventAsync("New")).LoweredBy);
    }

    [Fact]
    public async Task A_tag_is_on_while_it_lasts_and_stays_on_what_ended_meanwhile()
    {
        await _bench.PlanAsync(Draft(draft => draft with { Effect = EffectKind.Tag, Tag = "patch" }));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        await _bench.SendAsync("Gone");
        await _bench.SendAsync("Stays");
        Assert.Equal(("patch", Standing.Active), ((await _bench.EventAsync("Stays")).Tag, (await _bench.EventAsync("Stays")).Standing));
        await _bench.ClearAsync("Gone");
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(("patch", ""), ((await _bench.EventAsync("Gone")).Tag, (await _bench.EventAsync("Stays")).Tag));
    }

    [Fact]
    public async Task An_overrun_raises_one_event_that_ends_with_the_window_and_is_held_by_none()
    {
        var window = await _bench.PlanAsync(Draft(draft => draft with { EndsWhenDone = true }));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        await _bench.SendAsync("Quiet");
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.RunJobsAsync();
        var alarm = await _bench.EventAsync(TurnWindows.Alarm);
        Assert.Equal((Standing.Active, "checkout", 1L), (alarm.Standing, alarm.Service, alarm.Count));
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Quiet")).Standing);

        Assert.Null((await _bench.Get<EndWindow>().RunAsync(Olga, window.Number, null, Stopping)).Refusal);
        await _bench.RunJobsAsync();
        Assert.Equal(Standing.Resolved, (await _bench.EventAsync(TurnWindows.Alarm)).Standing);
        Assert.Equal(Standing.Active, (await _bench.EventAsync("Quiet")).Standing);
        var moments = await _bench.Get<WindowMoments>().AfterAsync(0, 100, Stopping);
        Assert.Equal([MomentKind.Planned, MomentKind.Started, MomentKind.Overrun, MomentKind.Ended], moments.Select(moment => moment.Kind));
        Assert.All(moments, moment => Assert.Equal(("checkout", window.Number), (moment.Services, moment.Window)));
        Assert.Equal([MomentKind.Ended], (await _bench.Get<WindowMoments>().AfterAsync(moments[2].Id, 100, Stopping)).Select(moment => moment.Kind));
    }

    [Fact]
    public async Task A_time_that_was_moved_holds_back_where_it_is_and_not_where_it_was_also_after_a_restart()
    {
        var noon = _bench.Clock.GetUtcNow();
        var window = await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=DAILY;COUNT=3" }));
        Assert.Null((await _bench.Get<MoveWindowTime>().RunAsync(Olga, window.Number, DateOnly.FromDateTime(noon.UtcDateTime), noon.AddHours(5), noon.AddHours(6), window.Version, Stopping)).Refusal);
        await _bench.PassAsync(TimeSpan.FromHours(1.5));
        await _bench.SendAsync("AtTheOldTime");
        Assert.Equal(Standing.Active, (await _bench.EventAsync("AtTheOldTime")).Standing);
        Assert.Equal(WindowState.Planned, (await _bench.WindowAsync(window.Number)).State);

        await _bench.RestartAsync();
        await _bench.PassAsync(TimeSpan.FromHours(4));
        await _bench.SendAsync("AtTheNewTime");
        Assert.Equal((Standing.Suppressed, window.Number.AsSuppressor), await StandsAsync("AtTheNewTime"));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(Standing.Active, (await _bench.EventAsync("AtTheNewTime")).Standing);
        var kept = await _bench.WindowAsync(window.Number);
        Assert.Equal((noon.AddHours(25), noon.UtcDateTime.AddHours(5)), (kept.NextEdgeAt, Assert.Single(kept.Schedule.Moved).LocalStart));

        // Planned anew by who does not speak of it, it stays moved.
        Assert.Null((await _bench.Get<SaveWindow>().RunAsync(Olga, window.Number, Draft(draft => draft with { Rule = "FREQ=DAILY;COUNT=3", Title = "Again" }), null, confirmed: false, Stopping)).Refusal);
        Assert.Single((await _bench.WindowAsync(window.Number)).Schedule.Moved);
        await using var db = _bench.Open();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "window.time-moved" && entry.Object == "MW-1", Stopping));
    }

    [Fact]
    public async Task Calling_it_off_brings_everything_back_at_once()
    {
        var window = await _bench.PlanAsync(Draft(draft => draft with { LocalStart = _bench.Clock.GetUtcNow().UtcDateTime.AddMinutes(-5) }));
        await _bench.SendAsync("Quiet");
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Quiet")).Standing);
        Assert.Null((await _bench.Get<CancelWindow>().RunAsync(Olga, window.Number, "Not today", null, Stopping)).Refusal);
        await _bench.RunJobsAsync();
        Assert.Equal((Standing.Active, (Guid?)null), await StandsAsync("Quiet"));
    }

    [Fact]
    public async Task What_touches_the_most_critical_waits_for_another_person()
    {
        var window = await _bench.PlanAsync(Draft(draft => draft with { Services = ["payments"] }));
        Assert.Equal(WindowState.AwaitingApproval, window.State);
        _bench.Clock.Advance(TimeSpan.FromHours(1.5));
        await _bench.SendAsync("Loud", "payments");
        Assert.Equal(Standing.Active, (await _bench.EventAsync("Loud")).Standing);

        Assert.Equal("forbidden", (await _bench.Get<ApproveWindow>().RunAsync(Olga, window.Number, null, Stopping)).Refusal?.Code);
        Assert.Equal("window.own", (await _bench.Get<ApproveWindow>().RunAsync(Olga with { Permissions = Permissions.All }, window.Number, null, Stopping)).Refusal?.Code);
        Assert.Null((await _bench.Get<ApproveWindow>().RunAsync(Tom, window.Number, null, Stopping)).Refusal);
        await _bench.RunJobsAsync();
        Assert.Equal(Standing.Suppressed, (await _bench.EventAsync("Loud")).Standing);
        Assert.Equal(WindowState.AwaitingApproval, (await _bench.PlanAsync(Draft(draft => draft with { Services = [], Environment = "production" }))).State);
    }

    [Fact]
    public async Task Every_act_is_in_the_audit_trail_those_of_the_clock_too()
    {
        var window = await _bench.PlanAsync(Draft());
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Null((await _bench.Get<ExtendWindow>().RunAsync(Olga, window.Number, _bench.Clock.GetUtcNow().AddHours(3), null, Stopping)).Refusal);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Null((await _bench.Get<EndWindow>().RunAsync(Olga, window.Number, null, Stopping)).Refusal);
        await using var db = _bench.Open();
        Assert.Equal(
            ["window.added", "window.started", "window.extended", "window.overrun", "window.ended"],
            await db.Audit.Where(entry => entry.Object == "MW-1").OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping));
    }

    [Fact]
    public async Task What_cannot_be_a_window_is_refused_and_nothing_is_saved()
    {
        foreach (var (draft, code) in new[]
                 {
                     (Draft(draft => draft with { Zone = "Mars/Olympus" }), "schedule.unknown-zone"),
                     (Draft(draft => draft with { DurationMinutes = 0 }), "schedule.ends-before-start"),
                     (Draft(draft => draft with { Rule = "FREQ=DAILY;COUNT=3", DurationMinutes = 3000 }), "schedule.overlaps"),
                     (Draft(draft => draft with { Rule = "FREQ=DAILY" }), "schedule.no-end"),
                     (Draft(draft => draft with { Rule = "FREQ=SECONDLY;COUNT=1000000" }), "schedule.too-often"),
                     (Draft(draft => draft with { LocalStart = OpsPortal.Tests.Features.Detect.Signals.Workbench.Noon.UtcDateTime.AddDays(-9) }), "window.in-the-past"),
                     (Draft(draft => draft with { Services = [] }), "window.no-scope"),
                     (Draft(draft => draft with { Services = ["nowhere"] }), "window.unknown-service"),
                     (Draft(draft => draft with { Services = [], Matchers = ["alertname!=\"x\""] }), "window.holds-for-everything"),
                     (Draft(draft => draft with { Matchers = ["a=~\"(\""] }), "matcher.bad-regex"),
                     (Draft(draft => draft with { Title = "" }), "window.text-missing"),
                     (Draft(draft => draft with { Title = "a\nb" }), "window.text-not-plain"),
                     (Draft(draft => draft with { Reason = "\0" }), "window.text-not-plain"),
                     (Draft(draft => draft with { Title = new string('x', 201) }), "window.text-too-long"),
                     (Draft(draft => draft with { Effect = EffectKind.Tag, Tag = "<b>x</b>" }), "window.bad-tag"),
                     (Draft(draft => draft with { Effect = EffectKind.Lower, LowerBy = 9 }), "window.bad-lowering"),
                 })
            Assert.Equal(code, (await _bench.Get<SaveWindow>().RunAsync(Olga, null, draft, null, confirmed: false, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await _bench.Get<SaveWindow>().RunAsync(Rita, null, Draft(), null, confirmed: false, Stopping)).Refusal?.Code);
        await using var db = _bench.Open();
        Assert.Equal((0, 0, 0), (await db.Set<MaintenanceWindow>().CountAsync(Stopping), await db.Set<WindowMoment>().CountAsync(Stopping), await db.Audit.CountAsync(Stopping)));
    }

    [Fact]
    public async Task A_preview_counts_what_is_open_and_what_last_week_brought()
    {
        await _bench.SendAsync("Open");
        await _bench.SendAsync("Over");
        await _bench.ClearAsync("Over");
        await _bench.SendAsync("Elsewhere", "payments");
        var preview = Assert.IsType<Outcome<WindowPreview>.Done>(await _bench.Get<PreviewWindow>().RunAsync(Olga, Draft(draft => draft with { Rule = "FREQ=WEEKLY;COUNT=4" }), Stopping)).Value;
        Assert.Equal((1, 2, 4, (string?)null), (preview.NowCount, preview.LastWeekCount, preview.Next.Count, preview.Critical));
        Assert.Equal("Every week on Sunday, from 13:00 for 2 h, UTC, 4 times, the last on 22 March 2026.", preview.When);
    }

    [Fact]
    public async Task What_is_long_over_is_removed_with_its_moments_and_the_rest_stays()
    {
        await _bench.PlanAsync(Draft());
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=MONTHLY;COUNT=100" }));
        _bench.Clock.Advance(TimeSpan.FromDays(401));
        await _bench.Get<RetainWindows>().RunAsync(Stopping);
        await _bench.Get<RetainWindows>().RunAsync(Stopping);
        await using var db = _bench.Open();
        Assert.Equal(["MW-2"], (await db.Set<MaintenanceWindow>().Select(window => window.Number).ToListAsync(Stopping)).Select(number => number.ToString()));
        Assert.All(await db.Set<WindowMoment>().ToListAsync(Stopping), moment => Assert.Equal(2, moment.Window.Value));
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "windows.removed", Stopping));
    }

    [Fact]
    public async Task Two_who_change_it_at_once_cannot_both_be_right()
    {
        var window = await _bench.PlanAsync(Draft());
        Assert.Null((await _bench.Get<SaveWindow>().RunAsync(Olga, window.Number, Draft(draft => draft with { Title = "Mine" }), window.Version, confirmed: false, Stopping)).Refusal);
        Assert.Equal("window.changed-meanwhile", (await _bench.Get<SaveWindow>().RunAsync(Tom, window.Number, Draft(draft => draft with { Title = "His" }), window.Version, confirmed: false, Stopping)).Refusal?.Code);
        Assert.Equal("Mine", (await _bench.WindowAsync(window.Number)).Title);
    }

    private async Task<(Standing Standing, Guid? By)> StandsAsync(string name) => await _bench.EventAsync(name) is var e ? (e.Standing, e.SuppressedBy) : default;
}
