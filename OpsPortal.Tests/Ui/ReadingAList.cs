using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace OpsPortal.Tests.Ui;

public sealed class ReadingAList : ListScreen
{
    [Fact]
    public void Shows_skeletons_until_the_rows_are_there_and_then_as_many_as_the_screen_holds()
    {
        var list = Open(1000);
        var rows = Rows(list);
        Assert.Equal("T-1000", rows[0]);
        Assert.InRange(rows.Count, 20, 80);
        Assert.Equal("1,000", list.Find(".total").TextContent);
        Assert.Equal("Tickets", list.Find("table").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Reads_on_when_somebody_scrolls_and_draws_only_what_is_near_the_screen()
    {
        var list = Open(1000);
        for (var first = 0; first <= 900; first += 60) await list.InvokeAsync(() => list.Instance.LookedAsync(first, 20, 34));
        var rows = Rows(list);
        Assert.Contains("T-100", rows);
        Assert.InRange(rows.Count, 20, 80);
    }

    [Fact]
    public async Task Comes_back_to_rows_that_were_forgotten_meanwhile()
    {
        var list = Open(2000);
        for (var first = 0; first <= 1800; first += 60) await list.InvokeAsync(() => list.Instance.LookedAsync(first, 20, 34));
        Tickets.Become("T-1999", "waiting");
        await list.InvokeAsync(() => list.Instance.LookedAsync(0, 20, 34));
        Assert.Contains("waiting", Row(list, "T-1999").TextContent);
    }

    [Fact]
    public void Says_what_to_do_first_where_there_is_nothing() => Assert.Contains("No tickets yet: write one.", Open(0).Markup);

    [Fact]
    public void Says_so_where_nothing_matches_and_leads_back()
    {
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/tickets?q=closed");
        var list = Open(3);
        Assert.Contains("Nothing matches this filter", list.Markup);
        list.FindAll("button").First(button => button.TextContent == "Reset filter").Click();
        list.WaitForAssertion(() => Assert.Equal(["T-3", "T-2", "T-1"], Rows(list)));
    }

    [Fact]
    public void Says_what_stands_in_the_way_and_tries_again()
    {
        Tickets.Down = true;
        Tickets.With(2);
        var list = Show();
        list.WaitForAssertion(() => Assert.Contains("The list could not be read", list.Find("[role=alert]").TextContent));
        Tickets.Down = false;
        list.FindAll("[role=alert] button").Single().Click();
        list.WaitForAssertion(() => Assert.Equal(2, Rows(list).Count));
    }

    [Fact]
    public void Searches_when_typing_rests()
    {
        var list = Open(3);
        Tickets.Become("T-2", "closed");
        list.Find("[data-search]").Input("clo");
        list.Find("[data-search]").Input("closed");
        Clock.Advance(OpsPortal.Ui.Lists.Filters.FilterBar.Rest);
        list.WaitForAssertion(() => Assert.Equal(["T-2"], Rows(list)));
        Assert.EndsWith("?q=closed", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
