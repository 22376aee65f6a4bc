using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.People;

/// <summary>A person adds a passkey, signs in with it without typing anything, confirms with it, and removes it.</summary>
public sealed class PasskeyInsteadOfPassword(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Is_added_signs_in_confirms_and_is_removed()
    {
        await using var person = await VisitAsync();
        var device = await Authenticator.PlugInAsync(person.Page);
        await person.SignInAsync("approver");
        await OpenAccountAsync(person);

        // Adding needs to be confirmed; a wrong password is told and adds nothing.
        await person.Page.GetByLabel("Name of the new passkey").FillAsync("Test phone");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var prompt = person.Page.GetByRole(AriaRole.Dialog);
        await prompt.GetByLabel("Your password").FillAsync("wrong");
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(prompt.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await person.ShootAsync("step-up");
        await prompt.GetByLabel("Your password").FillAsync("OpsPortal-Demo-1");
        await prompt.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(person.Page.GetByLabel("Your passkeys").GetByText("Test phone")).ToBeVisibleAsync();
        Assert.Equal(1, await device.CountAsync());
        await person.ShootAsync("passkeys");

        // Signing in: no e-mail, no password.
        await SignOutAsync(person);
        await person.Page.GotoAsync("/sign-in?return=%2Faccount");
        await person.ShootAsync("sign-in-passkey");
        await PressAsync(person.Page.Locator("main"), "Use a passkey");

        // Either it is open, or the page says why not.
        await Expect(person.Page.Locator("[data-passkey-said]:not([hidden])").Or(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" }))).ToContainTextAsync("Your account", new() { Timeout = 60_000 });
        await person.InteractiveAsync();
        await Expect(person.Page.GetByText("approver@demo.local").First).ToBeVisibleAsync();

        // A finger that is not the owner's neither signs in nor confirms.
        await device.VerifyAsync(false);
        await PressAsync(person.Page.Locator("main"), "Remove Test phone");
        prompt = person.Page.GetByRole(AriaRole.Dialog);
        await Expect(prompt.GetByLabel("Passkey")).ToBeCheckedAsync();
        await PressAsync(prompt, "Confirm");
        await Expect(prompt.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await device.VerifyAsync(true);
        await PressAsync(prompt, "Confirm");
        await Expect(person.Page.GetByLabel("Your passkeys")).ToHaveCountAsync(0);
        Assert.Empty(person.Problems);

        // What was removed opens nothing any more.
        await SignOutAsync(person);
        await person.Page.GotoAsync("/sign-in");
        await PressAsync(person.Page.Locator("main"), "Use a passkey");
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was not accepted");
    }

    [Fact]
    public async Task Fits_a_phone_and_can_be_named_anew()
    {
        await using var person = await VisitAsync(390, 844);
        await Authenticator.PlugInAsync(person.Page);
        await person.SignInAsync("approver2");
        await OpenAccountAsync(person);
        await person.Page.GetByLabel("Name of the new passkey").FillAsync("Phone");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var prompt = person.Page.GetByRole(AriaRole.Dialog);
        await prompt.GetByLabel("Your password").FillAsync("OpsPortal-Demo-1");
        await person.ShootAsync("step-up-phone");
        await prompt.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Rename Phone" }).ClickAsync();
        await person.Page.GetByLabel("New name of Phone").FillAsync("Old phone");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(person.Page.GetByLabel("Your passkeys").GetByText("Old phone")).ToBeVisibleAsync();
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await person.ShootAsync("passkeys-phone");
        Assert.Empty(person.Problems);
    }

    /// <summary>A passkey belongs to a site with a name; the portal is asked for as localhost.</summary>
    private Task<Visit> VisitAsync(int width = 1280, int height = 800) => site.VisitAsync(width, height, byName: true);

    private static async Task OpenAccountAsync(Visit person)
    {
        await person.Page.GotoAsync("/account");
        await person.InteractiveAsync();
    }

    /// <summary>From within the page: once it has pretended an authenticator, Chromium at times brings no key and no click to a page any more, not even to a listener on the document.</summary>
    private static Task PressAsync(ILocator within, string name) => within.GetByRole(AriaRole.Button, new() { Name = name }).EvaluateAsync("button => button.click()");

    private static async Task SignOutAsync(Visit person) => await person.Page.Context.ClearCookiesAsync();
}

/// <summary>A device with a fingerprint reader, as Chromium pretends to have one.</summary>
internal sealed class Authenticator(ICDPSession browser, string id)
{
    public static async Task<Authenticator> PlugInAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        var added = await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(browser, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the next finger is the owner's.</summary>
    public Task VerifyAsync(bool right) => browser.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = right });

    public async Task<int> CountAsync() => (await browser.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id }))!.Value.GetProperty("credentials").GetArrayLength();
}
