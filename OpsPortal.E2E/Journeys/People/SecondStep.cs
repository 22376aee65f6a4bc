using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OtpNet;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.People;

/// <summary>A person turns two-step sign-in on, and comes in with the phone, and once without it.</summary>
public sealed class SecondStep(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Is_turned_on_and_asked_for_by_code_and_by_recovery_code()
    {
        await using var person = await site.SignedInAsync("developer");
        await person.Page.GotoAsync("/account");
        await person.InteractiveAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var dialog = person.Page.GetByRole(AriaRole.Dialog);
        var phone = new Totp(Base32Encoding.ToBytes((await dialog.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal)));
        await Expect(dialog.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await person.ShootAsync("second-step");
        await dialog.GetByLabel("Code the app shows").FillAsync("000000");
        await dialog.GetByLabel("Your password").FillAsync("OpsPortal-Demo-1");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await dialog.GetByLabel("Code the app shows").FillAsync(Code(phone));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var recovery = (await dialog.GetByLabel("Recovery codes").InputValueAsync()).Split('\n');
        Assert.Equal(10, recovery.Distinct().Count());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();

        // A code signs in once: the one just used is spent, the next one counts though it is a little early.
        await using (var withPhone = await site.VisitAsync())
        {
            await GiveAsync(withPhone, "developer", Code(phone, ahead: 30));
            await Expect(withPhone.Page.GetByText("10 of 10 recovery codes")).ToBeVisibleAsync();
        }

        await using (var withoutPhone = await site.VisitAsync())
        {
            await GiveAsync(withoutPhone, "developer", recovery[3]);
            await Expect(withoutPhone.Page.GetByText("9 of 10 recovery codes")).ToBeVisibleAsync();
        }

        await using var again = await site.VisitAsync();
        await PasswordAsync(again, "developer");
        await again.Page.GetByLabel("Code").FillAsync(recovery[3]);
        await again.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(again.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Empty(person.Problems);
    }

    private static string Code(Totp phone, int ahead = 0) => phone.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(ahead));

    private static async Task PasswordAsync(Visit person, string account)
    {
        await person.Page.GotoAsync("/sign-in");
        await person.Page.GetByLabel("Email").FillAsync($"{account}@demo.local");
        await person.Page.GetByLabel("Password").FillAsync("OpsPortal-Demo-1");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await person.Page.WaitForURLAsync("**/two-factor*");
    }

    private static async Task GiveAsync(Visit person, string account, string code)
    {
        await PasswordAsync(person, account);
        await person.Page.GetByLabel("Code").FillAsync(code);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await person.Page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        await person.Page.GotoAsync("/account");
        await person.InteractiveAsync();
    }
}
