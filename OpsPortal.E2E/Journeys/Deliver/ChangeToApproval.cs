using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>A developer requests a change and edits it after the first approval, which is then void; two approvers sign on their phones; somebody else carries it out.</summary>
public sealed class ChangeToApproval(Site site) : IClassFixture<Site>
{
    private const string Title = "Checkout 2.1 with new cards", Second = "mei@home.example";

    [Fact]
    public async Task A_change_is_requested_edited_approved_by_two_others_and_begun_by_a_third()
    {
        await using var portal = await PortalProcess.StartAsync();
        await using var admin = await site.VisitAsync(at: portal);
        var password = await GiveSecondAccountAsync(admin);
        await using var developer = await site.VisitAsync(at: portal);
        await developer.SignInAsync("developer");
        var page = developer.Page;
        await page.GotoAsync("/changes");
        await developer.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No open change" })).ToBeVisibleAsync();
        await developer.ShootAsync("changes-empty");
        await RequestAsync(page, developer);
        await page.GetByText("Name an author").ClickAsync();
        await page.GetByLabel("Address in the commit", new() { Exact = true }).FillAsync("developer@demo.local");
        await page.GetByRole(AriaRole.Button, new() { Name = "Name", Exact = true }).ClickAsync();
        await Expect(page.GetByText("wrote what it deploys")).ToBeVisibleAsync();
        await developer.ShootAsync("change-draft");
        await SubmitAsync(page);

        await using var approver = await SignedInAsync(portal, "approver", ColorScheme.Light);
        await ApproveAsync(approver, "Looks right", "light");
        await Expect(page.GetByText("1 of 2 approvals are in")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Expect(page.GetByText("makes the approvals void")).ToBeVisibleAsync();
        await page.GetByLabel("Step 1", new() { Exact = true }).FillAsync("Deploy, two instances at a time");
        await page.GetByLabel("Why this edit", new() { Exact = true }).FillAsync("Slower is safer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save revision" }).ClickAsync();
        await Expect(page.GetByText("saved revision 2")).ToBeVisibleAsync();
        await Expect(page.GetByText("makes approvals void")).ToBeVisibleAsync();
        await developer.ShootAsync("change-edited");
        await SubmitAsync(page);

        await RefuseSecondAccountAsync(portal, password);

        await ApproveAsync(approver, "Still right", "again");
        await using var second = await SignedInAsync(portal, "approver2", ColorScheme.Dark);
        await ApproveAsync(second, "The time fits", "dark");
        await Expect(page.GetByText("Approved by").First).ToBeVisibleAsync();

        await page.GotoAsync("/approvals/CHG-1");
        await developer.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);

