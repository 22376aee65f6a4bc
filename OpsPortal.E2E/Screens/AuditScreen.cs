using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Screens;

/// <summary>The audit trail as an auditor sees it.</summary>
public sealed class AuditScreen(Visit visit)
{
    private ILocator Table => visit.Page.GetByRole(AriaRole.Grid, new() { Name = "Audit" }).Or(visit.Page.GetByRole(AriaRole.Table, new() { Name = "Audit" }));

    public async Task GoAsync()
    {
        await visit.Page.GotoAsync("/audit");
        await visit.InteractiveAsync();
    }

    public Task ShouldShowAsync(string act) => Expect(Table.GetByText(act).First).ToBeVisibleAsync();

    public async Task VerifyAsync()
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(visit.Page.GetByText("hold").First).ToBeVisibleAsync();
    }
}
