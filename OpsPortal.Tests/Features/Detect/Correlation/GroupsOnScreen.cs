using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Correlation;

/// <summary>The page of an event that is in a group.</summary>
public sealed class GroupsOnScreen(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private readonly SqliteDatabase _database = database;

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lead_says_for_whom_it_stands_and_why_and_lets_a_person_take_one_out()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseStormAsync();
        var page = Render<EventPage>(at => at.Add(p => p.Number, "EVT-1"));
        page.WaitForAssertion(() => Assert.Equal("Stands for 2 more events", page.Find("#group-heading").TextContent));
        Assert.Contains("Found by what is alike in them, 70 % sure.", Flat(page), StringComparison.Ordinal);
        Assert.Contains("DiskFull on 3 hosts, each within 2 minutes of another.", Flat(page), StringComparison.Ordinal);
        await page.FindAll("button[aria-label$='is not related']")[0].ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Stands for 1 more event", page.Find("#group-heading").TextContent));
    }

    [Fact]
    public async Task A_member_leads_to_the_row_that_stands_for_it_and_has_no_act_of_its_own_in_front()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseStormAsync();
        var page = Render<EventPage>(at => at.Add(p => p.Number, "EVT-2"));
        page.WaitForAssertion(() => Assert.Equal("Part of the group of EVT-1", page.Find("#group-heading").TextContent));
        Assert.Contains("EVT-1 stands for it: work on that one.", Flat(page), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=toolbar] button.primary"));
    }

    [Fact]
    public async Task What_was_called_not_related_says_by_whom_and_can_go_back()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseStormAsync();
        var page = Render<EventPage>(at => at.Add(p => p.Number, "EVT-2"));
        page.WaitForState(() => page.FindAll("button[aria-label='EVT-2 is not related']").Count == 1);
        await page.Find("button[aria-label='EVT-2 is not related']").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Stands alone", page.Find("#group-heading").TextContent));
        Assert.Contains("Dana said", Flat(page), StringComparison.Ordinal);
        await page.FindAll("button").Single(button => button.TextContent == "Take that back").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Part of the group of EVT-1", page.Find("#group-heading").TextContent));
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_group_and_no_button()
    {
        SignIn(Duty.Developer);
        await RaiseStormAsync();
        var page = Render<EventPage>(at => at.Add(p => p.Number, "EVT-1"));
        page.WaitForAssertion(() => Assert.Equal("Stands for 2 more events", page.Find("#group-heading").TextContent));
        Assert.Empty(page.FindAll("button[aria-label$='is not related']"));
    }

    private static string Flat(IRenderedComponent<EventPage> page) => string.Join(' ', page.Find("article").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task RaiseStormAsync()
    {
        await using (var db = _database.Open())
        {
            db.RemoveRange(db.Set<PersonsWord>());
            await db.SaveChangesAsync(Stopping);
        }

        for (var host = 1; host <= 3; host++) await RaiseAsync(instance: $"db-{host}", minutesAgo: 14 - host);
        await Services.GetRequiredService<GroupBook>().RefreshAsync(Stopping);
    }
}
