using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>The portal's main job on real input: a real Prometheus fires, two people see it, one works it, and it can be proved afterwards.</summary>
public sealed class SignalToResolution(Site site) : IClassFixture<Site>
{
    private const string Title = "The queue holds routine work";

    /// <summary>Fires while an informational event is open: the portal's own metric, which the test can move.</summary>
    private const string Rules = $$"""
        groups:
          - name: portal
            rules:
              - alert: RoutineWorkWaits
                expr: opsportal_events_open{priority="P5",standing="Active"} > 0
                labels: { severity: critical }
                annotations: { summary: "{{Title}}", runbook_url: "https://runbooks.example.org/routine" }
        """;

    [Fact]
    public async Task A_real_alert_is_seen_live_worked_resolved_and_proved()
    {
        await using var watcher = await site.SignedInAsync("operator");
        await using var agent = await site.SignedInAsync("desk");
        var (seen, queue, page) = (new EventsScreen(watcher), new EventsScreen(agent), new EventScreen(agent));
        await seen.GoAsync();
        await queue.GoAsync();
        await Expect(queue.Table).ToBeHiddenAsync();

        await using var prometheus = await site.Portal.WatchWithPrometheusAsync(Rules);
        await AmtoolAsync("alert", "add", "alertname=Routine", "severity=info", "--annotation=summary=Routine work");

        // Nobody reloads: both browsers show the row by themselves.
        await seen.ShouldShowAsync(Title);
        await queue.ShouldShowAsync(Title);
        Assert.Contains("RoutineWorkWaits", await AmtoolAsync("alert", "query", "alertname=RoutineWorkWaits"), StringComparison.Ordinal);

        await queue.OpenAsync(Title);
        await agent.InteractiveAsync();
        await page.ActAsync("Acknowledge");
        await page.ShouldTellAsync("acknowledged it");
        await page.CommentAsync("Looking at the routine queue.");
        await page.ShouldTellAsync("Looking at the routine queue.");
        await agent.ShootAsync("event");
        await page.ActAsync("Resolve");
        await page.ConfirmAsync("Resolve", "Routine work is done.");
        await page.ShouldTellAsync("Routine work is done.");
        await seen.ShouldNotShowAsync(Title);
        Assert.Contains("RoutineWorkWaits", await AmtoolAsync("alert", "query", "alertname=RoutineWorkWaits"), StringComparison.Ordinal);

        // The source resolves: the routine alert ends, so Prometheus finds the rule no longer true.
        await AmtoolAsync("alert", "add", "alertname=Routine", "severity=info", $"--end={TimeProvider.System.GetUtcNow():O}");
        await page.ShouldTellAsync("says it is over");
        Assert.DoesNotContain("RoutineWorkWaits", await AmtoolAsync("alert", "query", "alertname=RoutineWorkWaits"), StringComparison.Ordinal);

        await AuditTellsTheStoryAsync();
        Assert.Empty(watcher.Problems);
        Assert.Empty(agent.Problems);
    }

    private async Task AuditTellsTheStoryAsync()
    {
        await using var auditor = await site.SignedInAsync("admin");
        var audit = new AuditScreen(auditor);
        await audit.GoAsync();
        foreach (var act in (string[])["event.acknowledged", "event.commented", "event.resolved"]) await audit.ShouldShowAsync(act);
        await audit.VerifyAsync();
        await auditor.ShootAsync("audit");
        Assert.Empty(auditor.Problems);
    }

    private async Task<string> AmtoolAsync(params string[] arguments)
    {
        var (exit, output) = await Amtool.RunAsync(site.Portal.WithKey(), arguments);
        Assert.True(exit == 0, output);
        return output;
    }
}
