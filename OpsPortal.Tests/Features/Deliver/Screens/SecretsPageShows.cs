using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Features.Deliver.Runners.Secrets.Pages;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Secrets as people see them: by name alone.</summary>
public sealed class SecretsPageShows : DeliverScreen
{
    private const string Value = "correct-horse-battery";

    public SecretsPageShows()
        : base(services =>
        {
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddOutgoing().AddOutbox(sends: false);
            RunnersFeature.AddRunnerParts(services);
        })
    {
    }

    [Fact]
    public void Without_any_it_says_what_to_do_and_one_is_set_without_its_value_ever_coming_back()
    {
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        var page = Render<SecretsPage>();
        page.WaitForAssertion(() => Assert.Contains("No secret yet", page.Markup, StringComparison.Ordinal));
        page.Find("article > button").Click();
        page.Find("#secret-name").Input("9LIVES");
        page.Find("#secret-value").Change(Value);
        Assert.DoesNotContain("horse", page.Markup, StringComparison.Ordinal);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("begins with a letter", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#secret-name").Input("TOKEN");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("TOKEN is set.", page.Find("[role=status]").TextContent));
        Assert.Equal(["TOKEN", "Dana Okafor"], [page.Find("tbody th").TextContent, page.Find("tbody td:nth-child(3)").TextContent]);
        Assert.Empty(page.FindAll("form"));
        Assert.DoesNotContain("horse", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_value_is_given_and_one_that_is_removed_is_gone()
    {
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        await SetAsync();
        var page = Render<SecretsPage>();
        page.WaitForElement("[aria-label='Give TOKEN another value']").Click();
        Assert.Empty(page.FindAll("#secret-name"));
        page.Find("#secret-value").Change("short");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("between 8 and", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#secret-value").Change(Value + "2");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("TOKEN is set.", page.Find("[role=status]").TextContent));
        page.Find("[aria-label='Remove TOKEN']").Click();
        page.WaitForAssertion(() => Assert.Contains("No secret yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal("TOKEN is removed.", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task What_a_colleague_sets_appears_and_the_page_lets_go_when_it_is_left()
    {
        SignIn(Dana, "Dana Okafor", Duty.Operator);
        var page = Render<SecretsPage>();
        page.WaitForAssertion(() => Assert.Contains("No secret yet", page.Markup, StringComparison.Ordinal));
        await SetAsync();
        page.WaitForAssertion(() => Assert.Equal("TOKEN", page.Find("tbody th").TextContent));
        page.Instance.Dispose();
        await SetAsync("OTHER");
        Assert.Single(page.FindAll("tbody tr"));
    }

    private async Task SetAsync(string name = "TOKEN")
    {
        var olga = new Actor(Ann, "Olga", "olga@example.org", Duties.Permit([Duty.Operator]), "");
        Assert.Null((await Services.GetRequiredService<SecretDesk>().SetAsync(olga, name, Value, Stopping)).Refusal);
    }
}
