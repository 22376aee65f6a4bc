using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;

namespace OpsPortal.E2E.Journeys;

/// <summary>Every page, in every theme and on a phone: no accessibility fault, no error in the console, nothing fetched from elsewhere.</summary>
public sealed class EveryPage(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages =
    [
        "/", "/events", "/events/EVT-1", "/services", "/services/checkout", "/services/checkout/edit", "/services/graph", "/services/teams", "/services/mapping", "/services/exchange",
        "/monitors", "/monitors/new", "/monitors/coverage", "/sources", "/sources/alertmanager", "/sources/alertmanager-webhook", "/signals", "/signals/rules", "/signals/priorities",
        "/incidents", "/incidents/INC-1", "/handoff", "/problems", "/problems/PRB-1", "/on-call", "/on-call/new",
        "/automation", "/automation/new", "/automation/TRG-1", "/automation/runs", "/automation/runs/RUN-1",
        "/maintenance", "/maintenance/MW-1", "/calendar", "/calendar?view=week", "/calendar?view=day", "/calendar?view=agenda", "/calendar/freezes", "/calendar/feed", "/calendar/readiness", "/calendar/check?services=order-database",
        "/changes", "/changes/CHG-1", "/changes/templates", "/changes/notices", "/approvals", "/approvals/CHG-1", "/approvals/delegations", "/approvals/policies", "/releases", "/releases/REL-1",
        "/deployments", "/deployments/pipeline", "/deployments/pipeline/checkout", "/deployments/rehearsals", "/deployments/processes", "/deployments/processes/edit", "/deployments/quarantine", "/deployments/early-life", "/deployments/versions", "/deployments/versions/look-ups", "/deployments/gateway", "/deployments/secrets",
        "/announcements", "/announcements/new", "/announcements/status-page", "/announcements/templates", "/announcements/subscribers", "/announcements/notifications", "/announcements/notifications/new", "/announcements/deliveries",
        "/reports", "/reports/monthly-review", "/reports/event-volume", "/reports/deployments", "/reports/event-volume/rows/events", "/reports/schedules", "/reports/schedules/new", "/improvements", "/improvements/noise", "/improvements/agenda",
        "/audit", "/admin", "/admin/people", "/admin/api-keys", "/admin/look-alikes", "/account", "/nowhere",
    ];

    private static readonly string[] Themes = ["light", "dark", "contrast"];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Is_free_of_faults(int width)
    {
        await site.Portal.RehearseAsync("DiskFull");
        await site.Portal.OpenIncidentAsync("Checkout is down");
        await site.Portal.ProposeProblemAsync("DiskFull", "search");
        await site.Portal.PlanWindowAsync("Patch the databases", "search", startsInHours: 1);
        await site.Portal.RequestChangeAsync("Checkout 2.1", "checkout", "checkout-api");
        await site.Portal.PlanReleaseAsync("Cards of a new kind", "checkout", "checkout-api");
        await site.Portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full"), ("Slow", "error", "Checkout is slow"), ("Backup", "warning", "Backup is late"), ("Noise", "info", "A fan hums"));
        await using var visit = await site.SignedInAsync("admin", width, 844, ColorScheme.Light);
        await visit.ChooseThemeAsync(Themes[0]);
        var faults = new List<string>();
        foreach (var path in Pages)
        {
            await visit.Page.GotoAsync(path);
            if (path != "/nowhere") await visit.InteractiveAsync();
            if (path == "/events") await new EventsScreen(visit).ShouldShowAsync("Disk of db-7 is full");
            foreach (var theme in width > 390 ? Themes : Themes[..1])
            {
                await visit.TurnToThemeAsync(theme);
                faults.AddRange(await FaultsAsync(visit.Page, $"{path} ({theme})"));
                await visit.ShootAsync($"page{path.Replace('/', '-').Replace('?', '-').Replace('=', '-')}-{theme}-{width}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.DoesNotContain(visit.Problems, problem => !problem.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Signing_in_is_free_of_faults(ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(scheme: scheme);
        await visit.Page.GotoAsync("/sign-in");
        Assert.Empty(await FaultsAsync(visit.Page, "/sign-in"));
        await visit.ShootAsync($"page-sign-in-{scheme}");
        Assert.Empty(visit.Problems);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string path)
    {
        var found = await page.RunAxe();
        return found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path}: {violation.Id} at {node.Html}"));
    }
}
