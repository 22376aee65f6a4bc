using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Handoffs.Queries;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.OnCall.Acts;
using OpsPortal.Tests.Features.Respond.Incidents;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Handoffs;

/// <summary>A shift changes hands: nothing without an owner slips through, and work is somebody else's only once they have accepted it.</summary>
public abstract class HandingOver(TestDatabase database)
{
    private static CancellationToken Stopping => IncidentBench.Stopping;

    [Fact]
    public async Task Work_without_an_owner_blocks_the_signature_until_it_has_one_or_a_reason()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, eve) = await RotationAsync(bench);
        var (owned, unowned) = (await bench.RaiseAsync("DiskFull"), await bench.RaiseAsync("CpuHigh"));
        await bench.AcknowledgeEventAsync(owned);
        var handoff = await StartAsync(bench, rotation);
        Assert.Equal((bench.Dana.Person, eve.Person), (handoff.Giver, handoff.Taker));

        var refused = await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping);
        Assert.Equal("handoff.unowned", refused.Refusal?.Code);
        Assert.Contains(unowned.ToString(), refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null((await bench.Get<PrepareHandoff>().ReleaseAsync(bench.Dana, handoff.Number, null, "Known, a test machine", Stopping)).Refusal);
        Assert.Null((await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping)).Refusal);
        var view = await ViewAsync(bench, handoff.Number);
        Assert.Equal(HandoffState.Signed, view.Row.State);
        Assert.Contains("nobody: Known, a test machine", HandoffText.Write(view.Handoff, view.Items), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assigning_it_and_reading_the_facts_again_unblocks_too_and_keeps_what_was_written()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, _) = await RotationAsync(bench);
        var number = await bench.RaiseAsync("DiskFull");
        var handoff = await StartAsync(bench, rotation);
        var item = (await ViewAsync(bench, handoff.Number)).Items.Single(item => item.IsWork);
        Assert.Null((await bench.Get<PrepareHandoff>().NoteAsync(bench.Dana, handoff.Number, item.Id, "Look at the log first", Stopping)).Refusal);
        Assert.Null((await bench.Get<PrepareHandoff>().WatchAsync(bench.Dana, handoff.Number, "The backup at three", Stopping)).Refusal);
        await bench.AcknowledgeEventAsync(number);
        Assert.Null((await bench.Get<PrepareHandoff>().RefreshAsync(bench.Dana, handoff.Number, Stopping)).Refusal);
        var view = await ViewAsync(bench, handoff.Number);
        Assert.Equal((0, HandoffSection.Acknowledged), (view.Blocking, view.Items.Single(line => line.IsWork).Section));
        Assert.Contains(view.Items, line => line is { Section: HandoffSection.Watch, Title: "The backup at three" });
        Assert.Null((await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping)).Refusal);
    }

    [Fact]
    public async Task Ownership_moves_with_the_acceptance_and_not_before_and_afterwards_nothing_changes()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, eve) = await RotationAsync(bench);
        var number = await bench.RaiseAsync("DiskFull");
        await bench.AcknowledgeEventAsync(number);
        var incident = await bench.OpenAsync();
        await bench.Get<AcknowledgeIncident>().RunAsync(bench.Dana, incident.Number, Stopping);
        await bench.Get<Suppose>().RunAsync(bench.Dana, incident.Number, "The disk", Stopping);
        var handoff = await StartAsync(bench, rotation);
        Assert.Null((await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping)).Refusal);
        Assert.Equal((bench.Dana.Person, bench.Dana.Person), await OwnersAsync(bench, number, incident.Number));

        Assert.Equal("handoff.only-taker", (await bench.Get<AcceptHandoff>().RunAsync(bench.Dana, handoff.Number, null, Stopping)).Refusal?.Code);
        var line = (await ViewAsync(bench, handoff.Number)).Items.First(item => item.Reference == number.ToString() && item.IsWork);
        Assert.Null((await bench.Get<AskBack>().RunAsync(eve, handoff.Number, line.Id, "Since when?", Stopping)).Refusal);
        Assert.Equal("handoff.open-questions", (await bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, null, Stopping)).Refusal?.Code);
        Assert.Equal(HandoffState.AskedBack, (await ViewAsync(bench, handoff.Number)).Row.State);
        Assert.Null((await bench.Get<AskBack>().ReplyAsync(bench.Dana, handoff.Number, line.Id, "Since noon", Stopping)).Refusal);
        Assert.Equal((bench.Dana.Person, bench.Dana.Person), await OwnersAsync(bench, number, incident.Number));

        Assert.Null((await bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, line.Id, Stopping)).Refusal);
        Assert.Equal((eve.Person, bench.Dana.Person), await OwnersAsync(bench, number, incident.Number));
        Assert.Null((await bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, null, Stopping)).Refusal);
        Assert.Equal((eve.Person, eve.Person), await OwnersAsync(bench, number, incident.Number));

        var view = await ViewAsync(bench, handoff.Number);
        Assert.Equal((HandoffState.Accepted, 64), (view.Row.State, view.Handoff.Seal.Length));
        var text = HandoffText.Write(view.Handoff, view.Items);
        Assert.Contains("The disk", text, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), view.Handoff.Seal);
        Assert.Equal("handoff.not-signed", (await bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, null, Stopping)).Refusal?.Code);
        Assert.Equal("handoff.not-draft", (await bench.Get<PrepareHandoff>().EditAsync(bench.Dana, handoff.Number, "Other words", eve.Person, Stopping)).Refusal?.Code);
        Assert.Equal("handoff.not-from-state", (await bench.Get<SignHandoff>().WithdrawAsync(bench.Dana, handoff.Number, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Of_two_who_accept_at_once_one_is_told_and_work_of_third_persons_stays_theirs()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, eve) = await RotationAsync(bench);
        var third = await bench.PersonAsync("Tom", Duty.Operator);
        var number = await bench.RaiseAsync("DiskFull");
        await new OpsPortal.Features.Detect.Events.Acts.AcknowledgeEvent(bench.Signals.Acts).RunAsync(third, number, Stopping);
        var handoff = await StartAsync(bench, rotation);
        await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, null, Stopping)));
        Assert.Equal(1, outcomes.Count(outcome => outcome.Refusal is null));
        await using var db = bench.Open();
        Assert.Equal(third.Person, (await db.Events.SingleAsync(e => e.Number == number, Stopping)).Owner);
        Assert.Equal("handoff.not-to-oneself", (await bench.Get<PrepareHandoff>().EditAsync(bench.Dana, (await StartAsync(bench, rotation)).Number, "", bench.Dana.Person, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task What_nobody_accepts_after_the_shift_has_begun_becomes_an_event_once_and_ends_with_the_acceptance()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, eve) = await RotationAsync(bench);
        var handoff = await StartAsync(bench, rotation);
        await bench.Get<SignHandoff>().RunAsync(bench.Dana, handoff.Number, Stopping);
        await bench.EscalateHandoffsAsync();
        Assert.Empty(await bench.Signals.EventsAsync());
        bench.Clock.SetUtcNow(handoff.Until.AddMinutes(11));
        await bench.EscalateHandoffsAsync();
        var alarm = Assert.Single(await bench.Signals.EventsAsync());
        Assert.Equal((Condition.Firing, 1L), (alarm.Condition, alarm.Count));
        Assert.Contains(handoff.Number.ToString(), alarm.Title, StringComparison.Ordinal);
        Assert.Null((await bench.Get<AcceptHandoff>().RunAsync(eve, handoff.Number, null, Stopping)).Refusal);
        await bench.EscalateHandoffsAsync();
        Assert.Equal(Condition.Cleared, Assert.Single(await bench.Signals.EventsAsync()).Condition);
    }

    [Fact]
    public async Task A_shift_is_handed_over_once_and_one_incident_for_itself()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, eve) = await RotationAsync(bench);
        await StartAsync(bench, rotation);
        Assert.Equal("handoff.under-way", (await bench.Get<StartHandoff>().OfShiftAsync(bench.Dana, rotation, Stopping)).Refusal?.Code);
        await bench.RaiseAsync("CpuHigh");
        var incident = await bench.OpenAsync(await bench.RaiseAsync("DiskFull"));
        await bench.Get<AcknowledgeIncident>().RunAsync(bench.Dana, incident.Number, Stopping);
        var one = Assert.IsType<Outcome<Handoff>.Done>(await bench.Get<StartHandoff>().OfIncidentAsync(bench.Dana, incident.Number, Stopping)).Value;
        Assert.Equal("handoff.no-taker", (await bench.Get<SignHandoff>().RunAsync(bench.Dana, one.Number, Stopping)).Refusal?.Code);
        Assert.Null((await bench.Get<PrepareHandoff>().EditAsync(bench.Dana, one.Number, "Mind the disk", eve.Person, Stopping)).Refusal);
        var view = await ViewAsync(bench, one.Number);
        Assert.DoesNotContain(view.Items, item => item.Title.Contains("CpuHigh", StringComparison.Ordinal));
        Assert.Contains(view.Items, item => item.Reference == incident.Number.ToString());
        Assert.Equal("handoff.not-a-person", (await bench.Get<StartHandoff>().OfShiftAsync(bench.Dana with { Person = null }, rotation, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_known_to_come_back_is_told_with_what_helps()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (rotation, _) = await RotationAsync(bench);
        await using var db = bench.Open();
        await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
        var problem = Assert.IsType<Outcome<Problem>.Done>(Problem.Propose(new(7), "The disk fills up", ProblemPattern.None, Priority.P3, "", bench.Dana, bench.Clock.GetUtcNow())).Value;
        problem.Confirm("", bench.Dana, bench.Clock.GetUtcNow());
        problem.Write(new("The disk fills up", "", "Logs", "Empty /var/log"), 0, bench.Dana, bench.Clock.GetUtcNow());
        Assert.Null(problem.DeclareKnownError(bench.Dana, bench.Clock.GetUtcNow()).Refusal);
        db.Add(problem);
        await db.SaveChangesAsync(Stopping);
        var handoff = await StartAsync(bench, rotation);
        var line = Assert.Single((await ViewAsync(bench, handoff.Number)).Items, item => item.Reference == "PRB-7");
        Assert.Equal((HandoffSection.Watch, "Known error: The disk fills up", "Empty /var/log", false), (line.Section, line.Title, line.Detail, line.IsWork));
        await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
    }

    [Fact]
    public async Task Whoever_comes_back_reads_what_happened_since_their_last_shift()
    {
        await using var bench = await IncidentBench.StartAsync(database);
        var (_, eve) = await RotationAsync(bench);
        Assert.Null(await bench.Get<HandoffQueries>().SinceAsync((await bench.PersonAsync("New", Duty.ServiceDesk)).Person!.Value, Stopping));
        bench.Clock.Advance(TimeSpan.FromHours(9));
        await bench.RaiseAsync("DiskFull");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var since = await bench.Get<HandoffQueries>().SinceAsync(bench.Dana.Person!.Value, Stopping);
        Assert.NotNull(since);
        Assert.Contains(since.Facts, fact => fact.Section == HandoffSection.Opened && fact.Title.Contains("DiskFull", StringComparison.Ordinal));
        Assert.True(since.Since < bench.Clock.GetUtcNow());
        Assert.NotNull(eve.Person);
    }

    private static async Task<(Guid Rotation, Actor Eve)> RotationAsync(IncidentBench bench)
    {
        var eve = await bench.PersonAsync("Eve", Duty.ServiceDesk);
        var team = Team.From(new("Desk", "", [bench.Dana.Person!.Value, eve.Person!.Value]), bench.Clock.GetUtcNow());
        await using (var db = bench.Open())
        {
            db.Add(team);
            await db.SaveChangesAsync(Stopping);
        }

        // It is noon: Dana is on until four, Eve after her.
        var draft = new RotationDraft("Day", team.Id, "UTC", new(2026, 2, 1),
            [new("Early", new(8, 0), new(16, 0), ShiftTime.EveryDay, [bench.Dana.Person.Value], 1), new("Late", new(16, 0), new(0, 0), ShiftTime.EveryDay, [eve.Person.Value], 1)]);
        var manager = await bench.PersonAsync("Max", Duty.Manager);
        return (Assert.IsType<Outcome<Rotation>.Done>(await bench.Get<SaveRotation>().RunAsync(manager, null, draft, 0, Stopping)).Value.Id, eve);
    }

    private static async Task<Handoff> StartAsync(IncidentBench bench, Guid rotation) => Assert.IsType<Outcome<Handoff>.Done>(await bench.Get<StartHandoff>().OfShiftAsync(bench.Dana, rotation, Stopping)).Value;

    private static async Task<HandoffView> ViewAsync(IncidentBench bench, HandoffNumber number) => await bench.Get<HandoffQueries>().ViewAsync(number, Stopping) ?? throw new UnreachableException();

    private static async Task<(PersonId? Event, PersonId? Incident)> OwnersAsync(IncidentBench bench, EventNumber e, IncidentNumber incident)
    {
        await using var db = bench.Open();
        return ((await db.Events.SingleAsync(known => known.Number == e, Stopping)).Owner, (await db.Set<Incident>().SingleAsync(known => known.Number == incident, Stopping)).Owner);
    }
}

public sealed class HandingOverOnSqlite(SqliteDatabase database) : HandingOver(database), IClassFixture<SqliteDatabase>;

public sealed class HandingOverOnPostgres(PostgresDatabase database) : HandingOver(database), IClassFixture<PostgresDatabase>;
