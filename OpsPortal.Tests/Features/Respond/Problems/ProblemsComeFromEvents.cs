using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>What keeps coming back is counted once, proposed once, known on new events, and measured after its fix.</summary>
public abstract class ProblemsComeFromEvents(TestDatabase database)
{
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    private static CancellationToken Stopping => ProblemBench.Stopping;

    [Fact]
    public async Task What_recurs_on_several_days_is_proposed_once_with_its_events_and_incidents()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.RaiseAsync("Once");
        await bench.ComeAndGoAsync("DiskFull", 4, TwoDays);
        await bench.WatchAsync();
        Assert.Empty(await bench.ProblemsAsync());
        var number = await bench.RaiseAsync("DiskFull");
        var incident = await bench.OpenIncidentAsync(number);
        await bench.WatchAsync();
        await bench.WatchAsync();
        var row = Assert.Single(await bench.ProblemsAsync());
        Assert.Equal(("PRB-1", "DiskFull keeps coming back", ProblemState.Proposed, 5, 1, 5L), (row.Number.ToString(), row.Title, row.State, row.Events, row.Incidents, row.Occurrences));
        Assert.StartsWith("It came back 5 times within 30 days", row.Why, StringComparison.Ordinal);
        var view = await bench.ViewAsync(row.Number);
        Assert.Equal(number, view.Events[0].Number);
        Assert.Equal(incident.Number, Assert.Single(view.Incidents).Number);
        Assert.Contains($"{incident.Number} came of it.", view.Problem.Grounds, StringComparison.Ordinal);
        Assert.Equal((5, 5L), (view.Recurrence!.Total, view.Recurrence.Events));
        await using var db = bench.Open();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "problem.proposed", Stopping));
    }

    [Fact]
    public async Task An_event_that_fires_again_counts_again_and_a_repeat_does_not()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.ComeAndGoAsync("Flaky", 3, TimeSpan.FromHours(2));
        await bench.RaiseAsync("Flaky");
        await bench.RaiseAsync("Flaky");
        Assert.Single(await bench.Signals.EventsAsync());
        await bench.WatchAsync();
        await bench.WatchAsync();
        Assert.Equal(4, (await bench.CountedAsync())["Flaky"]);
    }

    [Fact]
    public async Task A_portal_with_a_long_history_begins_to_count_with_the_last_of_it()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.RaiseAsync("Ancient");
        var recent = bench.Signals.Firing("Recent");
        await using (var db = bench.Open())
        {
            db.Add(Event.Raise(new(50_000), recent, "Recent", EventType.Exception, Priority.P2, null, bench.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Stopping);
        }

        await bench.WatchAsync();
        Assert.Equal(["Recent"], (await bench.CountedAsync()).Keys);
    }

    [Fact]
    public async Task Symptoms_and_what_maintenance_covers_are_not_counted_and_what_is_only_silenced_is()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var (lead, symptom, planned, silenced) = (await bench.RaiseAsync("Cause"), await bench.RaiseAsync("Symptom"), await bench.RaiseAsync("Planned"), await bench.RaiseAsync("Silenced"));
        await using (var db = bench.Open())
        {
            await db.Events.Where(e => e.Number == symptom).ExecuteUpdateAsync(set => set.SetProperty(e => e.Lead, (EventNumber?)lead), Stopping);
            await db.Events.Where(e => e.Number == planned).ExecuteUpdateAsync(set => set.SetProperty(e => e.SuppressedBy, (Guid?)new WindowNumber(3).AsSuppressor), Stopping);
            await db.Events.Where(e => e.Number == silenced).ExecuteUpdateAsync(set => set.SetProperty(e => e.SuppressedBy, (Guid?)Guid.CreateVersion7(bench.Clock.GetUtcNow())), Stopping);
        }

        await bench.WatchAsync();
        Assert.Equal(["Cause", "Silenced"], (await bench.CountedAsync()).Keys.Order());
    }

    [Fact]
    public async Task What_was_dismissed_is_not_proposed_again_until_it_comes_clearly_more_often()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.ComeAndGoAsync("DiskFull", 5, TimeSpan.FromDays(5));
        await bench.WatchAsync();
        var number = Assert.Single(await bench.ProblemsAsync()).Number;
        Assert.Equal("problem.text-missing", (await bench.Get<DismissProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal?.Code);
        Assert.Null((await bench.Get<DismissProblem>().RunAsync(bench.Dana, number, "A test machine", Stopping)).Refusal);
        await bench.ComeAndGoAsync("DiskFull", 2, TimeSpan.FromDays(5));
        await bench.WatchAsync();
        Assert.Equal(ProblemState.Dismissed, Assert.Single(await bench.ProblemsAsync()).State);
        await bench.ComeAndGoAsync("DiskFull", 16, TimeSpan.FromHours(12));
        await bench.WatchAsync();
        var again = Assert.Single(await bench.ProblemsAsync());
        Assert.Equal((number, ProblemState.Proposed), (again.Number, again.State));
        Assert.Contains((await bench.ViewAsync(number)).Timeline, entry => entry is { From: ProblemState.Dismissed, To: ProblemState.Proposed });
    }

    [Fact]
    public async Task After_a_closure_only_what_comes_later_makes_a_new_problem()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await KnownAsync(bench);
        Assert.Null((await bench.Get<SetFix>().RunAsync(bench.Dana, number, "CHG-1", bench.Clock.GetUtcNow(), Stopping)).Refusal);
        Assert.Null((await bench.Get<ResolveProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal);
        Assert.Equal("problem.not-stopped", (await bench.Get<CloseProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal?.Code);
        bench.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(FixVerdict.Stopped, (await bench.ViewAsync(number)).Row.Verdict);
        Assert.Null((await bench.Get<CloseProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal);
        await bench.ComeAndGoAsync("DiskFull", 2, TimeSpan.FromDays(1));
        await bench.WatchAsync();
        Assert.Single(await bench.ProblemsAsync());
        await bench.ComeAndGoAsync("DiskFull", 5, TimeSpan.FromDays(1.5));
        await bench.WatchAsync();
        Assert.Equal(2, (await bench.ProblemsAsync()).Count);
        Assert.Equal("problem.pattern-taken", (await bench.Get<ReopenProblem>().RunAsync(bench.Dana, number, "It is back", Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_known_error_and_its_workaround_stand_on_new_events_and_on_what_stands_behind_them()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await KnownAsync(bench);
        var known = bench.Get<KnownErrors>();
        var (fresh, other) = (await bench.RaiseAsync("DiskFull"), await bench.RaiseAsync("Other"));
        var match = Assert.Single(await known.OfEventAsync(fresh, Stopping));
        Assert.Equal((true, false, "Empty /var/log"), (match.IsKnownError, match.IsLinked, match.Workaround));
        Assert.Empty(await known.OfEventAsync(other, Stopping));
        await using (var db = bench.Open()) await db.Events.Where(e => e.Number == other).ExecuteUpdateAsync(set => set.SetProperty(e => e.Lead, (EventNumber?)fresh), Stopping);
        Assert.Single(await known.OfEventAsync(other, Stopping));
        var incident = await bench.OpenIncidentAsync(fresh);
        Assert.True(Assert.Single(await known.OfIncidentAsync(incident.Number, Stopping)).IsKnownError);

        Assert.Null((await bench.Get<WriteProblem>().RunAsync(bench.Dana, match.Number, new("Disk", "", "Logs", "Rotate the logs"), 1, Stopping)).Refusal);
        Assert.Equal("Rotate the logs", Assert.Single(await known.OfEventAsync(fresh, Stopping)).Workaround);
    }

    [Fact]
    public async Task A_fix_is_judged_by_what_came_after_it()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await KnownAsync(bench);
        Assert.Null((await bench.Get<SetFix>().RunAsync(bench.Dana, number, "", bench.Clock.GetUtcNow(), Stopping)).Refusal);
        await bench.Get<ResolveProblem>().RunAsync(bench.Dana, number, "", Stopping);
        Assert.Equal(FixVerdict.TooEarly, (await bench.ViewAsync(number)).Recurrence!.Fix!.Verdict);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.ComeAndGoAsync("DiskFull", 12, TimeSpan.FromHours(12));
        await bench.WatchAsync();
        var fix = (await bench.ViewAsync(number)).Recurrence!.Fix!;
        Assert.Equal((FixVerdict.MoreOften, 12L), (fix.Verdict, fix.After.Count));
        Assert.Null((await bench.Get<ReopenProblem>().RunAsync(bench.Dana, number, "It did not help", Stopping)).Refusal);
        Assert.Equal((ProblemState.KnownError, (DateTimeOffset?)null), ((await bench.ViewAsync(number)).Row.State, (await bench.ViewAsync(number)).Problem.FixedAt));
    }

    [Fact]
    public async Task A_person_proposes_from_an_event_or_an_incident_and_one_pattern_has_one_problem()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var (first, second) = (await bench.RaiseAsync("DiskFull"), await bench.RaiseAsync("CpuHigh"));
        var propose = bench.Get<ProposeProblem>();
        var one = Assert.IsType<Outcome<Problem>.Done>(await propose.RunAsync(bench.Dana, new("", "", "", null, "Seen it before", [first], []), Stopping)).Value;
        Assert.Equal(("DiskFull", (await bench.Signals.EventsAsync())[0].Priority, "Dana"), (one.What, one.Priority, one.ProposedBy));
        Assert.Equal("problem.pattern-taken", (await propose.RunAsync(bench.Dana, new("Again", "", "", null, "", [first], []), Stopping)).Refusal?.Code);
        var incident = await bench.OpenIncidentAsync(second);
        var two = Assert.IsType<Outcome<Problem>.Done>(await propose.RunAsync(bench.Dana, new("", "", "", null, "", [], [incident.Number]), Stopping)).Value;
        Assert.Equal(("CpuHigh", "PRB-2"), (two.What, two.Number.ToString()));
        Assert.Equal((second, incident.Number), ((await bench.ViewAsync(two.Number)).Events.Single().Number, (await bench.ViewAsync(two.Number)).Incidents.Single().Number));
        Assert.Equal("problem.no-title", (await propose.RunAsync(bench.Dana, new("", "", "", null, "", [], []), Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await propose.RunAsync(bench.Dana, new("x", "", "", null, "", [new(99)], []), Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await propose.RunAsync(bench.Dana, new("x", "", "nowhere", null, "", [], []), Stopping)).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await propose.RunAsync(await bench.PersonAsync("Max", Duty.Manager), new("x", "", "", null, "", [], []), Stopping)).Refusal?.Code);
        Assert.Equal("problem.pattern-taken", (await bench.Get<RecogniseProblem>().RunAsync(bench.Dana, two.Number, "DiskFull", "", null, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Of_many_who_propose_the_same_at_once_one_does()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await bench.RaiseAsync("DiskFull");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await bench.Get<ProposeProblem>().RunAsync(bench.Dana, new("", "", "", null, "", [number], []), Stopping)).Refusal?.Code;
            }
            catch (DbUpdateException)
            {
                return "database";
            }
        }));
        Assert.Single(outcomes, code => code is null);
        Assert.DoesNotContain("database", outcomes);
        Assert.Single(await bench.ProblemsAsync());
    }

    [Fact]
    public async Task Links_are_added_and_taken_away_and_two_who_act_at_once_are_both_heard_or_told()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var (first, second) = (await bench.RaiseAsync("DiskFull"), await bench.RaiseAsync("CpuHigh"));
        var number = Assert.IsType<Outcome<Problem>.Done>(await bench.Get<ProposeProblem>().RunAsync(bench.Dana, new("", "", "", null, "", [first], []), Stopping)).Value.Number;
        Assert.Null((await bench.Get<LinkEvent>().RunAsync(bench.Dana, number, second, Stopping)).Refusal);
        Assert.Equal("problem.already-linked", (await bench.Get<LinkEvent>().RunAsync(bench.Dana, number, second, Stopping)).Refusal?.Code);
        Assert.Null((await bench.Get<LinkEvent>().TakeAwayAsync(bench.Dana, number, second, Stopping)).Refusal);
        Assert.Equal("problem.not-linked", (await bench.Get<LinkEvent>().TakeAwayAsync(bench.Dana, number, second, Stopping)).Refusal?.Code);
        var incident = await bench.OpenIncidentAsync(second);
        Assert.Null((await bench.Get<LinkIncident>().RunAsync(bench.Dana, number, incident.Number, Stopping)).Refusal);
        Assert.Equal("not-found", (await bench.Get<LinkIncident>().RunAsync(bench.Dana, number, new(99), Stopping)).Refusal?.Code);
        var notes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => bench.Get<CommentOnProblem>().RunAsync(bench.Dana, number, $"note {i}", Stopping)));
        Assert.All(notes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(4, (await bench.ViewAsync(number)).Timeline.Count(entry => entry.Kind == ProblemEntryKind.Noted));
        Assert.Equal(ProblemRefusals.ChangedMeanwhileCode, (await bench.Get<ConfirmProblem>().RunAsync(bench.Dana, number, "", Stopping, version: 1)).Refusal?.Code);
        await using var db = bench.Open();
        Assert.Equal(8, await db.Audit.CountAsync(entry => entry.Object == number.ToString(), Stopping));
    }

    [Fact]
    public async Task The_list_tells_what_is_proposed_first_then_by_gravity_and_is_narrowed_and_paged()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        for (var i = 0; i < 5; i++)
            Assert.Null((await bench.Get<ProposeProblem>().RunAsync(bench.Dana, new($"Trouble {i}", "", "", (Priority)(5 - i), "", [], []), Stopping)).Refusal);
        await bench.Get<ConfirmProblem>().RunAsync(bench.Dana, new(5), "", Stopping);
        await bench.Get<DismissProblem>().RunAsync(bench.Dana, new(1), "No", Stopping);
        var queries = bench.Get<IProblemQueries>();
        var (seen, cursor) = (new List<long>(), (string?)null);
        do
        {
            var page = await queries.PageAsync(new() { States = ProblemLifecycle.Open }, cursor, 2, Stopping);
            seen.AddRange(page.Items.Select(row => row.Number.Value));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal([4, 3, 2, 5], seen);
        Assert.Equal([5L], (await queries.PageAsync(new() { Owner = bench.Dana.Person }, null, 10, Stopping)).Items.Select(row => row.Number.Value));
        Assert.Equal(4, await queries.CountAsync(new() { Unowned = true }, 100, Stopping));
        Assert.Equal([4L], (await queries.PageAsync(new() { Text = "trouble 3" }, null, 10, Stopping)).Items.Select(row => row.Number.Value));
        Assert.Equal([2L], (await queries.PageAsync(new() { Text = "PRB-2" }, null, 10, Stopping)).Items.Select(row => row.Number.Value));
    }

    [Fact]
    public async Task What_was_counted_outlives_its_events_and_is_removed_when_it_is_old()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await KnownAsync(bench);
        await using (var db = bench.Open())
        {
            await db.EventEntries.ExecuteDeleteAsync(Stopping);
            await db.Events.ExecuteDeleteAsync(Stopping);
        }

        var view = await bench.ViewAsync(number);
        Assert.Equal((5, 0), (view.Recurrence!.Total, view.Events.Count));
        bench.Clock.Advance(TimeSpan.FromDays(700));
        await bench.RetainAsync();
        Assert.NotEmpty(await bench.CountedAsync());
        bench.Clock.Advance(TimeSpan.FromDays(100));
        await bench.RetainAsync();
        Assert.Empty(await bench.CountedAsync());
    }

    /// <summary>A known error that came back five times, every other day.</summary>
    private static async Task<ProblemNumber> KnownAsync(ProblemBench bench)
    {
        await bench.ComeAndGoAsync("DiskFull", 5, TwoDays);
        await bench.WatchAsync();
        var number = Assert.Single(await bench.ProblemsAsync()).Number;
        Assert.Null((await bench.Get<ConfirmProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal);
        Assert.Null((await bench.Get<WriteProblem>().RunAsync(bench.Dana, number, new("Disk", "", "Logs", "Empty /var/log"), 0, Stopping)).Refusal);
        Assert.Null((await bench.Get<DeclareKnownError>().RunAsync(bench.Dana, number, Stopping)).Refusal);
        return number;
    }
}

public sealed class ProblemsComeFromEventsOnSqlite(SqliteDatabase database) : ProblemsComeFromEvents(database), IClassFixture<SqliteDatabase>;

public sealed class ProblemsComeFromEventsOnPostgres(PostgresDatabase database) : ProblemsComeFromEvents(database), IClassFixture<PostgresDatabase>;
