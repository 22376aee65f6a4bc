using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Freezes;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Planning.Telling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Planning.PlanBench;

namespace OpsPortal.Tests.Features.Deliver.Planning;

public sealed class PlanningAmongOthersOnSqlite(SqliteDatabase database) : PlanningAmongOthers(database), IClassFixture<SqliteDatabase>;

public sealed class PlanningAmongOthersOnPostgres(PostgresDatabase database) : PlanningAmongOthers(database), IClassFixture<PostgresDatabase>;

/// <summary>A change among all that is planned: read, held against each other, shown in the calendar, told to owners.</summary>
public abstract class PlanningAmongOthers(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private PlanBench _bench;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_that_takes_a_place_in_time_is_read_and_nothing_else()
    {
        await _bench.ShopAsync();
        await _bench.ChangeAsync(Plan());
        await _bench.ChangeAsync(Plan(), ChangeState.Draft);
        await _bench.ChangeAsync(Plan(), ChangeState.AwaitingApproval);
        await _bench.ChangeAsync(Plan(), ChangeState.Closed);
        await _bench.ChangeAsync(Plan(plan => plan with { Window = new(Noon.AddHours(3), Noon.AddHours(4), "UTC") }));
        await _bench.ChangeAsync(Plan(plan => plan with { Window = null }));
        await FreezeAsync(2, 5);
        await WindowAsync(0, 240);
        await using var db = _bench.Open();
        var works = await _bench.Get<PlannedWorkReader>().BetweenAsync(db, Noon.AddHours(1), Noon.AddHours(3), Stopping);
        Assert.Equal(["MW-1", "CHG-1", "CHG-3", "Year end"], works.Select(work => work.Kind == Clashes.FreezeWork ? work.Title : work.Number));
        Assert.Equal(["checkout/api"], works[1].Components);
        Assert.Equal("production", works[1].Environment);
    }

    [Fact]
    public async Task A_plan_is_held_against_changes_freezes_peak_hours_and_incidents()
    {
        await _bench.ShopAsync();
        var other = await _bench.ChangeAsync(Plan(plan => plan with { Components = [new(new("orders-db"), "db", "1", "", "")], Executor = new(_bench.Tom.Person, "Tomás") }));
        await IncidentAsync("orders-db");
        var plan = Plan(plan => plan with { Executor = new(_bench.Tom.Person, "Tomás") });
        await using var db = _bench.Open();
        Assert.Equal([ClashKind.Incident, ClashKind.People, ClashKind.Family], (await _bench.Get<ClashReader>().OfAsync(db, "CHG-9", plan, Stopping)).Select(clash => clash.Kind));
        Assert.Equal([ClashKind.Incident, ClashKind.Peak], (await _bench.Get<ClashReader>().OfAsync(db, "CHG-9", plan with { Window = new(Noon.AddHours(7), Noon.AddHours(8), "UTC") }, Stopping)).Select(clash => clash.Kind));
        Assert.Equal([ClashKind.Incident], (await _bench.Get<ClashReader>().OfAsync(db, "CHG-9", plan with { Environment = "staging", Window = new(Noon.AddHours(7), Noon.AddHours(8), "UTC") }, Stopping)).Select(clash => clash.Kind));
        Assert.DoesNotContain(await _bench.Get<ClashReader>().OfAsync(db, other.Number.ToString(), other.Plan, Stopping), clash => clash.With?.Number == other.Number.ToString());
        Assert.Empty(await _bench.Get<ClashReader>().OfAsync(db, "CHG-9", plan with { Window = null }, Stopping));
    }

    [Fact]
    public async Task The_next_slot_lies_behind_all_of_them()
    {
        await _bench.ShopAsync();
        await _bench.ChangeAsync(Plan());
        await FreezeAsync(3, 5);
        var slot = await SlotAsync(TimeSpan.FromHours(2));
        Assert.Equal(Noon.AddHours(8), slot.Start);
        await WindowAsync(20, 180);
        Assert.Equal(Noon.AddHours(20), (await SlotAsync(TimeSpan.FromHours(2))).Start);
        Assert.Null((await SlotAsync(TimeSpan.FromHours(4))).Start);
        Assert.Equal("service.invalid-unknown-service", (await _bench.Get<NextFreeSlot>().FindAsync(Wanted("nowhere"), null, TimeSpan.FromHours(1), "UTC", explain: false, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task The_calendar_shows_changes_and_a_feed_tells_what_was_called_off()
    {
        await _bench.ShopAsync();
        await _bench.ChangeAsync(Plan());
        await _bench.ChangeAsync(Plan(plan => plan with { Title = "Given up" }), ChangeState.Withdrawn);
        await _bench.ChangeAsync(Plan(), ChangeState.Draft);
        var reader = _bench.Get<CalendarReader>();
        var shown = Assert.Single(await reader.BetweenAsync(new(_bench.Tom, Noon, Noon.AddDays(1), 100), new(Kind: "change"), Stopping));
        Assert.Equal(("CHG-1 Upgrade", "/changes/CHG-1", false, false), (shown.Named, shown.Href, shown.Movable, shown.IsCancelled));
        Assert.Equal(["CHG-1@opsportal", "CHG-2@opsportal"], (await reader.BetweenAsync(new(_bench.Tom, Noon, Noon.AddDays(1), 100, ForFeed: true), new(), Stopping)).OrderBy(entry => entry.Uid, StringComparer.Ordinal).Select(entry => entry.Uid));
        Assert.Equal("change.not-movable", (await reader.MoveAsync(_bench.Tom, shown, Noon, Noon.AddHours(1), Stopping))?.Code);
    }

    [Fact]
    public async Task Owners_up_and_downstream_get_one_mail_each_whatever_they_own()
    {
        var (ada, bo) = (await _bench.PersonAsync("Ada", Duty.Developer), await _bench.PersonAsync("Bo", Duty.Operator));
        var (reached, members) = (await _bench.TeamAsync("Platform", "platform@example.org", ada.Person!.Value), await _bench.TeamAsync("Shop", "", bo.Person!.Value));
        await _bench.ShopAsync(draft => draft.Key.Value switch
        {
            "orders-db" => draft with { Team = reached.Id, Person = ada.Person },
            "storefront" => draft with { Team = members.Id, Person = bo.Person },
            _ => draft with { Person = _bench.Tom.Person },
        });
        var change = await _bench.ChangeAsync(Plan(), ChangeState.AwaitingApproval);
        await using var db = _bench.Open();
        var told = await _bench.Get<TellOwners>().RunAsync(db, change, Noon, Stopping);
        await db.SaveChangesAsync(Stopping);
        string[] expected = [.. new[] { ada.Account, bo.Account, "platform@example.org" }.Order(StringComparer.OrdinalIgnoreCase)];
        Assert.Equal(expected, told);
        var mails = await db.Set<OutboxMessage>().AsNoTracking().ToListAsync(Stopping);
        Assert.Equal(expected, mails.Select(mail => mail.Recipient).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(mails, mail => Assert.Equal("CHG-1 Upgrade: approval is asked for", mail.Subject));
        Assert.Contains("Storefront", mails.Single(mail => mail.Recipient == bo.Account).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peak_hours_are_kept_with_their_service()
    {
        await _bench.ShopAsync();
        Assert.Equal(["daily 18:00-20:00 UTC"], _bench.Signals.Catalogue.Current.Find(new("checkout"))!.Facts.PeakHours.Select(hours => hours.ToString()));
        Assert.Empty(_bench.Signals.Catalogue.Current.Find(new("storefront"))!.Facts.PeakHours);
    }

    private async Task<FreeSlot> SlotAsync(TimeSpan length) =>
        Assert.IsType<Outcome<FreeSlot>.Done>(await _bench.Get<NextFreeSlot>().FindAsync(Wanted("checkout"), Noon.AddHours(1), length, "UTC", explain: false, Stopping)).Value;

    private static PlannedWork Wanted(string service) => new(Clashes.ChangeWork, "", "", [new(service)], "production", default, default);

    private async Task FreezeAsync(int from, int to) => Assert.Null((await _bench.Get<FreezeDesk>().SetAsync(_bench.Tom, new("Year end", "Because", [], "", Noon.AddHours(from), Noon.AddHours(to)), Stopping)).Refusal);

    private async Task WindowAsync(int hours, int minutes) => Assert.Null((await _bench.Get<SaveWindow>().RunAsync(_bench.Tom, null, new WindowDraft
    {
        Title = "Patch",
        Reason = "Fixes",
        LocalStart = Noon.UtcDateTime.AddHours(hours),
        Zone = "UTC",
        DurationMinutes = minutes,
        Services = ["checkout"],
    }, null, confirmed: false, Stopping)).Refusal);

    private async Task IncidentAsync(string service)
    {
        await using var db = _bench.Open();
        db.Add(Assert.IsType<Outcome<Incident>.Done>(Incident.Open(new(1), "Slow", service, Priority.P1, _bench.Tom, Noon)).Value);
        await db.SaveChangesAsync(Stopping);
    }
}
