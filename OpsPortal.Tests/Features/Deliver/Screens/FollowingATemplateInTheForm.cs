using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Pages.Editing;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>A change from a template: all is filled, what the template fixes cannot be typed over, and the rest is left to give.</summary>
public sealed class FollowingATemplateInTheForm : DeliverScreen
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task The_address_names_the_template_and_versions_parameters_and_window_are_left_to_give()
    {
        await InForceAsync();
        var page = Open("/changes/new?template=restart-cache");
        Assert.Equal(("Restart the cache", "It grows", "None", "production"), (Value(page, "#c-title"), Value(page, "#c-reason"), Value(page, "#c-impact"), Value(page, "#c-environment")));
        Assert.True(page.Find("#c-kind").HasAttribute("disabled"));
        foreach (var locked in new[] { "#c-environment", "[aria-label='Service 1']", "[aria-label='Component 1']", "[aria-label='Step 1']", "[aria-label='Detail of step 1']", "#c-when", "[aria-label='Backout step 1']", "[aria-label='Parameter 1']" })
            Assert.True(page.Find(locked).HasAttribute("readonly"), locked);
        Assert.Equal(["Add evidence"], page.FindAll("button.plain").Select(button => button.TextContent).Where(name => name.StartsWith("Add", StringComparison.Ordinal)));
        page.Find("[aria-label='Version 1']").Input("7.2.1");
        page.Find("[aria-label='Value of parameter 1']").Input("It is full");
        page.Find("input[type=checkbox]").Change(true);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/changes/CHG-1", Navigation.Uri, StringComparison.Ordinal));
        await using var db = Database();
        var plan = (await db.Set<Change>().SingleAsync(Stopping)).Plan;
        Assert.Equal((ChangeKind.Standard, new TemplateReference("restart-cache", 1), "7.2.1"), (plan.Kind, plan.Template, plan.Components[0].Version));
        Assert.Equal([new PlanParameter("because", "It is full")], plan.Parameters);
        Assert.Equal(Restart.Steps, plan.Steps);
    }

    [Fact]
    public async Task Choosing_none_frees_everything_and_keeps_what_was_filled()
    {
        await InForceAsync();
        var page = Open("/changes/new");
        page.Find("#c-template").Change("restart-cache revision 1");
        Assert.Equal("Restart the cache", Value(page, "#c-title"));
        page.Find("#c-template").Change("");
        Assert.Equal("Restart", Value(page, "[aria-label='Step 1']"));
        Assert.False(page.Find("[aria-label='Step 1']").HasAttribute("readonly"));
        Assert.False(page.Find("#c-kind").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Of_several_environments_one_is_chosen()
    {
        await InForceAsync(Restart with { Environments = ["staging", "production"] });
        var page = Open("/changes/new?template=restart-cache");
        Assert.Equal(["", "staging", "production"], page.FindAll("#c-environment option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task A_template_that_is_not_in_force_is_named_and_the_form_is_an_ordinary_one()
    {
        await InForceAsync();
        Clock.Advance(TimeSpan.FromDays(365));
        var page = Open("/changes/new?template=restart-cache");
        Assert.Contains("No template restart-cache is in force", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", Value(page, "#c-title"));
    }

    private IRenderedComponent<ChangeFormPage> Open(string address)
    {
        SignIn(Dana, "Dana Okafor", Duty.Developer);
        Navigation.NavigateTo(address);
        var page = Render<ChangeFormPage>();
        page.WaitForElement("form");
        return page;
    }

    private static string? Value(IRenderedComponent<ChangeFormPage> page, string field) => page.Find(field).GetAttribute("value");
}
