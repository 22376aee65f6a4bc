using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Peers;
using OpsPortal.Storage.Bulk;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Events;

/// <summary>A search finds what a person would find by reading every row, however common its words are and however new the rows.</summary>
public abstract class FindingEventsByWords(TestDatabase database)
{
    private static readonly string[] Subjects = ["Disk", "Diskette", "Queue", "Backup", "Zürich", "mail-gateway", "O'Brien", "50%_full"];

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_found_the_moment_it_is_stored_and_after_its_words_are_indexed()
    {
        await database.EmptyAsync();
        await using var bench = await Workbench.StartAsync(database.Contexts);
        await bench.SendAsync(bench.Firing("DiskFull", summary: "Disk of db-7 is full"));
        Assert.Equal(["EVT-1"], await FoundAsync("db-7"));
        await IndexedAsync(bench);
        Assert.Equal(["EVT-1"], await FoundAsync("dis ful"));
        Assert.Empty(await FoundAsync("isk"));
        Assert.Empty(await FoundAsync("disk absent"));
    }

    [Fact]
    public async Task An_event_is_found_where_it_stands_whether_it_moved_before_or_after_it_was_indexed()
    {
        await database.EmptyAsync();
        await using var bench = await Workbench.StartAsync(database.Contexts);
        await bench.SendAsync(bench.Firing("First"));
        await bench.SendAsync(bench.Over("First"));
        await bench.SendAsync(bench.Firing("Second"));
        await IndexedAsync(bench);
        await bench.SendAsync(bench.Over("Second"));
        Assert.Equal(["EVT-1", "EVT-2"], await FoundAsync("critical", Standing.Resolved));
        Assert.Empty(await FoundAsync("critical"));
    }

    [Fact]
    public async Task An_event_that_is_indexed_while_it_is_looked_for_is_found_once()
    {
        await database.EmptyAsync();
        await using var bench = await Workbench.StartAsync(database.Contexts);
        await bench.SendAsync(bench.Firing("DiskFull"));
        await IndexedAsync(bench);

        // As a search sees it that read the watermark before the index was brought up.
        await using (var db = database.Open())
        {
            if (db is OpsPortal.Storage.SqliteOpsDb) await db.Database.ExecuteSqlAsync($"UPDATE event_search_watermark SET number = 0", Stopping);
        }

        Assert.Equal(["EVT-1"], await FoundAsync("diskfull"));
    }

    [Fact]
    public async Task What_is_deleted_is_found_no_more()
    {
        await database.EmptyAsync();
        await using var bench = await Workbench.StartAsync(database.Contexts);
        await bench.SendAsync(bench.Firing("First"), bench.Firing("Second"));
        await IndexedAsync(bench);
        await using (var db = database.Open()) await db.Events.Where(e => e.Number == new EventNumber(1)).ExecuteDeleteAsync(Stopping);
        Assert.Equal(["EVT-2"], await FoundAsync("critical"));
        Assert.Empty(await FoundAsync("first"));
    }

    [Fact]
    public async Task Whatever_is_asked_the_answer_is_that_of_reading_every_row()
    {
        await database.EmptyAsync();
        await LayInAsync(4500);
        var queries = new EventQueries(database.Contexts, new FakeTimeProvider(Workbench.Noon));
        await using var db = database.Open();
        var all = await db.Events.AsNoTracking().Select(EventProjections.Row).ToListAsync(Stopping);
        foreach (var text in new[] { "disk", "diskette", "queue 7", "seldom", "disk seldom", "all", "all disk", "backup queue", "zür", "mail gateway", "o'brien", "50%_full", "\"*", "all \"", "never" })
        {
            var expected = all.Where(row => row.Standing == Standing.Active && Words.Contain(row.Title, Text(row.Labels), string.Join(' ', Words.Split(text)))).Select(row => row.Number).Order();
            var found = new List<EventNumber>();
            for (string? cursor = "", next = null; cursor is not null; cursor = next)
            {
                var page = await queries.PageAsync(new() { Text = text }, cursor, 1000, Stopping);
                found.AddRange(page.Items.Select(row => row.Number));
                next = page.Next;
            }

            Assert.Equal(Words.Split(text).Count == 0 ? all.Count(row => row.Standing == Standing.Active) : expected.Count(), found.Count);
            if (Words.Split(text).Count > 0) Assert.Equal(expected, found.Order());
            Assert.Equal(found.Count, await queries.CountAsync(new() { Text = text }, 10_000, Stopping));
        }
    }

    private static string Text(LabelSet labels) => string.Join(' ', labels.Select(label => $"{label.Name} {label.Value}"));

    private async Task LayInAsync(int count)
    {
        await using var db = database.Open();
        await using (var transaction = await db.Database.BeginTransactionAsync(Stopping))
        {
            await db.InsertManyAsync([.. Enumerable.Range(1, count).Select(Make)], Stopping);
            await transaction.CommitAsync(Stopping);
        }

        // A third of the rows is left out of the index, as in the middle of a storm.
        for (var part = 0; part < 3; part++) await WordIndex.AdvanceAsync(db, 1000, Stopping);
    }

    private static Event Make(int number)
    {
        var subject = Subjects[number % Subjects.Length];
        var signal = new Signal(
            "alertmanager", LabelSet.From(("alertname", subject), ("instance", $"host-{number % 40}"), ("scope", number % 1500 == 0 ? "seldom" : "all")), LabelSet.Empty,
            Workbench.Noon, Workbench.Noon.AddHours(1), EndIsAssumed: false, "");
        return Event.Raise(new(number), signal, $"{subject} {number % 10}", EventType.Warning, Priority.P3, number % 50 == 0 ? Guid.Empty : null, Workbench.Noon);
    }

    private async Task IndexedAsync(Workbench bench)
    {
        await using var db = database.Open();
        if (db is OpsPortal.Storage.PostgresOpsDb) return;
        await Waiting.UntilAsync(async () =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            return await WordIndex.WatermarkAsync(db, Stopping) >= (await db.Events.OrderByDescending(e => e.Number).Select(e => e.Number).FirstAsync(Stopping)).Value;
        }, () => "the words are not indexed");
    }

    private async Task<IEnumerable<string>> FoundAsync(string text, Standing standing = Standing.Active)
    {
        var queries = new EventQueries(database.Contexts, new FakeTimeProvider(Workbench.Noon));
        var page = await queries.PageAsync(new() { Text = text, Standings = [standing] }, null, 50, Stopping);
        return page.Items.Select(row => row.Number.ToString()).Order(StringComparer.Ordinal);
    }
}

public sealed class FindingEventsByWordsOnSqlite(SqliteDatabase database) : FindingEventsByWords(database), IClassFixture<SqliteDatabase>;

public sealed class FindingEventsByWordsOnPostgres(PostgresDatabase database) : FindingEventsByWords(database), IClassFixture<PostgresDatabase>;
