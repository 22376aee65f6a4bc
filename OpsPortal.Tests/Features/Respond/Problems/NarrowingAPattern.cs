using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>A pattern that labels narrow counts, recognises and leaves to others exactly what it should.</summary>
public abstract class NarrowingAPattern(TestDatabase database)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly Label[] OnSeven = [new("instance", "db-7")];

    private static CancellationToken Stopping => ProblemBench.Stopping;

    [Fact]
    public async Task What_came_before_is_told_from_stored_events_what_comes_after_is_counted_and_nothing_twice()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.ComeAndGoAsync("DiskFull", 3, Day, "db-7");
        await bench.ComeAndGoAsync("DiskFull", 3, Day, "db-8");
        await bench.WatchAsync();
        var number = Assert.Single(await bench.ProblemsAsync()).Number;
        Assert.Equal(6, (await bench.ViewAsync(number)).Recurrence!.Events);

        Assert.Null((await NarrowAsync(bench, number, OnSeven)).Refusal);
        Assert.Equal(0, (await bench.ViewAsync(number)).Recurrence!.Events);
        await bench.ComeAndGoAsync("DiskFull", 1, Day, "db-7");
        await bench.ComeAndGoAsync("DiskFull", 1, Day, "db-8");
        await bench.WatchAsync();
        Assert.Equal((4L, 4), ((await bench.ViewAsync(number)).Recurrence!.Events, (await bench.ViewAsync(number)).Recurrence!.Total));
        await bench.ComeAndGoAsync("DiskFull", 2, Day, "db-7");
        await bench.WatchAsync();
        await bench.WatchAsync();
        Assert.Equal(6, (await bench.ViewAsync(number)).Recurrence!.Events);
        Assert.Equal((6L, 10L), (Assert.Single(await bench.ProblemsAsync()).Occurrences, (await bench.CountedAsync())["DiskFull"]));
        await using var db = bench.Open();
        Assert.Equal(10, await OccurrenceBook.AllAsync(db, DateTimeOffset.MinValue, Stopping));
    }

    [Fact]
    public async Task An_event_that_fires_again_is_told_from_its_timeline()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.ComeAndGoAsync("Flaky", 4, TimeSpan.FromHours(2), "db-7");
        await bench.ComeAndGoAsync("Flaky", 2, TimeSpan.FromHours(2), "db-8");
        await bench.WatchAsync();
        var number = await ProposedAsync(bench, "Flaky", OnSeven);
        await bench.WatchAsync();
        Assert.Equal(4, (await bench.ViewAsync(number)).Recurrence!.Events);
    }

    [Fact]
    public async Task What_was_not_counted_then_is_not_counted_now()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.RaiseAsync("DiskFull", "db-7");
        await using (var db = bench.Open()) await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.SuppressedBy, (Guid?)new OpsPortal.Domain.Detect.Maintenance.Windows.WindowNumber(3).AsSuppressor), Stopping);
        await bench.WatchAsync();
        await using (var db = bench.Open()) await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.SuppressedBy, (Guid?)null), Stopping);
        var number = await ProposedAsync(bench, "DiskFull", OnSeven);
        await bench.WatchAsync();
        Assert.Equal(0, (await bench.ViewAsync(number)).Recurrence!.Events);
    }

    [Fact]
    public async Task Who_narrows_otherwise_and_back_again_finds_the_same_counts()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        await bench.ComeAndGoAsync("DiskFull", 2, Day, "db-7");
        await bench.WatchAsync();
        var number = await ProposedAsync(bench, "DiskFull", OnSeven);
        await bench.WatchAsync();
        Assert.Null((await NarrowAsync(bench, number, [new("instance", "db-8")])).Refusal);
        await bench.ComeAndGoAsync("DiskFull", 1, Day, "db-7");
        await bench.WatchAsync();
        Assert.Equal(0, (await bench.ViewAsync(number)).Recurrence!.Events);
        Assert.Null((await NarrowAsync(bench, number, OnSeven)).Refusal);
        await bench.WatchAsync();
        Assert.Equal(3, (await bench.ViewAsync(number)).Recurrence!.Events);
        Assert.Null((await NarrowAsync(bench, number, [])).Refusal);
        await bench.WatchAsync();
        Assert.Equal(3, (await bench.ViewAsync(number)).Recurrence!.Events);
        await using var db = bench.Open();
        Assert.Equal(0, await db.Set<StoredPattern>().CountAsync(pattern => pattern.Narrowed != "", Stopping));
    }

    [Fact]
    public async Task What_it_leaves_is_proposed_by_itself_once_that_recurs_and_not_before()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await ProposedAsync(bench, "DiskFull", OnSeven);
        await bench.ComeAndGoAsync("DiskFull", 8, Day, "db-7");
        await bench.ComeAndGoAsync("DiskFull", 4, Day, "db-8");
        await bench.WatchAsync();
        Assert.Equal(number, Assert.Single(await bench.ProblemsAsync()).Number);
        await bench.ComeAndGoAsync("DiskFull", 1, Day, "db-8");
        await bench.WatchAsync();
        var rest = Assert.Single(await bench.ProblemsAsync(), row => row.Number != number);
        Assert.StartsWith("It came back 5 times", rest.Why, StringComparison.Ordinal);
        await using var db = bench.Open();
        var evidence = (await bench.ViewAsync(rest.Number)).Events.Select(e => e.Number).ToList();
        Assert.All(await db.Events.Where(e => evidence.Contains(e.Number)).Select(e => e.Labels).ToListAsync(Stopping), labels => Assert.Equal("db-8", labels["instance"]));
    }

    [Fact]
    public async Task Only_events_that_bear_the_labels_are_recognised_on_their_page_and_in_the_queue()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await ProposedAsync(bench, "DiskFull", OnSeven);
        var (seven, eight, other) = (await bench.RaiseAsync("DiskFull", "db-7"), await bench.RaiseAsync("DiskFull", "db-8"), await bench.RaiseAsync("Other", "db-7"));
        var known = bench.Get<KnownErrors>();
        Assert.Equal(number, Assert.Single(await known.OfEventAsync(seven, Stopping)).Number);
        Assert.Empty(await known.OfEventAsync(eight, Stopping));
        Assert.Empty(await MarkedAsync(bench, seven, eight, other));

        await KnowAsync(bench, number);
        Assert.Equal([(seven, number)], await MarkedAsync(bench, seven, eight, other));
        Assert.Null((await NarrowAsync(bench, number, [])).Refusal);
        Assert.Equal([(seven, number), (eight, number)], await MarkedAsync(bench, seven, eight, other));
        Assert.Null((await bench.Get<DeclareKnownError>().WithdrawAsync(bench.Dana, number, "It does not help", Stopping)).Refusal);
        Assert.Empty(await MarkedAsync(bench, seven, eight, other));
    }

    [Fact]
    public async Task The_narrowest_of_several_known_errors_marks_an_event()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var narrow = await ProposedAsync(bench, "DiskFull", OnSeven);
        await KnowAsync(bench, narrow);
        var wide = Assert.IsType<Outcome<Problem>.Done>(await bench.Get<ProposeProblem>().RunAsync(bench.Dana, new("Disks", "DiskFull", "", null, "", [], []), Stopping)).Value.Number;
        await KnowAsync(bench, wide);
        var (seven, eight) = (await bench.RaiseAsync("DiskFull", "db-7"), await bench.RaiseAsync("DiskFull", "db-8"));
        Assert.Equal([(seven, narrow), (eight, wide)], await MarkedAsync(bench, seven, eight));
        Assert.Equal("problem.pattern-taken", (await NarrowAsync(bench, wide, OnSeven)).Refusal?.Code);
    }

    [Fact]
    public async Task What_narrows_it_stays_where_nobody_speaks_of_it_and_what_cannot_narrow_is_refused()
    {
        await using var bench = await ProblemBench.StartAsync(database);
        var number = await ProposedAsync(bench, "DiskFull", OnSeven);
        Assert.Null((await bench.Get<RecogniseProblem>().RunAsync(bench.Dana, number, "DiskFills", "", null, Stopping)).Refusal);
        Assert.Equal("DiskFills with instance = db-7", (await bench.ViewAsync(number)).Problem.Pattern.ToString());
        Assert.Equal("problem.invalid-labels", (await NarrowAsync(bench, number, [new("instance", "")])).Refusal?.Code);
        Assert.Equal("problem.invalid-pattern", (await bench.Get<RecogniseProblem>().RunAsync(bench.Dana, number, "", "", OnSeven, Stopping)).Refusal?.Code);
        await using var db = bench.Open();
        Assert.Contains("db-7", (await db.Audit.Where(entry => entry.Act == "problem.recognised").OrderBy(entry => entry.Sequence).Select(entry => entry.After).FirstAsync(Stopping))!, StringComparison.Ordinal);
    }

    private static Task<Outcome<Problem>> NarrowAsync(ProblemBench bench, ProblemNumber number, Label[] labels) => bench.Get<RecogniseProblem>().RunAsync(bench.Dana, number, "DiskFull", "", labels, Stopping);

    private static async Task<ProblemNumber> ProposedAsync(ProblemBench bench, string what, Label[] labels)
    {
        var number = Assert.IsType<Outcome<Problem>.Done>(await bench.Get<ProposeProblem>().RunAsync(bench.Dana, new("Trouble", what, "", null, "", [], []), Stopping)).Value.Number;
        Assert.Null((await bench.Get<RecogniseProblem>().RunAsync(bench.Dana, number, what, "", labels, Stopping)).Refusal);
        return number;
    }

    private static async Task KnowAsync(ProblemBench bench, ProblemNumber number)
    {
        Assert.Null((await bench.Get<ConfirmProblem>().RunAsync(bench.Dana, number, "", Stopping)).Refusal);
        Assert.Null((await bench.Get<WriteProblem>().RunAsync(bench.Dana, number, new("Disk", "", "Logs", "Empty /var/log"), 0, Stopping)).Refusal);
        Assert.Null((await bench.Get<DeclareKnownError>().RunAsync(bench.Dana, number, Stopping)).Refusal);
    }

    /// <summary>Of these events those that bear a mark in the queue, with the problem it leads to.</summary>
    private static async Task<IEnumerable<(EventNumber, ProblemNumber)>> MarkedAsync(ProblemBench bench, params EventNumber[] numbers)
    {
        await using var db = bench.Open();
        var rows = await db.Events.AsNoTracking().Where(e => numbers.Contains(e.Number)).OrderBy(e => e.Number).Select(EventProjections.Row).ToListAsync(Stopping);
        var marked = await bench.Get<KnownErrors>().MarkAsync(rows, Stopping);
        Assert.Equal(rows.Select(row => row.Number), marked.Select(row => row.Number));
        return marked.Where(row => row.KnownError is not null).Select(row => (row.Number, row.KnownError!.Number));
    }
}

public sealed class NarrowingAPatternOnSqlite(SqliteDatabase database) : NarrowingAPattern(database), IClassFixture<SqliteDatabase>;

public sealed class NarrowingAPatternOnPostgres(PostgresDatabase database) : NarrowingAPattern(database), IClassFixture<PostgresDatabase>;
