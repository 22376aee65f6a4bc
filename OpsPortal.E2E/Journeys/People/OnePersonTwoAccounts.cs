using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.People;

/// <summary>Somebody signs in to two accounts with one browser; an administrator sees it and links them, and every session of both ends.</summary>
public sealed class OnePersonTwoAccounts(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("desk", "developer", "Dana Okafor", 1280, "light")]
    [InlineData("approver", "approver2", "Priya Raman", 390, "dark")]
    public async Task Are_seen_linked_and_signed_out_at_once(string first, string second, string name, int width, string theme)
    {
        await using var person = await site.SignedInAsync(first);
        await person.Page.Context.ClearCookiesAsync(new() { Name = "opsportal.session" });
        await person.SignInAsync(second);
        await person.Page.GotoAsync("/account");
        await person.InteractiveAsync();

        await using var admin = await site.SignedInAsync("admin", width, 844);
        await admin.ChooseThemeAsync(theme);
        await admin.Page.GotoAsync("/admin/look-alikes");
        await admin.InteractiveAsync();
        var give = admin.Page.GetByRole(AriaRole.Button, new() { Name = $"{second}@demo.local is {name}" });
        await Expect(give).ToBeVisibleAsync();
        await Expect(admin.Page.GetByText("the device").First).ToBeVisibleAsync();
        Assert.True(await admin.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty((await admin.Page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {fault.Help}"));
        await admin.ShootAsync($"look-alikes-{theme}-{width}");
        await give.ClickAsync();
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Link", Exact = true }).ClickAsync();
        await Expect(give).ToHaveCountAsync(0);

        // The page was open: it is told at once, not at its next regular check a minute later.
        await person.Page.WaitForURLAsync("**/sign-in?notice=session-ended&return=%2Faccount", new() { Timeout = 30_000 });
        await Expect(person.Page.GetByText("Your session ended")).ToBeVisibleAsync();

        await admin.Page.GotoAsync("/admin/people");
        await admin.InteractiveAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Manage {name}" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Unlink {second}@demo.local", Exact = true })).ToBeVisibleAsync();
        Assert.True(await admin.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await admin.ShootAsync($"person-{theme}-{width}");
        Assert.Empty(admin.Problems);
    }
}
