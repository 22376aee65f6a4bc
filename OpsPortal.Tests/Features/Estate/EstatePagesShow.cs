using Bunit;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Pages;
using OpsPortal.Features.Estate.Pages.Drawing;
using OpsPortal.Features.Estate.Pages.Files;
using OpsPortal.Features.Estate.Pages.One;
using OpsPortal.Features.Estate.Pages.Rules;
using OpsPortal.Live;

namespace OpsPortal.Tests.Features.Estate;

public sealed class EstatePagesShow : EstateScreen
{
    [Fact]
    public void What_to_do_first_where_there_is_no_service()
    {
        Go("/services");
        var page = Render<ServicesPage>();
        page.WaitForAssertion(() => Assert.Contains("No services yet", page.Markup));
        Assert.Equal("/services/exchange", page.Find(".op-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task One_row_per_service_the_worst_off_first()
    {
        await ImportAsync();
        await RaiseAsync("pay");
        Go("/services");
        var page = Render<ServicesPage>();
        page.WaitForAssertion(() => Assert.Equal(["pay", "shop", "store"], page.FindAll("tr[data-key]").Select(row => row.GetAttribute("data-key"))));
        Assert.Equal("Failing · P1 · 1 open", page.Find("tr[data-key=pay] td[data-column=health]").TextContent.Trim());
        Assert.Equal("2", page.Find("tr[data-key=store] td[data-column=dependants]").TextContent.Trim());
    }

    [Fact]
    public async Task An_open_event_on_the_page_of_its_service_as_it_arrives()
    {
        await ImportAsync();
        var page = Render<ServicePage>(parameters => parameters.Add(p => p.Key, "pay"));
        page.WaitForAssertion(() => Assert.Contains("Now: no open event", page.Markup));
        await RaiseAsync("pay");
        Clock.Advance(PageSubscription.Pace);
        page.WaitForAssertion(() => Assert.Contains("EVT-1", page.Find(".events").TextContent));
        Assert.Equal(["Order database"], page.FindAll("section[aria-labelledby=needs-heading] a").Select(link => link.TextContent));
        Assert.Equal(["Shop"], page.FindAll("section[aria-labelledby=needed-heading] a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Nothing_to_change_for_those_who_may_only_read()
    {
        await ImportAsync();
        SignIn(Duty.Developer);
        var page = Render<ServicePage>(parameters => parameters.Add(p => p.Key, "pay"));
        page.WaitForAssertion(() => Assert.Contains("Payments", page.Markup));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Before_deleting_who_depends_on_it_and_wants_its_key_typed()
    {
        await ImportAsync();
        var page = Render<ServicePage>(parameters => parameters.Add(p => p.Key, "store"));
        page.WaitForElement("header button").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Payments, Shop depend on it", Dialogs.Markup));
        Assert.True(Dialogs.FindAll("button").Single(button => button.TextContent == "Delete").HasAttribute("disabled"));
        Dialogs.Find("#delete-key").Input("store");
        Dialogs.FindAll("button").Single(button => button.TextContent == "Delete").Click();
        Dialogs.WaitForAssertion(() => Assert.Null(Catalogue.Current.Find(new("store"))));
    }

    [Fact]
    public async Task A_fault_beside_its_field_as_typed_and_keeps_what_was_typed()
    {
        await ImportAsync();
        var page = Render<EditServicePage>(parameters => parameters.Add(p => p.Key, "store"));
        page.WaitForElement("#service-users").Input("many");
        Assert.StartsWith("Users affected is a whole number", page.Find("#service-users-fault").TextContent, StringComparison.Ordinal);
        page.Find("#service-users").Input("70");
        Assert.Equal("", page.Find("#service-users-fault").TextContent);
        page.FindAll("button").Single(button => button.TextContent == "Add dependency").Click();
        page.Find("input[list]").Input("shop");
        Assert.Contains("store → shop → store", page.Find(".part .refused").TextContent, StringComparison.Ordinal);
        page.FindAll("button").Single(button => button.TextContent == "Remove").Click();

        // Somebody else saves first.
        Assert.Null((await new OpsPortal.Features.Estate.Services.SaveService(The<OpsPortal.Features.Estate.Keeping.CatalogueDesk>()).PutAsync(Ada, Catalogue.Current.Find(new("store"))!.Facts with { Name = "Theirs" }, Xunit.TestContext.Current.CancellationToken)).Refusal);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Ada changed this service meanwhile", page.Find("[role=alert]").TextContent));
        Assert.Equal("70", page.Find("#service-users").GetAttribute("value"));
    }

    [Fact]
    public void A_new_service_on_its_page_once_it_is_saved()
    {
        var page = Render<EditServicePage>();
        page.WaitForElement("#service-name").Input("Basket");
        page.Find("#service-key").Input("Basket!");
        Assert.Contains("cannot be a key", page.Find("#service-key-fault").TextContent, StringComparison.Ordinal);
        page.Find("#service-key").Input("basket");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("/services/basket", Address));
    }

    [Fact]
    public async Task The_graph_with_health_in_words_and_as_a_table()
    {
        await ImportAsync();
        await RaiseAsync("store", "warning");
        Go("/services/graph?focus=pay&up=1&down=1");
        var page = Render<GraphPage>();
        page.WaitForAssertion(() => Assert.Equal(["Payments: Well. Focus", "Shop: Well. Focus", "Order database: Degraded · P3 · 1 open. Focus"], page.FindAll("a.node").Select(node => node.GetAttribute("aria-label"))));
        Assert.Equal("true", page.Find("a.node[aria-current]").GetAttribute("aria-current"));
        Assert.Equal(3, page.FindAll("path.edge").Count);
        Assert.Equal(["Payments", "Shop", "Order database"], page.FindAll("table[aria-label='Services drawn'] tbody th").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task The_drawing_moved_by_key_while_it_has_the_focus()
    {
        await ImportAsync();
        Go("/services/graph");
        var page = Render<GraphPage>();
        var whole = page.WaitForElement("svg.graph").GetAttribute("viewBox");
        page.Find(".drawing").FocusIn();
        await PressAsync("+");
        await PressAsync("ArrowRight");
        Assert.NotEqual(whole, page.Find("svg.graph").GetAttribute("viewBox"));
        await PressAsync("0");
        Assert.Equal(whole, page.Find("svg.graph").GetAttribute("viewBox"));
        page.Find(".drawing").FocusOut();
        await PressAsync("+");
        Assert.Equal(whole, page.Find("svg.graph").GetAttribute("viewBox"));
    }

    [Fact]
    public async Task A_bounded_part_of_a_large_graph_and_what_it_leaves_out()
    {
        await ImportAsync("services:\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"- key: s{i:000}\n  name: S{i}\n" + (i > 0 ? "  dependencies: [s000]\n" : ""))));
        Go("/services/graph?focus=s000");
        var page = Render<GraphPage>();
        page.WaitForAssertion(() => Assert.Equal(GraphViews.Most, page.FindAll("a.node").Count));
        Assert.Contains("240 more are left out", page.Find(".said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_field_by_field_before_it_imports()
    {
        await ImportAsync();
        var page = Render<ExchangePage>();
        page.WaitForElement("#import-text").Change("services:\n- key: store\n  name: Orders\n- key: new-one\n  name: New one");
        page.FindAll("button").Single(button => button.TextContent == "Preview").Click();
        page.WaitForAssertion(() => Assert.Contains("1 added, 1 changed, 0 removed", page.Markup));
        var changed = page.FindAll("table tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "service store");
        Assert.Equal(("name", "Order database", "Orders"), (changed.QuerySelector("b")!.TextContent, changed.QuerySelector("del")!.TextContent, changed.QuerySelector("ins")!.TextContent));
        page.FindAll("button").Single(button => button.TextContent == "Import 2 changes").Click();
        page.WaitForAssertion(() => Assert.Contains("Imported:", page.Markup));
        Assert.Equal("Orders", Catalogue.Current.Find(new("store"))?.Facts.Name);
    }

    [Fact]
    public async Task The_line_of_every_fault_in_a_file()
    {
        await ImportAsync();
        var page = Render<ExchangePage>();
        page.WaitForElement("#import-text").Change("services:\n- key: store\n  name: Orders\n  dependencies: [nowhere]");
        page.FindAll("button").Single(button => button.TextContent == "Preview").Click();
        page.WaitForAssertion(() => Assert.Contains("Line 4: There is no service nowhere.", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Which_rule_maps_which_event_before_the_rules_are_saved()
    {
        await ImportAsync();
        await RaiseAsync("shop");
        await RaiseAsync("unheard-of");
        var page = Render<MappingPage>();
        page.WaitForElement(".rules li");
        page.FindAll("button").Single(button => button.TextContent == "Try on recent events").Click();
        page.WaitForAssertion(() => Assert.Contains("1 find a service, 1 do not", page.Markup));
        Assert.Equal(["unmapped", "shop"], page.FindAll("table tbody tr").Select(row => row.QuerySelectorAll("td")[1].TextContent.Trim()));
        page.FindAll("button").First(button => button.TextContent == "Remove").Click();
        page.FindAll("button").Single(button => button.TextContent == "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Markup));
        Assert.Null(Catalogue.Mapping.Find(OpsPortal.Domain.Detect.Signals.LabelSet.From(("service", "shop"))));
    }
}
