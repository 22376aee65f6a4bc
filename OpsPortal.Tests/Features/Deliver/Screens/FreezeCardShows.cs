using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Components.Freezes;
using OpsPortal.Features.Deliver.Changes.Queries;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>A freeze in the way of a change: who may overrides it there, and everybody sees who did.</summary>
public sealed class FreezeCardShows : DeliverScreen
{
    [Fact]
    public async Task Whoever_may_overrides_it_with_a_reason_and_a_confirmation_and_is_named()
    {
        SignIn(Dana, "Dana Okafor", Duty.Manager);
        await FrozenAsync(opensInHours: 1);
        var acted = 0;
        var card = await CardAsync(() => acted++);
        Assert.Contains("Year end is a freeze", card.Find(".held").TextContent, StringComparison.Ordinal);
        card.Find("[aria-label='Override the freeze Year end']").Click();
        card.Find("form").Submit();
        card.WaitForAssertion(() => Assert.Contains("Write why it cannot wait", card.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        card.Find("#freeze-reason").Input("Security hole");
        card.Find("form").Submit();
        Assert.Empty(card.FindAll("[role=alert]"));
        Assert.Equal(0, acted);
        await StepUpAsync(Dana);
        card.Find("form").Submit();
        card.WaitForAssertion(() => Assert.Equal(1, acted));
        Assert.Equal("Year end is overridden for CHG-1.", card.Find("[role=status]").TextContent);
        var after = await CardAsync();
        Assert.Contains("Dana Okafor overrode Year end", after.Find("[aria-label='Overridden freezes'] li").TextContent.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Security hole", after.Find("[aria-label='Overridden freezes'] li").TextContent, StringComparison.Ordinal);
        Assert.Empty(after.FindAll("button"));
        Assert.Empty(after.FindAll(".held"));
    }

    [Fact]
    public async Task Whoever_took_part_is_refused_in_words()
    {
        SignIn(Bob, "Bob", Duty.Manager);
        await FrozenAsync(opensInHours: 1);
        await StepUpAsync(Bob);
        var card = await CardAsync();
        card.Find("[aria-label='Override the freeze Year end']").Click();
        card.Find("#freeze-reason").Input("Security hole");
        card.Find("form").Submit();
        card.WaitForAssertion(() => Assert.Contains("Bob asked for the change", card.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_is_told_and_too_early_it_is_said_from_when_on()
    {
        await FrozenAsync(opensInHours: 100);
        SignIn(Dana, "Dana Okafor", Duty.Developer);
        var looking = await CardAsync();
        Assert.Empty(looking.FindAll("button"));
        Assert.Contains("whoever may override freezes has to", looking.Markup, StringComparison.Ordinal);
        SignIn(Dana, "Dana Okafor", Duty.Manager);
        var early = await CardAsync();
        Assert.Empty(early.FindAll("button"));
        Assert.Contains("an override lasts 72 hours at most", early.Markup, StringComparison.Ordinal);
    }

    private async Task FrozenAsync(int opensInHours)
    {
        var now = Clock.GetUtcNow();
        var plan = new ChangePlan { Title = "Upgrade", Environment = "production", Components = [new(new("checkout"), "api", "2", "", "")], Window = new(now.AddHours(opensInHours), now.AddHours(opensInHours + 2), "UTC") };
        var change = Assert.IsType<Outcome<Change>.Done>(Change.Request(new(1), plan, new Party(Bob, "bob@example.org", "Bob"), now)).Value;
        await using var db = Database();
        db.Add(change);
        db.Entry(change).Property(one => one.State).CurrentValue = ChangeState.Approved;
        ChangeColumns.Write(db, change);
        db.Add(Assert.IsType<Outcome<Freeze>.Done>(Freeze.Create(new("Year end", "Accounts are closed", [], "", now.AddDays(-1), now.AddDays(20)), new Actor(Ann, "Ann", "", Permissions.All, ""), now)).Value);
        await db.SaveChangesAsync(Stopping);
    }

    private async Task<IRenderedComponent<FreezeCard>> CardAsync(Action? acted = null)
    {
        var view = await Services.GetRequiredService<IChangeQueries>().ViewAsync(new(1), Stopping);
        Assert.NotNull(view);
        var card = Render<FreezeCard>(card => card.Add(one => one.View, view).Add(one => one.Acted, EventCallback.Factory.Create(this, acted ?? (() => { }))));
        card.WaitForElement("section");
        return card;
    }
}