        await BeginAsync(approver);
        await Expect(approver.Page.GetByText("approved this, and so cannot carry it out")).ToBeVisibleAsync();
        await using var other = await site.VisitAsync(at: portal);
        await other.SignInAsync("operator");
        await BeginAsync(other);
        await Expect(other.Page.GetByText("Oskar Lindqvist carries it out")).ToBeVisibleAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Carried out", Exact = true }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Carried out", Exact = true }).ClickAsync();
        await Expect(other.Page.GetByText("it waits for its review")).ToBeVisibleAsync();
        await other.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "change-implemented.png"), FullPage = true });
        await VerifyPackAsync(admin);
        foreach (var visit in new[] { developer, approver, second, other, admin }) Assert.Empty(visit.Problems);
    }

    /// <summary>The requester gets a second account; answers its one-time password.</summary>
    private static async Task<string> GiveSecondAccountAsync(Visit admin)
    {
        await admin.SignInAsync("admin");
        await admin.Page.GotoAsync("/admin/people");
        await admin.InteractiveAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Manage Mei Tanaka" }).ClickAsync();
        await admin.Page.GetByLabel("Email of another account").FillAsync(Second);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Link account" }).ClickAsync();
        return await admin.Page.GetByLabel("One-time password").InputValueAsync();
    }

    /// <summary>With it the requester is the same person.</summary>
    private async Task RefuseSecondAccountAsync(PortalProcess portal, string password)
    {
        await using var same = await site.VisitAsync(390, 844, at: portal);
        var page = same.Page;
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync(Second);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("New password").FillAsync("four unrelated words here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("password", StringComparison.Ordinal) && !address.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/approvals/CHG-1");
        await same.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Mei Tanaka");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
        await same.ShootAsync("approval-390-second-account");
        Assert.Empty(same.Problems);
    }

    /// <summary>The auditor takes the evidence away and verifies it on a machine that has no database of the portal.</summary>
    private static async Task VerifyPackAsync(Visit auditor)
    {
        await auditor.Page.GotoAsync("/changes/CHG-1");
        await auditor.InteractiveAsync();
        var download = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Evidence (JSON)" }).ClickAsync());
        var folder = Places.NewFolder("auditor");
        var file = Path.Combine(folder, "evidence.json");
        await download.SaveAsAsync(file);
        var (exit, said) = await PortalProcess.RunToEndAsync(folder, ["audit", "verify", file]);
        Assert.True(exit == 0, said);
        var forged = (await File.ReadAllTextAsync(file)).Replace("Still right", "Still wrong", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, forged);
        (exit, said) = await PortalProcess.RunToEndAsync(folder, ["audit", "verify", file]);
        Assert.True(exit != 0, said);
        Places.Discard(folder);
    }

    private static async Task RequestAsync(IPage page, Visit developer)
    {
        var now = TimeProvider.System.GetUtcNow();
        await page.GotoAsync("/changes/new");
        await developer.InteractiveAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync(Title);
        await page.GetByLabel("Environment", new() { Exact = true }).FillAsync("production");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("Cards of a new kind");
        await page.GetByLabel("What users notice", new() { Exact = true }).FillAsync("Nothing; baskets are kept");
        await page.GetByLabel("Service 1", new() { Exact = true }).FillAsync("checkout");
        await page.GetByLabel("Component 1", new() { Exact = true }).FillAsync("checkout-api");
        await page.GetByLabel("Version 1", new() { Exact = true }).FillAsync("2.1.0");
        await page.GetByLabel("It is planned", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Begins (UTC)", new() { Exact = true }).FillAsync(now.AddMinutes(-5).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await page.GetByLabel("Ends (UTC)", new() { Exact = true }).FillAsync(now.AddHours(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await page.GetByLabel("Step 1", new() { Exact = true }).FillAsync("Deploy");
        await page.GetByLabel("Back out when", new() { Exact = true }).FillAsync("Errors above 2 %");
        await page.GetByLabel("Backout step 1", new() { Exact = true }).FillAsync("Deploy 2.0.4");
        await page.GetByLabel("Evidence 1", new() { Exact = true }).FillAsync("Regression");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "change-form.png"), FullPage = true });
        Assert.Empty((await page.RunAxe()).Violations);
        await page.GetByRole(AriaRole.Button, new() { Name = "Request change" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title, Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task SubmitAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Those who may approve it are asked.")).ToBeVisibleAsync();
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, ColorScheme scheme)
    {
        var phone = await site.VisitAsync(390, 844, scheme, at: portal);
        await phone.SignInAsync(account);
        return phone;
    }

    /// <summary>On a phone: from the inbox to the decision, with the password once more.</summary>
    private static async Task ApproveAsync(Visit phone, string reason, string look)
    {
        var page = phone.Page;
        await page.GotoAsync("/approvals");
        await phone.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Approvals" })).ToContainTextAsync(Title);
        await phone.ShootAsync($"approvals-390-{look}");
        await page.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, $"approval-390-{look}.png"), FullPage = true });
        Assert.Empty((await page.RunAxe()).Violations);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await page.GetByLabel("Your password", new() { Exact = true }).FillAsync("OpsPortal-Demo-1");
        await phone.ShootAsync($"step-up-390-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Approved." })).ToBeVisibleAsync();
    }

    private static async Task BeginAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/changes/CHG-1");
        await visit.InteractiveAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
    }
}
