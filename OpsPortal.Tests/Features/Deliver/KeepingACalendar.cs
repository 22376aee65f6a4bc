using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Calendar.Feed;
using OpsPortal.Features.Deliver.Calendar.Import;
using OpsPortal.Features.Deliver.Freezes;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.People;
using OpsPortal.Tests.Features.Detect.Maintenance.Windows;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Detect.Maintenance.Windows.WindowBench;

namespace OpsPortal.Tests.Features.Deliver;

public sealed class KeepingACalendarOnSqlite(SqliteDatabase database) : KeepingACalendar(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingACalendarOnPostgres(PostgresDatabase database) : KeepingACalendar(database), IClassFixture<PostgresDatabase>;

/// <summary>Windows and freezes in one calendar: read, moved, subscribed to, imported.</summary>
public abstract class KeepingACalendar(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = Workbench.Noon;

    [AllowNull] private WindowBench _bench;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Windows_repeat_in_it_freezes_stand_in_it_and_it_narrows_by_kind_and_service()
    {
        await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=WEEKLY;COUNT=10" }));
        await _bench.PlanAsync(Draft(draft => draft with { Services = ["orders-db"], Title = "Once" }));
        await FreezeAsync("Year end", Noon.AddDays(3), Noon.AddDays(6));
        Assert.Equal(6, (await EntriesAsync(new())).Count);
        Assert.Equal(4, (await EntriesAsync(new(Kind: "maintenance", Service: "checkout"))).Count);
        Assert.Equal(["Once", "Year end"], (await EntriesAsync(new(Service: "orders-db"))).Select(entry => entry.Title));
        Assert.Equal([true, true], (await EntriesAsync(new(Kind: "maintenance"))).GroupBy(entry => entry.Title == "Once").OrderBy(group => group.Key).Select(group => group.All(entry => entry.Movable)));
        Assert.Empty(await _bench.Get<CalendarReader>().BetweenAsync(new(Actors.Nobody, Noon, Noon.AddDays(28), 100), new(), Stopping));
    }

    [Fact]
    public async Task A_move_shows_what_it_clashes_with_first_and_touching_is_no_clash()
    {
        await _bench.PlanAsync(Draft());
        await _bench.PlanAsync(Draft(draft => draft with { Services = ["orders-db"], LocalStart = Noon.UtcDateTime.AddHours(10), Title = "Needed" }));
        await FreezeAsync("Year end", Noon.AddDays(3), Noon.AddDays(6));
        var entry = (await EntriesAsync(new(Service: "checkout", Kind: "maintenance")))[0];
        Assert.Equal([], await ClashesAsync(entry, Noon.AddHours(8)));
        Assert.Equal([ClashKind.Family], await ClashesAsync(entry, Noon.AddHours(9)));
        Assert.Equal([ClashKind.Freeze], await ClashesAsync(entry, Noon.AddDays(4)));

        Assert.Null(await _bench.Get<CalendarReader>().MoveAsync(Olga, entry, Noon.AddHours(8), Noon.AddHours(10), Stopping));
        Assert.Equal(Noon.AddHours(8), (await _bench.WindowAsync(new(1))).NextEdgeAt);
        Assert.Equal("window.changed-meanwhile", (await _bench.Get<CalendarReader>().MoveAsync(Olga, entry, Noon.AddHours(9), Noon.AddHours(11), Stopping))?.Code);
        Assert.Equal("forbidden", (await _bench.Get<CalendarReader>().MoveAsync(Rita, entry, Noon.AddHours(9), Noon.AddHours(11), Stopping))?.Code);
    }

    [Fact]
    public async Task Of_what_repeats_one_time_is_moved_and_put_back_and_what_has_begun_is_not()
    {
        await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=WEEKLY;COUNT=4" }));
        var before = await EntriesAsync(new());
        Assert.All(before, entry => Assert.True(entry.Movable));
        Assert.Equal("window.not-movable", (await _bench.Get<SaveWindow>().MoveAsync(Olga, new(1), Noon.AddHours(8), Noon.AddHours(10), null, Stopping)).Refusal?.Code);
        Assert.Null(await _bench.Get<CalendarReader>().MoveAsync(Olga, before[1], Noon.AddDays(3), Noon.AddDays(3).AddHours(5), Stopping));
        var after = await EntriesAsync(new());
        Assert.Equal([before[0].Start, Noon.AddDays(3), before[2].Start, before[3].Start], after.Select(entry => entry.Start));
        Assert.Equal((before[1].Uid, before[1].TimeOf, before[1].Start, Noon.AddDays(3).AddHours(5)), (after[1].Uid, after[1].TimeOf, after[1].MovedFrom, after[1].End));
        Assert.All(after.Where((_, at) => at != 1), entry => Assert.Null(entry.MovedFrom));
        Assert.Equal("window.changed-meanwhile", (await _bench.Get<CalendarReader>().MoveAsync(Olga, before[2], Noon.AddDays(5), Noon.AddDays(6), Stopping))?.Code);
        Assert.Equal("forbidden", (await _bench.Get<CalendarReader>().MoveAsync(Rita, after[2], Noon.AddDays(5), Noon.AddDays(6), Stopping))?.Code);

        Assert.Null(await _bench.Get<CalendarReader>().MoveBackAsync(Olga, before[1], Stopping));
        Assert.Equal(before.Select(entry => (entry.Start, entry.End, (DateTimeOffset?)null)), (await EntriesAsync(new())).Select(entry => (entry.Start, entry.End, entry.MovedFrom)));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([false, true, true, true], (await EntriesAsync(new())).Select(entry => entry.Movable));
        Assert.Equal("window.time-has-begun", (await _bench.Get<MoveWindowTime>().RunAsync(Olga, new(1), DateOnly.FromDateTime(Noon.UtcDateTime), Noon.AddDays(3), Noon.AddDays(4), null, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task The_feed_tells_which_time_was_moved_under_the_same_name_with_a_higher_sequence()
    {
        var (olga, secret) = await SubscribedAsync();
        await _bench.PlanAsync(Draft(draft => draft with { Rule = "FREQ=WEEKLY;COUNT=3" }), olga);
        var before = Ical.Net.Calendar.Load(await FeedAsync(secret))!.Events.OrderBy(one => one.Start!.AsUtc).ToList();
        Assert.All(before, one => Assert.Null(one.RecurrenceIdentifier));
        Assert.Null((await _bench.Get<MoveWindowTime>().RunAsync(olga, new(1), DateOnly.FromDateTime(Noon.UtcDateTime.AddDays(7)), Noon.AddDays(9), Noon.AddDays(9).AddHours(1), null, Stopping)).Refusal);
        var text = await FeedAsync(secret);
        var after = Ical.Net.Calendar.Load(text)!.Events.OrderBy(one => one.Start!.AsUtc).ToList();
        Assert.Equal(before.Select(one => one.Uid), after.Select(one => one.Uid));
        Assert.Equal((Noon.AddDays(9).UtcDateTime, before[1].Start!.AsUtc), (after[1].Start!.AsUtc, after[1].RecurrenceIdentifier!.StartTime.AsUtc));
        Assert.True(after[1].Sequence > before[1].Sequence);
        Assert.Equal((before[0].Start!.AsUtc, before[2].Start!.AsUtc), (after[0].Start!.AsUtc, after[2].Start!.AsUtc));
        Assert.Single(text.Split('\n'), line => line.StartsWith("RECURRENCE-ID:20260308T130000Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feed_follows_changes_tells_what_was_called_off_and_ends_when_it_is_revoked()
    {
        var (olga, first) = await SubscribedAsync();
        var window = await _bench.PlanAsync(Draft(draft => draft with { Title = "Patch; all, of it" }));
        var before = Assert.Single(Ical.Net.Calendar.Load(await FeedAsync(first))!.Events);
        Assert.Equal(("MW-1@opsportal", "MW-1 Patch; all, of it", "CONFIRMED"), (before.Uid, before.Summary, before.Status));

        Assert.Null((await _bench.Get<CancelWindow>().RunAsync(Olga, window.Number, "Not today", null, Stopping)).Refusal);
        var after = Assert.Single(Ical.Net.Calendar.Load(await FeedAsync(first))!.Events);
        Assert.Equal((before.Uid, "CANCELLED"), (after.Uid, after.Status));
        Assert.True(after.Sequence > before.Sequence);

        var second = Assert.IsType<Outcome<string>.Done>(await _bench.Get<CalendarFeeds>().MakeAsync(olga, Stopping)).Value;
        Assert.Null(await _bench.Get<FeedWriter>().WriteAsync(first, "https://portal", Stopping));
        await FeedAsync(second);
        await _bench.Get<CalendarFeeds>().RevokeAsync(olga, Stopping);
        Assert.Null(await _bench.Get<FeedWriter>().WriteAsync(second, "https://portal", Stopping));
        Assert.Null(await _bench.Get<FeedWriter>().WriteAsync(new string('x', 9000), "https://portal", Stopping));
    }

    [Fact]
    public async Task An_import_plans_all_or_nothing_and_markup_stays_text()
    {
        const string Good = "BEGIN:VEVENT\nSUMMARY:<script>alert(1)</script>\nDTSTART;TZID=Europe/Berlin:20261206T220000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n";
        const string Bad = "BEGIN:VEVENT\nSUMMARY:For ever\nDTSTART:20261206T220000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY\nEND:VEVENT\n";
        var like = new WindowDraft { Services = ["checkout"] };
        var refused = await _bench.Get<ImportCalendar>().RunAsync(Olga, await ReadAsync(Good + Bad), like, confirmed: false, Stopping);
        Assert.Equal("calendar.not-all", refused.Refusal?.Code);
        Assert.Equal("window.unknown-service", (await _bench.Get<ImportCalendar>().RunAsync(Olga, await ReadAsync(Good), like with { Services = ["nowhere"] }, confirmed: false, Stopping)).Refusal?.Code);
        await using (var db = _bench.Open()) Assert.Equal(0, await db.Set<MaintenanceWindow>().CountAsync(Stopping));

        var planned = Assert.IsType<Outcome<IReadOnlyList<MaintenanceWindow>>.Done>(await _bench.Get<ImportCalendar>().RunAsync(Olga, await ReadAsync(Good + Good), like, confirmed: false, Stopping)).Value;
        Assert.Equal(["MW-1", "MW-2"], planned.Select(window => window.Number.ToString()));
        Assert.Equal("<script>alert(1)</script>", (await _bench.WindowAsync(new(2))).Title);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_without_reading_it_all()
    {
        await using var endless = new Endless();
        Assert.Equal("calendar.too-large", (await ImportCalendar.ReadAsync(endless, "UTC", Stopping)).Refusal?.Code);
        Assert.InRange(endless.WasRead, 1, 2 * IcsReader.MaxBytes);
    }

    [Fact]
    public async Task Freezes_are_checked_set_and_lifted()
    {
        Assert.Equal("forbidden", (await _bench.Get<FreezeDesk>().SetAsync(Olga, Frozen("x", Noon, Noon.AddDays(1)), Stopping)).Refusal?.Code);
        Assert.Equal("freeze.ends-before-start", (await _bench.Get<FreezeDesk>().SetAsync(Tom, Frozen("x", Noon.AddDays(1), Noon), Stopping)).Refusal?.Code);
        Assert.Equal("freeze.in-the-past", (await _bench.Get<FreezeDesk>().SetAsync(Tom, Frozen("x", Noon.AddDays(-2), Noon.AddDays(-1)), Stopping)).Refusal?.Code);
        Assert.Equal("freeze.unknown-service", (await _bench.Get<FreezeDesk>().SetAsync(Tom, Frozen("x", Noon, Noon.AddDays(1)) with { Services = [new("nowhere")] }, Stopping)).Refusal?.Code);
        var freeze = await FreezeAsync("Year end", Noon.AddDays(1), Noon.AddDays(2));
        Assert.Null((await _bench.Get<FreezeDesk>().LiftAsync(Tom, freeze.Id, Stopping)).Refusal);
        Assert.Equal("freeze.over", (await _bench.Get<FreezeDesk>().LiftAsync(Tom, freeze.Id, Stopping)).Refusal?.Code);
        Assert.Empty(await EntriesAsync(new(Kind: "freeze")));
        Assert.Equal("Lifted", Assert.Single((await _bench.Get<FreezeList>().PageAsync("year", null, 10, Stopping)).Items).State);
    }

    [Fact]
    public async Task Windows_and_silences_are_one_list_read_page_by_page()
    {
        for (var at = 0; at < 7; at++) await _bench.PlanAsync(Draft(draft => draft with { Title = $"Window {at}", LocalStart = Noon.UtcDateTime.AddHours(1 + at / 3) }));
        await using (var db = _bench.Open())
        {
            for (var at = 0; at < 5; at++)
                db.Silences.Add(new() { Id = Guid.CreateVersion7(Noon.AddMilliseconds(at)), Matchers = [OpsPortal.Tests.Domain.Detect.Maintenance.Windows.Given.Match("a=b")], StartsAt = Noon.AddHours(1), EndsAt = Noon.AddHours(4), CreatedBy = "amtool", Comment = $"Silence {at}" });
            await db.SaveChangesAsync(Stopping);
        }

        var (list, found, cursor) = (_bench.Get<MaintenanceList>(), new List<string>(), (string?)null);
        do
        {
            var page = await list.PageAsync(new(), cursor, 5, Stopping);
            found.AddRange(page.Items.Select(row => row.Key));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal((12, 12, 12), (found.Count, found.Distinct().Count(), await list.CountAsync(new(), 100, Stopping)));
        Assert.Equal(5, (await list.PageAsync(new() { Kinds = [MaintenanceKind.Silence], States = [WindowState.Planned] }, null, 50, Stopping)).Items.Count);
        Assert.Equal("Window 3", Assert.Single((await list.PageAsync(new() { Text = "window 3" }, null, 50, Stopping)).Items).Title);
        Assert.Equal(7, (await list.PageAsync(new() { Service = "checkout" }, null, 50, Stopping)).Items.Count);
    }

    private Task<IReadOnlyList<CalendarEntry>> EntriesAsync(CalendarFilter filter) => _bench.Get<CalendarReader>().BetweenAsync(new(Olga, Noon, Noon.AddDays(28), 100), filter, Stopping);

    private async Task<IEnumerable<ClashKind>> ClashesAsync(CalendarEntry entry, DateTimeOffset start) =>
        (await _bench.Get<CalendarReader>().ClashesAsync(Olga, entry, start, start.AddHours(2), Stopping)).Select(clash => clash.Kind);

    private async Task<Freeze> FreezeAsync(string name, DateTimeOffset from, DateTimeOffset to) => Assert.IsType<Outcome<Freeze>.Done>(await _bench.Get<FreezeDesk>().SetAsync(Tom, Frozen(name, from, to), Stopping)).Value;

    private static FreezeDraft Frozen(string name, DateTimeOffset from, DateTimeOffset to) => new(name, "Because", [], "", from, to);

    /// <summary>Somebody with an account, and the secret of their feed.</summary>
    private async Task<(Actor Olga, string Secret)> SubscribedAsync()
    {
        var person = new Person { Id = PersonId.New(Noon), Name = "Olga", CreatedAt = Noon };
        person.Start(Duty.Operator, "test", Noon);
        await using (var db = _bench.Open())
        {
            db.Persons.Add(person);
            db.Users.Add(new() { Id = Guid.CreateVersion7(Noon), UserName = $"{person.Id.Value:N}@demo.local", Email = $"{person.Id.Value:N}@demo.local", PersonId = person.Id, CreatedAt = Noon });
            await db.SaveChangesAsync(Stopping);
        }

        var olga = Olga with { Person = person.Id };
        return (olga, Assert.IsType<Outcome<string>.Done>(await _bench.Get<CalendarFeeds>().MakeAsync(olga, Stopping)).Value);
    }

    private async Task<string> FeedAsync(string secret) => Assert.IsType<string>(await _bench.Get<FeedWriter>().WriteAsync(secret, "https://portal", Stopping));

    private static async Task<IReadOnlyList<IcsRead>> ReadAsync(string events)
    {
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"));
        return Assert.IsType<Outcome<IReadOnlyList<IcsRead>>.Done>(await ImportCalendar.ReadAsync(file, "UTC", Stopping)).Value;
    }

    /// <summary>A file of fifty megabytes that notes how much of it was read.</summary>
    private sealed class Endless : Stream
    {
        private const long Size = 50L * 1024 * 1024;

        public long WasRead { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => Size;
        public override long Position { get => WasRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, Size - WasRead);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            WasRead += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
