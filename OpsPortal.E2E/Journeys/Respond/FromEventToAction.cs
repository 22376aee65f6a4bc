using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Respond;

/// <summary>An operator links a condition to a webhook, tries it, somebody else approves the run on a phone, the receiver gets it signed; a loop is stopped and restarted.</summary>
public sealed class FromEventToAction(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_trigger_is_tried_acts_with_a_second_persons_yes_and_is_stopped_when_it_sets_itself_off()
    {
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Outgoing__Allow__0"] = "127.0.0.0/8" });
        using var receiver = new Hook();
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-1 is full", "search"));

        await using var visit = await site.VisitAsync(at: portal);
        await visit.SignInAsync("operator");
        var page = visit.Page;
        await page.GotoAsync("/automation");
        await visit.InteractiveAsync();
        await Expect(page.GetByText("Nothing is automated yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New trigger" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New trigger" })).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Free the disk");
        await page.GetByLabel("Mode", new() { Exact = true }).SelectOptionAsync("Live");
        await page.GetByLabel("Why it is there", new() { Exact = true }).FillAsync("Logs fill it every few weeks.");
        await page.GetByLabel("Labels", new() { Exact = true }).FillAsync("alertname=\"DiskFull\"");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync(receiver.Url);
        await page.GetByLabel("Leaves a target alone for, minutes", new() { Exact = true }).FillAsync("0");
        await page.GetByLabel("Another person than whoever saved it last approves each run").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try", Exact = true }).ClickAsync();
        await Expect(page.GetByText("it would have acted 1 time.", new() { Exact = false })).ToBeVisibleAsync();
        await visit.ShootAsync("automation-try");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var secret = await page.GetByLabel("Secret", new() { Exact = true }).InputValueAsync();
        await visit.ShootAsync("automation-secret");

        await portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"));
        await page.GotoAsync("/automation/runs");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "RUN-1" })).ToContainTextAsync("Awaiting approval");
        await page.GotoAsync("/automation/runs/RUN-1");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("somebody else must approve");
        Assert.Empty(receiver.Requests);

        await using (var phone = await site.VisitAsync(390, 844, at: portal))
        {
            await phone.SignInAsync("approver");
            await phone.Page.GotoAsync("/automation/runs/RUN-1");
            await phone.InteractiveAsync();
            await phone.ShootAsync("automation-approve-390");
            await phone.Page.GetByLabel("Note", new() { Exact = true }).FillAsync("Go ahead.");
            await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
            await Expect(phone.Page.GetByText("Succeeded").First).ToBeVisibleAsync();
            await Expect(phone.Page.GetByText("freed 3 GB")).ToBeVisibleAsync();
            await phone.ShootAsync("automation-approved-390");
            Assert.Empty(phone.Problems);
        }

        await Expect(page.GetByText("freed 3 GB")).ToBeVisibleAsync();
        await Expect(page.GetByText("Priya Raman").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await visit.ShootAsync("automation-run");
        Assert.True(Assert.Single(receiver.Requests).IsSignedWith(secret));

        await page.GotoAsync("/automation/TRG-1");
        await visit.InteractiveAsync();
        await portal.PostLoopAsync("RUN-1");
        await Expect(page.GetByText("Loop: its own action led to this event")).ToBeVisibleAsync();
        await visit.ShootAsync("automation-stopped");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync();
        await Expect(page.GetByText("It works again")).ToBeVisibleAsync();
        await page.GotoAsync("/automation");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Free the disk" })).ToContainTextAsync("Live");
        await visit.ShootAsync("automation-list");
        Assert.Single(receiver.Requests);
        Assert.Empty(visit.Problems);
    }

    private sealed record Request(string Id, string Time, string Signature, byte[] Body)
    {
        public bool IsSignedWith(string secret) => Signature == "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{Id}.{Time}."), .. Body]));
    }

    /// <summary>What stands at the other end.</summary>
    private sealed class Hook : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<Request> _requests = new();

        public Hook()
        {
            Url = $"http://127.0.0.1:{Places.FreePort()}/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public IReadOnlyList<Request> Requests => [.. _requests];

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue(new(context.Request.Headers["webhook-id"] ?? "", context.Request.Headers["webhook-timestamp"] ?? "", context.Request.Headers["webhook-signature"] ?? "", body.ToArray()));
                context.Response.Close(Encoding.UTF8.GetBytes("freed 3 GB"), willBlock: false);
            }
        }
    }
}
