using System.Globalization;
using System.Text.Json;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>
/// The portal is killed at random moments while it carries deployments out, and started again: every deployment comes to its right end, no step that must not is done twice, and none is left out.
/// <c>CRASHES</c> says how often.
/// </summary>
public sealed class KilledInTheMiddle(Site site) : IClassFixture<Site>
{
    private const int Steps = 12;

    private static readonly int Crashes = int.TryParse(Environment.GetEnvironmentVariable("CRASHES"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 8;

    [Fact]
    public async Task Every_deployment_ends_right_and_no_step_is_done_twice_that_may_not()
    {
        var folder = Places.NewFolder("crash-scripts");
        var log = Path.Combine(folder, "done.log");

        // One line each is written at once, so that two scripts never mix theirs.
        var script = Path.Combine(folder, "step.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/bash\necho \"begin $OPSPORTAL_STEP_KEY $1\" >> {log}\nsleep 0.$((RANDOM % 9 + 1))\necho \"end $OPSPORTAL_STEP_KEY $1\" >> {log}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Runners__ScriptFolder"] = folder });
        await using var operations = await SignedInAsync(portal, "operator");
        await using var developer = await SignedInAsync(portal, "developer");
        await using var approver = await SignedInAsync(portal, "approver");
        await using var second = await SignedInAsync(portal, "approver2");
        var (random, crashes, round) = (new Random(17), 0, 0);
        while (crashes < Crashes)
        {
            var number = await BegunAsync(operations, developer, approver, second, $"crash-{++round}");
            for (var state = ""; state != "succeeded";)
            {
                var moment = TimeProvider.System.GetUtcNow().AddMilliseconds(random.Next(50, 2500));
                await Waiting.UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() >= moment), () => "time stands still");
                if (crashes < Crashes)
                {
                    await portal.KillAsync();
                    crashes++;
                    await portal.StartAgainAsync();
                }

                var now = await operations.ReadAsync($"/api/v1/deployments/{number}");
                state = now.GetProperty("state").GetString()!.ToLowerInvariant();
                Assert.Contains(state, new[] { "running", "waitingforperson", "succeeded" });
                if (now.GetProperty("question") is { ValueKind: JsonValueKind.Object } asked) await AnswerAsync(operations, number, asked, log);
            }

            Look(await operations.ReadAsync($"/api/v1/deployments/{number}"), await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
        }

        Places.Discard(folder);
    }

    /// <summary>Steps by turns may and may not be done twice.</summary>
    private static async Task<string> BegunAsync(Visit operations, Visit developer, Visit approver, Visit second, string service)
    {
        await operations.PutAsync($"/api/v1/services/{service}", new { name = service, environments = new[] { new { name = "production", tier = "production" } } });
        var tasks = Enumerable.Range(1, Steps).Select(step => new { runner = "Script", title = $"Step {step}", target = "step.sh", arguments = new[] { $"{step}" }, timeOut = "00:01:00", isRepeatable = step % 2 == 0 }).ToList();
        await operations.PutAsync($"/api/v1/deployment-processes/{service}/production", new { seen = 0, process = new { recipe = new { model = new { type = "all-at-once" }, deploy = tasks } } });
        var change = await ChangeToRelease.ApprovedAsync(developer, approver, second, "1.0.0", service);
        return (await operations.PostAsync($"/api/v1/changes/{change}/deployment", new { })).GetProperty("number").GetString()!;
    }

    /// <summary>Whoever is asked looks and answers truly.</summary>
    private static async Task AnswerAsync(Visit operations, string number, JsonElement asked, string log)
    {
        Assert.Equal("unknownOutcome", asked.GetProperty("kind").GetString(), ignoreCase: true);
        var about = asked.GetProperty("about").GetString()!;
        var lines = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        if (lines.Any(line => line.StartsWith($"end {about} ", StringComparison.Ordinal))) await operations.PostAsync($"/api/v1/deployments/{number}/completion", new { text = "Its log says so" });
        else await operations.PostAsync($"/api/v1/deployments/{number}/retry", new { });
    }

    private static void Look(JsonElement deployment, string[] lines)
    {
        var steps = deployment.GetProperty("stages").EnumerateArray().SelectMany(stage => stage.GetProperty("steps").EnumerateArray()).Take(Steps).ToList();
        Assert.All(steps, step => Assert.Equal("succeeded", step.GetProperty("state").GetString(), ignoreCase: true));
        var began = DateTimeOffset.MinValue;
        foreach (var (step, at) in steps.Select((step, at) => (step, at + 1)))
        {
            var keys = step.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("key").GetString()!).ToList();
            var begun = keys.Select(key => lines.Count(line => line == $"begin {key} {at}")).ToList();
            var ended = keys.Select(key => lines.Count(line => line == $"end {key} {at}")).ToList();

            // The same attempt never runs twice; a step that must not be repeated is done exactly once; every step was done.
            Assert.All(begun, count => Assert.InRange(count, 0, 1));
            Assert.True(at % 2 == 0 ? ended.Sum() >= 1 : ended.Sum() == 1, $"{keys[0]}: {ended.Sum()} times\n{string.Join('\n', lines)}");

            // And in order.
            var first = step.GetProperty("attempts").EnumerateArray().First().GetProperty("beganAt").GetDateTimeOffset();
            Assert.True(first >= began);
            began = first;
        }
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account)
    {
        var visit = await site.VisitAsync(at: portal);
        await visit.SignInAsync(account);
        return visit;
    }
}
