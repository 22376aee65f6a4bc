using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Features.Deliver.Traffic.Gateway;
using OpsPortal.Features.Deliver.Traffic.Gateway.Pages;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>The gateway as people see it: what each route takes, and how it is shared now.</summary>
public sealed class GatewayPageShows : DeliverScreen
{
    public GatewayPageShows()
        : base(services =>
        {
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddOutgoing().AddOutbox(sends: false);
            RunnersFeature.AddRunnerParts(services);
            TrafficFeature.AddTrafficParts(services);
        })
    {
    }

    [Fact]
    public void Without_any_it_says_what_a_route_is_for_and_that_the_gateway_is_off()
    {
        SignIn(Dana, "Dana Okafor", Duty.Developer);
        var page = Render<GatewayPage>();
        page.WaitForAssertion(() => Assert.Contains("No route yet", page.Markup, StringComparison.Ordinal));
        Assert.Contains("OpsPortal:Gateway:Port", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public void A_route_is_typed_corrected_saved_changed_and_removed()
    {
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        var page = Render<GatewayPage>();
        page.WaitForElement("article > button").Click();
        Type(page, ("service", "shop"), ("environment", "production"), ("host", "shop.example.org"), ("to-1", "http://10.0.0.7:8080"));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("canary needs between 1", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Type(page, ("to-2", "http://10.0.0.8:8080\nhttp://10.0.0.9:8080"));
        page.Find("#g-sticky").Change(nameof(Stickiness.Cookie));
        Type(page, ("sticky-name", "side"));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("shop in production is saved.", page.Find("[role=status]").TextContent));
        Assert.Equal(["100 % stable http://10.0.0.7:8080", "0 % canary http://10.0.0.8:8080, http://10.0.0.9:8080"], page.FindAll("tbody li").Select(side => side.TextContent));
        Assert.Contains("stays by cookie side", page.Find("tbody td").TextContent, StringComparison.Ordinal);
        page.Find("[aria-label='Edit shop in production']").Click();
        page.Find("[aria-label='Take side 1 out']").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("stable gets 100 %", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        page.FindAll("form button").Single(button => button.TextContent == "Cancel").Click();
        page.Find("[aria-label='Remove shop in production']").Click();
        page.WaitForAssertion(() => Assert.Contains("No route yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shift_is_seen_at_once_and_a_form_that_was_open_meanwhile_is_refused()
    {
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        var olga = new Actor(Ann, "Olga", "olga@example.org", Duties.Permit([Duty.Operator]), "");
        Assert.Null((await Services.GetRequiredService<GatewayDesk>().SaveAsync(olga, new() { Service = new("shop"), Environment = "production", Sides = [new("stable", ["http://10.0.0.7"]), new("canary", ["http://10.0.0.8"])] }, Stopping)).Refusal);
        var page = Render<GatewayPage>();
        page.WaitForElement("[aria-label='Edit shop in production']").Click();
        await using (var db = Database())
        {
            var route = db.Set<GatewayRoute>().Single();
            Assert.Null(route.Share(Assert.IsType<Outcome<TrafficWeights>.Done>(TrafficWeights.Of(("stable", 75), ("canary", 25))).Value, "Deployments", Clock.GetUtcNow()).Refusal);
            await db.SaveChangesAsync(Stopping);
        }

        Changed(ChangeKind.Traffic);
        page.WaitForAssertion(() => Assert.Equal(["75 %", "25 %"], page.FindAll("tbody li b").Select(share => share.TextContent)));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("look again", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
    }

    private static void Type(IRenderedComponent<GatewayPage> page, params (string Field, string Text)[] typed)
    {
        foreach (var (field, text) in typed) page.Find($"#g-{field}").Input(text);
    }
}
