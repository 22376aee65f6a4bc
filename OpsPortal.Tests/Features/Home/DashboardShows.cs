using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Home.Pages;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Live;
using OpsPortal.Telemetry;
using OpsPortal.Tests.Support;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Home;

public sealed class DashboardShows(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Each_priority_as_a_number_that_leads_to_its_events()
    {
        await RaiseAsync("A", "critical");
        await RaiseAsync("B", "warning");
        await RaiseAsync("C", "warning");
        var page = Open(Duty.ServiceDesk);
        Assert.Equal(["P11", "P20", "P32", "P40", "P50", "Mine0", "Snoozed0", "Suppressed0"], page.FindAll(".w-tiles a").Select(tile => tile.TextContent));
        Assert.Equal("/events?priority=P3", page.FindAll(".w-tiles a")[2].GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_mine_and_what_is_out_of_sight()
    {
        await RaiseAsync("A", "critical");
        await RaiseAsync("B", "warning");
        var dana = new Actor(Dana, "Dana", "", Duties.Permit([Duty.ServiceDesk]), "");
        await The<AcknowledgeEvent>().RunAsync(dana, new(1), CancellationToken.None);
        await The<SnoozeEvent>().RunAsync(dana, new(2), Clock.GetUtcNow().AddHours(1), CancellationToken.None);
        var tiles = Open(Duty.ServiceDesk).FindAll(".w-tiles a").Select(tile => tile.TextContent).ToList();
        Assert.Contains("Mine1", tiles);
        Assert.Contains("Snoozed1", tiles);
        Assert.Contains("P30", tiles);
    }

    [Fact]
    public async Task P1_and_P2_that_wait_the_longest_first()
    {
        await RaiseAsync("Slow", "error");
        Clock.Advance(TimeSpan.FromMinutes(7));
        await RaiseAsync("Down", "critical");
        await RaiseAsync("Meh", "warning");
        var waiting = Open(Duty.ServiceDesk).FindAll("[aria-labelledby=w-waiting] .w-rows li").Select(row => row.TextContent);
        Assert.Equal(["P2Slow on db-7EVT-17 min", "P1Down on db-7EVT-20 s"], waiting);
    }

    [Fact]
    public async Task What_came_in_over_the_last_hour_as_bars_and_as_a_table()
    {
        await RaiseAsync("A");
        await RaiseAsync("B");
        Clock.Advance(TimeSpan.FromMinutes(3));
        await RaiseAsync("C");
        var page = Open(Duty.ServiceDesk);
        Assert.Equal(60, page.FindAll("svg g.bar").Count);
        Assert.Equal("3 in the last hour, most at 12:00 (2)", page.Find("figcaption .soft").TextContent);
        Assert.Contains("12:00: 2 events", page.FindAll("svg title").Select(title => title.TextContent));
        var rows = page.FindAll(".chart tbody tr").Select(row => (row.Children[0].TextContent, row.Children[1].TextContent)).ToList();
        Assert.Equal([("12:03", "1"), ("12:02", "0"), ("12:01", "0"), ("12:00", "2")], rows.Take(4));
    }

    [Fact]
    public async Task A_new_event_by_itself()
    {
        await RaiseAsync("A");
        var page = Open(Duty.ServiceDesk);
        await RaiseAsync("B");
        page.WaitForAssertion(() => Assert.Equal("P12", page.Find(".w-tiles a").TextContent));
    }

    [Fact]
    public void How_to_get_the_first_event_while_there_is_none()
    {
        var page = Open(Duty.Administrator);
        Assert.Contains("- targets: ['localhost']", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("/admin/api-keys", page.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Whom_to_ask_for_a_key_to_those_who_may_not_make_one()
    {
        var page = Open(Duty.ServiceDesk);
        Assert.Contains("Ask an administrator for a key", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/api-keys", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Calmly_that_signals_are_taken()
    {
        The<IntakeMetrics>().Taken("alertmanager", 3);
        var said = Open(Duty.ServiceDesk).FindAll("section p").Select(p => p.TextContent);
        Assert.Contains("Signals are being taken: last one just now from alertmanager.", said);
    }

    [Fact]
    public void Loudly_that_senders_wait_and_nothing_is_stored()
    {
        The<IntakeMetrics>().Waiting(4);
        Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.StartsWith("Signals wait and nothing is stored: 4 senders are held.", Open(Duty.ServiceDesk).Find(".alarm").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_more_once_it_is_left()
    {
        var page = Open(Duty.ServiceDesk);
        Assert.Equal(1, Feed.Listeners(ChangeKind.Events));
        page.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Events));
    }

    [Fact]
    public async Task The_same_arrivals_as_counting_every_event()
    {
        for (var i = 0; i < 40; i++)
        {
            for (var n = 0; n <= i % 3; n++) await RaiseAsync($"Alert{i}-{n}");
            Clock.Advance(TimeSpan.FromSeconds(130));
            await using var between = base.Open();
            await The<Arrivals>().ReadAsync(between, Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        await using var db = base.Open();
        var seen = await db.Events.Select(e => e.FirstSeenAt).ToListAsync(TestContext.Current.CancellationToken);
        var told = await The<Arrivals>().ReadAsync(db, Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Equal(Arrivals.Minutes, told.Count);
        Assert.All(told, minute => Assert.Equal(seen.Count(at => at >= minute.Start && at < minute.Start.AddMinutes(1)), minute.Count));
    }

    private IRenderedComponent<DashboardPage> Open(Duty duty)
    {
        SignIn(duty);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?show=queue,waiting,arrivals");
        var page = Render<DashboardPage>();
        page.WaitForState(() => page.FindAll("[aria-busy]").Count == 0);
        return page;
    }
}
