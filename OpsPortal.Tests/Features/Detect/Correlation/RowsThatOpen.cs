using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;

namespace OpsPortal.Tests.Features.Detect.Correlation;

/// <summary>A row of the queue that stands for others opens in its place.</summary>
public sealed class RowsThatOpen : EventsScreen
{
    [Fact]
    public async Task A_row_says_for_how_many_it_stands_and_shows_them_below_it_by_button_and_closes_again()
    {
        await StoreAsync();
        var page = Open(Row(1, "Database is down") with { Members = 2 }, Row(9, "Something else"));
        var toggle = page.Find("button.members");
        Assert.Equal(("▸ +2", "2 more events behind EVT-1", "false"), (toggle.TextContent.Trim(), toggle.GetAttribute("aria-label"), toggle.GetAttribute("aria-expanded")));
        await toggle.ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["EVT-1", "EVT-2", "EVT-3", "EVT-9"], Keys(page)));
        Assert.Equal(["EVT-2", "EVT-3"], page.FindAll("tr.under").Select(row => row.GetAttribute("data-key")));
        Assert.Empty(page.FindAll("tr.left"));
        Assert.Equal(("▾ +2", "true"), (page.Find("button.members").TextContent.Trim(), page.Find("button.members").GetAttribute("aria-expanded")));
        await page.Find("button.members").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["EVT-1", "EVT-9"], Keys(page)));
    }

    [Fact]
    public void A_row_that_stands_for_itself_has_nothing_to_open() => Assert.Empty(Open(Row(1, "Alone")).FindAll("button.members"));

    private static IEnumerable<string?> Keys(IRenderedComponent<OpsPortal.Features.Detect.Events.Pages.EventsPage> page) => page.FindAll("tr[data-key]").Select(row => row.GetAttribute("data-key"));

    /// <summary>Two stored events behind the first row.</summary>
    private async Task StoreAsync()
    {
        await using var db = await Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<OpsDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        for (var number = 1; number <= 3; number++)
        {
            var signal = new OpsPortal.Domain.Detect.Signals.Signal("alertmanager", OpsPortal.Domain.Detect.Signals.LabelSet.From(("alertname", $"A{number}")), OpsPortal.Domain.Detect.Signals.LabelSet.Empty, Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(1), false, "");
            db.Add(Event.Raise(new(number), signal, $"Event {number}", EventType.Exception, Priority.P2, null, Clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        await OpsPortal.Features.Detect.Correlation.Keeping.GroupStore.ApplyAsync(db, [new(new(1), null, 2), new(new(2), new(1), 0), new(new(3), new(1), 0)], Xunit.TestContext.Current.CancellationToken);
    }
}
