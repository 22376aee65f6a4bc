using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Runners.Http;
using OpsPortal.Features.Deliver.Versions;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Features.Deliver.Versions.Pages;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Versions as people see them: a matrix whose differences have a word, and what is not approved above it.</summary>
public sealed class VersionPagesShow : DeliverScreen
{
    public VersionPagesShow()
        : base(services =>
        {
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton<SignalPath>();
            services.AddOutgoing().AddOutbox(sends: false);
            services.AddSingleton<RunnerHttp>();
            VersionsFeature.AddVersionParts(services);
        })
    {
    }

    [Fact]
    public async Task Without_any_it_says_where_versions_come_from()
    {
        await ShopAsync();
        var page = Render<VersionsPage>();
        page.WaitForAssertion(() => Assert.Contains("No version known yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[href='/deployments/versions/look-ups']"));
    }

    [Fact]
    public async Task Components_stand_by_environments_with_a_word_for_what_differs_and_new_ones_appear()
    {
        await ShopAsync();
        await SeeAsync("production", "2.0.0");
        var page = Render<VersionsPage>();
        page.WaitForAssertion(() => Assert.Equal(["Component", "production"], page.FindAll("thead th").Select(head => head.TextContent)));
        Assert.Equal("On its way", page.Find("tbody .state").TextContent);
        Assert.Contains("2.0.0", page.Find("tbody td b").TextContent, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromHours(1));
        await SeeAsync("staging", "2.1.0");
        Changed(ChangeKind.Versions);
        page.WaitForAssertion(() => Assert.Equal(["Component", "production", "staging"], page.FindAll("thead th").Select(head => head.TextContent)));
        Assert.Equal(["Never approved", "On its way"], page.FindAll("tbody .state").Select(state => state.TextContent));
        Assert.All(page.FindAll("tbody .state"), state => Assert.NotNull(state.QuerySelector("svg[aria-hidden=true]")));
    }

    [Fact]
    public async Task The_address_says_what_is_filtered_and_the_csv_holds_the_same()
    {
        await ShopAsync();
        await SeeAsync("production", "2.0.0");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/deployments/versions?q=nothing");
        var page = Render<VersionsPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing matches this filter", page.Markup, StringComparison.Ordinal));
        Assert.Equal("/api/v1/versions.csv?q=nothing", page.Find("a[download]").GetAttribute("href"));
        page.Find("input[type=search]").Change("checkout");
        page.Find("form").Submit();
        Assert.EndsWith("/deployments/versions?q=checkout", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Theory]
    [InlineData(Duty.ReleaseManager, true)]
    [InlineData(Duty.Developer, false)]
    public async Task What_is_not_approved_stands_above_and_who_may_says_what_was_found(Duty duty, bool may)
    {
        await ShopAsync();
        await using (var db = Database())
        {
            var seen = new OpsPortal.Domain.Deliver.Changes.Oversight.ObservedVersion(new(new("checkout"), "api", "6.6.6", "", ""), "production", Clock.GetUtcNow(), "Agent");
            db.Add(VersionDifference.Find(new(seen, new("rogue-change.no-change", "No change was approved.")), new VersionFact(seen.Component with { Version = "2.0.0" }, Clock.GetUtcNow(), "CHG-1"), false, true, Clock.GetUtcNow(), Clock.GetUtcNow()));
            await db.SaveChangesAsync(Stopping);
        }

        SignIn(Dana, "Dana Okafor", duty);
        var page = Render<VersionsPage>();
        page.WaitForAssertion(() => Assert.Contains("checkout/api 6.6.6 runs in production instead of 2.0.0 (CHG-1)", page.Find(".differences li").TextContent.ReplaceLineEndings(" "), StringComparison.Ordinal));
        var buttons = page.FindAll("[aria-label='Looked at checkout/api in production']");
        Assert.Equal(may ? 1 : 0, buttons.Count);
        if (!may) return;
        buttons[0].Click();
        page.WaitForAssertion(() => Assert.Contains("Dana Okafor looked at it", page.Find(".differences li").TextContent, StringComparison.Ordinal));
        Assert.Contains("Looked at it", page.Find(".differences li").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".differences button"));
    }

    [Fact]
    public async Task A_look_up_is_typed_corrected_saved_and_removed()
    {
        await ShopAsync();
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        var page = Render<LookupsPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing is looked up yet", page.Markup, StringComparison.Ordinal));
        page.Find("article > button").Click();
        foreach (var (field, text) in new[] { ("component", "api"), ("environment", "production"), ("url", "shop.example.org") }) page.Find($"#l-{field}").Input(text);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("begins with http", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#l-url").Input("https://shop.example.org/health");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("checkout/api in production is saved", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("is asked within a minute", page.Find("tbody td:nth-child(3)").TextContent, StringComparison.Ordinal);
        page.Find("[aria-label='Remove checkout/api in production']").Click();
        page.WaitForAssertion(() => Assert.Contains("Nothing is looked up yet", page.Markup, StringComparison.Ordinal));
    }

    private async Task ShopAsync()
    {
        await using (var db = Database())
        {
            db.Add(Service.From(new() { Key = new("checkout"), Name = "Checkout", Environments = [new("production", Tier.Production), new("staging", Tier.Staging)], Components = [new("api", ComponentKind.Application)] }, Clock.GetUtcNow()));
            await db.SaveChangesAsync(Stopping);
        }

        await Services.GetRequiredService<Catalogue>().RefreshAsync(Stopping);
    }

    private async Task SeeAsync(string environment, string version)
    {
        var agent = new Actor(null, "Agent", "ops_x", new HashSet<string> { Permissions.VersionsReport }, "");
        Assert.Null((await Services.GetRequiredService<TakeVersions>().RunAsync(agent, new([new("checkout/api", environment, version)], false), Stopping)).Refusal);
    }
}
