using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Incidents;

/// <summary>Incidents are opened from events, hear what happens to them, and come back with them.</summary>
public abstract class IncidentsFollowEvents(TestDatabase database)
{
    [Fact]
    public async Task Several_events_make_one_incident_with_the_name_and_priority_of_the_gravest()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (lesser, graver) = (await bench.RaiseAsync("DiskFull", "warning"), await bench.RaiseAsync("CheckoutDown"));
        var incident = await bench.OpenAsync(lesser, graver);
        Assert.Equal(new IncidentNumber(1), incident.Number);
        var view = await bench.ViewAsync(incident.Number);
        Assert.Equal([graver, lesser], view.Events.Select(member => member.Number));
        Assert.Contains("CheckoutDown", view.Row.Title, StringComparison.Ordinal);
        Assert.Equal(view.Events[0].Priority, view.Row.Priority);
        Assert.Equal([incident.Number], (await bench.Get<IIncidentQueries>().OfEventAsync(lesser, IncidentBench.Stopping)).Select(row => row.Number));

        var again = await bench.Get<OpenIncident>().RunAsync(bench.Dana, new("Another", "", null, [lesser]), IncidentBench.Stopping);
        Assert.Equal("incident.event-taken", again.Refusal?.Code);
        Assert.Equal("not-found", (await bench.Get<OpenIncident>().RunAsync(bench.Dana, new("Another", "", null, [new(99)]), IncidentBench.Stopping)).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await bench.Get<OpenIncident>().RunAsync(await bench.PersonAsync("Max", Duty.Manager), new("Another", "", null, []), IncidentBench.Stopping)).Refusal?.Code);
        Assert.Equal("INC-2", (await bench.OpenAsync()).Number.ToString());
    }

    [Fact]
    public async Task A_graver_event_that_joins_makes_it_graver_and_one_that_leaves_changes_nothing()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var incident = await bench.OpenAsync(await bench.RaiseAsync("DiskFull", "warning"));
        var before = (await bench.ViewAsync(incident.Number)).Row.Priority;
        var graver = await bench.RaiseAsync("CheckoutDown");
        Assert.Null((await bench.Get<JoinEvents>().RunAsync(bench.Dana, incident.Number, [graver], IncidentBench.Stopping)).Refusal);
        var after = (await bench.ViewAsync(incident.Number)).Row.Priority;
        Assert.True(after < before, $"{before} became {after}.");
        Assert.Null((await bench.Get<LeaveEvent>().RunAsync(bench.Dana, incident.Number, graver, IncidentBench.Stopping)).Refusal);
        var view = await bench.ViewAsync(incident.Number);
        Assert.Equal((after, 1), (view.Row.Priority, view.Events.Count));
        Assert.Equal("incident.event-not-part", (await bench.Get<LeaveEvent>().RunAsync(bench.Dana, incident.Number, graver, IncidentBench.Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task What_happens_to_its_events_stands_in_its_timeline_once()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var number = await bench.RaiseAsync("DiskFull");
        var incident = await bench.OpenAsync(number);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.AcknowledgeEventAsync(number);
        await bench.ClearAsync("DiskFull");
        await bench.FollowAsync();
        await bench.FollowAsync();
        var told = (await bench.ViewAsync(incident.Number)).Timeline.Where(entry => entry.Kind == IncidentEntryKind.EventTold).ToList();
        Assert.Equal(["acknowledged", "the source says it is over", "resolved"], told.Select(entry => entry.Text));
        Assert.All(told, entry => Assert.Equal(number, entry.Event));
    }

    [Fact]
    public async Task A_resolved_incident_whose_event_returns_soon_is_opened_again_and_one_resolved_long_ago_is_not()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var soon = await ResolvedAsync(bench, "DiskFull");
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.RaiseAsync("DiskFull");
        await bench.FollowAsync();
        var view = await bench.ViewAsync(soon);
        Assert.Equal((IncidentState.Investigating, (ResolutionCode?)null), (view.Row.State, view.Incident.Resolution));
        Assert.Contains(view.Timeline, entry => entry.To == IncidentState.Investigating && entry.Text.Contains("returned", StringComparison.Ordinal));
        await using var db = bench.Open();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "incident.reopened", IncidentBench.Stopping));

        var late = await ResolvedAsync(bench, "CpuHigh");
        bench.Clock.Advance(TimeSpan.FromHours(25));
        await bench.RaiseAsync("CpuHigh");
        await bench.FollowAsync();
        Assert.Equal(IncidentState.Resolved, (await bench.ViewAsync(late)).Row.State);
    }

    [Fact]
    public async Task What_nobody_takes_on_is_escalated_step_by_step_and_only_until_somebody_does()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        await bench.MailboxAsync(bench.Dana);
        var incident = await bench.OpenAsync();
        var half = IncidentTargets.Usual[incident.Priority].Response / 2;
        await bench.EscalateAsync();
        Assert.Equal(0, (await bench.ViewAsync(incident.Number)).Row.EscalationLevel);
        bench.Clock.Advance(half);
        await bench.EscalateAsync();
        Assert.Equal(1, (await bench.ViewAsync(incident.Number)).Row.EscalationLevel);
        await using (var db = bench.Open())
            Assert.Equal([("mail", bench.Dana.Account, "INC-1")], (await db.Set<OutboxMessage>().ToListAsync(IncidentBench.Stopping)).Select(message => (message.Kind, message.Recipient, message.About)));
        bench.Clock.Advance(half);
        await bench.EscalateAsync();
        Assert.Equal(2, (await bench.ViewAsync(incident.Number)).Row.EscalationLevel);
        await bench.Get<AcknowledgeIncident>().RunAsync(bench.Dana, incident.Number, IncidentBench.Stopping);
        bench.Clock.Advance(half * 4);
        await bench.EscalateAsync();
        Assert.Equal(2, (await bench.ViewAsync(incident.Number)).Row.EscalationLevel);
    }

    [Fact]
    public async Task A_major_incident_comes_with_a_checklist_and_its_ticks_are_kept()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var incident = await bench.OpenAsync();
        Assert.Null((await bench.Get<DeclareMajorIncident>().RunAsync(bench.Dana, incident.Number, isMajor: true, "All are hit", IncidentBench.Stopping)).Refusal);
        var list = (await bench.ViewAsync(incident.Number)).Of(TaskKind.Checklist).ToList();
        Assert.Equal(Incident.MajorChecklist, list.Select(task => task.Text));
        Assert.Null((await bench.Get<FinishTask>().RunAsync(bench.Dana, incident.Number, list[0].Id, done: true, IncidentBench.Stopping)).Refusal);
        Assert.Equal("incident.task-done", (await bench.Get<FinishTask>().RunAsync(bench.Dana, incident.Number, list[0].Id, done: true, IncidentBench.Stopping)).Refusal?.Code);
        Assert.Null((await bench.Get<DeclareMajorIncident>().RunAsync(bench.Dana, incident.Number, isMajor: false, "Only two", IncidentBench.Stopping)).Refusal);
        Assert.Null((await bench.Get<DeclareMajorIncident>().RunAsync(bench.Dana, incident.Number, isMajor: true, "All again", IncidentBench.Stopping)).Refusal);
        Assert.Equal(list.Count, (await bench.ViewAsync(incident.Number)).Of(TaskKind.Checklist).Count());
    }

    [Fact]
    public async Task Two_who_act_at_once_are_both_heard_or_told_and_every_act_is_in_the_audit()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var incident = await bench.OpenAsync();
        var notes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => bench.Get<CommentOnIncident>().RunAsync(bench.Dana, incident.Number, $"note {i}", IncidentBench.Stopping)));
        Assert.All(notes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(4, (await bench.ViewAsync(incident.Number)).Timeline.Count(entry => entry.Kind == IncidentEntryKind.Noted));
        var stale = await bench.Get<ResolveIncident>().RunAsync(bench.Dana, incident.Number, ResolutionCode.Fixed, "x", IncidentBench.Stopping, version: 1);
        Assert.Equal(IncidentRefusals.ChangedMeanwhileCode, stale.Refusal?.Code);
        await using var db = bench.Open();
        Assert.Equal(5, await db.Audit.CountAsync(entry => entry.Object == "INC-1", IncidentBench.Stopping));
    }

    [Fact]
    public async Task The_list_is_narrowed_counted_and_paged_in_the_order_of_gravity()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        for (var i = 0; i < 5; i++)
            Assert.Null((await bench.Get<OpenIncident>().RunAsync(bench.Dana, new($"Trouble {i}", "", (Priority)(5 - i), []), IncidentBench.Stopping)).Refusal);
        await bench.Get<AcknowledgeIncident>().RunAsync(bench.Dana, new(2), IncidentBench.Stopping);
        var queries = bench.Get<IIncidentQueries>();
        var (seen, cursor) = (new List<long>(), (string?)null);
        do
        {
            var page = await queries.PageAsync(new(), cursor, 2, IncidentBench.Stopping);
            seen.AddRange(page.Items.Select(row => row.Number.Value));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal([5, 4, 3, 2, 1], seen);
        Assert.Equal([2L], (await queries.PageAsync(new() { Owner = bench.Dana.Person }, null, 10, IncidentBench.Stopping)).Items.Select(row => row.Number.Value));
        Assert.Equal(4, await queries.CountAsync(new() { Unowned = true }, 100, IncidentBench.Stopping));
        Assert.Equal([4L], (await queries.PageAsync(new() { Text = "trouble 3" }, null, 10, IncidentBench.Stopping)).Items.Select(row => row.Number.Value));
    }

    private static async Task<IncidentNumber> ResolvedAsync(IncidentBench bench, string alert)
    {
        var incident = await bench.OpenAsync(await bench.RaiseAsync(alert));
        await bench.ClearAsync(alert);
        await bench.FollowAsync();
        Assert.Null((await bench.Get<ResolveIncident>().RunAsync(bench.Dana, incident.Number, ResolutionCode.SelfCleared, "It went away", IncidentBench.Stopping)).Refusal);
        return incident.Number;
    }
}

public sealed class IncidentsFollowEventsOnSqlite(SqliteDatabase database) : IncidentsFollowEvents(database), IClassFixture<SqliteDatabase>;

public sealed class IncidentsFollowEventsOnPostgres(PostgresDatabase database) : IncidentsFollowEvents(database), IClassFixture<PostgresDatabase>;
