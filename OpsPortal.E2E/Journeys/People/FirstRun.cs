using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.People;

/// <summary>A portal that nobody has set up yet, outside Development: from its log to a colleague who works and a machine that sends.</summary>
public sealed partial class FirstRun(Site site) : IClassFixture<Site>
{
    private const string Password = "four unrelated words here";

    [Fact]
    public async Task Goes_from_the_token_in_the_log_to_a_colleague_and_a_key()
    {
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        await using var admin = await site.VisitAsync(at: portal);
        await SetUpAsync(admin, Token().Match(portal.Log).Groups[1].Value);
        await admin.SignInAsync("ada@example.org", Password);
        var (oneTime, key) = (await AddPersonAsync(admin), await CreateKeyAsync(admin));
        Assert.Empty(admin.Problems);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(portal, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(portal, key + "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(portal, Senders.IntakeKey));

        await using var bo = await site.VisitAsync(at: portal);
        await bo.Page.GotoAsync("/sign-in");
        await bo.Page.GetByLabel("Email").FillAsync("bo@example.org");
        await bo.Page.GetByLabel("Password").FillAsync(oneTime);
        await bo.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await bo.Page.GetByLabel("New password").FillAsync("words that only Bo knows");
        await bo.Page.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await bo.InteractiveAsync();
        await new EventsScreen(bo).GoAsync();
        await new EventsScreen(bo).ShouldShowAsync("First signal");
        Assert.Empty(bo.Problems);
    }

    private static async Task SetUpAsync(Visit admin, string token)
    {
        await admin.Page.GotoAsync("/events");
        Assert.EndsWith("/setup", admin.Page.Url, StringComparison.Ordinal);
        await FillAsync(token[..^1] + (token[^1] == '0' ? '1' : '0'));
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await admin.ShootAsync("setup");
        await FillAsync(token);
        await admin.Page.WaitForURLAsync("**/sign-in?**");
        await Expect(admin.Page.GetByText("The portal is set up")).ToBeVisibleAsync();
        Assert.Equal(404, (await admin.Page.GotoAsync("/setup"))!.Status);
        admin.Forgive();

        async Task FillAsync(string oneTime)
        {
            foreach (var (label, text) in ((string, string)[])[("One-time token", oneTime), ("Name", "Ada"), ("Email", "ada@example.org"), ("Password", Password)])
            {
                await admin.Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
            }

            await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        }
    }

    private static async Task<string> AddPersonAsync(Visit admin)
    {
        await admin.Page.GotoAsync("/admin/people");
        await admin.InteractiveAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Bo");
        await dialog.GetByLabel("Email").FillAsync("bo@example.org");
        await dialog.GetByLabel("Service desk").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        var password = await dialog.GetByLabel("One-time password").InputValueAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Table, new() { Name = "People" })).ToContainTextAsync("bo@example.org");
        return password;
    }

    private static async Task<string> CreateKeyAsync(Visit admin)
    {
        await admin.Page.GotoAsync("/admin/api-keys");
        await admin.InteractiveAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Create API key" }).ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Prometheus of the shop");
        await dialog.GetByLabel("signals.ingest").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create API key" }).ClickAsync();
        var key = await dialog.GetByLabel("API key", new() { Exact = true }).InputValueAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Prometheus of the shop" })).ToBeVisibleAsync();
        return key;
    }

    private static async Task<HttpStatusCode> SendAsync(PortalProcess portal, string key)
    {
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsync("/api/v2/alerts", new StringContent("""[{"labels":{"alertname":"First"},"annotations":{"summary":"First signal"}}]""", System.Text.Encoding.UTF8, "application/json"));
        return answer.StatusCode;
    }

    [GeneratedRegex("one-time token: ([0-9a-f]{64})")]
    private static partial Regex Token();
}
