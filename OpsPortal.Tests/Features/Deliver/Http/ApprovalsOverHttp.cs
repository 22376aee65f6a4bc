using System.Net;
using System.Text.Json;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Notices;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Http;

/// <summary>A change goes its way over HTTP: persons decide with the cookie of their session and a step-up, machines ask and carry out.</summary>
public sealed class ApprovalsOverHttp : VisitedPortal
{
    private const string Change = "/api/v1/changes/CHG-1", Gate = "/api/v1/gates?service=checkout&component=checkout-api&version=2.1.0&environment=production";

    [Fact]
    public async Task Two_others_approve_a_third_begins_and_the_gate_says_so_at_each_step()
    {
        using var pipeline = new Caller(Portal);
        Assert.Equal("Deny", await VerdictAsync(pipeline));
        var developer = await SignedInAsync("developer");
        Assert.Equal(HttpStatusCode.Created, (await developer.PostAsync("/api/v1/changes", Plan())).Status);
        Assert.Equal(("Pending", "gate.draft"), (await VerdictAsync(pipeline), await ReasonAsync(pipeline)));
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/authors", new { authors = new[] { new { mail = "developer@demo.local", source = "checkout/checkout-api 2.1.0" } } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/submission", new { })).Status);
        Assert.Equal(("Pending", "approval.missing"), (await VerdictAsync(pipeline), await ReasonAsync(pipeline)));
        foreach (var who in new[] { "approver", "approver2" })
        {
            var visitor = await SignedInAsync(who);
            Assert.Contains("CHG-1", (await visitor.OpenAsync("/api/v1/approvals")).Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(visitor)).Status);
        }

        Assert.Equal("approved", (await developer.OpenAsync(Change)).Html is var json ? Field(json, "change", "state").ToLowerInvariant() : "");
        Assert.Equal(("Pending", "duties.outside-window"), (await VerdictAsync(pipeline), await ReasonAsync(pipeline)));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("Allow", await VerdictAsync(pipeline));
        var approver = await SignedInAsync("approver");
        Assert.Equal(HttpStatusCode.Conflict, (await (await SignedInAsync("developer")).PostAsync($"{Change}/start", new { environment = "staging", components = Array.Empty<object>() })).Status);
        Assert.Contains("duties.executor-approved", (await approver.PostAsync($"{Change}/start", new { })).Html, StringComparison.Ordinal);
        var passed = await pipeline.PostAsync("/api/v1/gates", """{"component":{"service":"checkout","component":"checkout-api","version":"2.1.0"},"environment":"production","begin":true}""");
        Assert.Equal("Allow", Field(passed.Text, "verdict"));
        Assert.Equal("implementing", Field((await developer.OpenAsync(Change)).Html, "change", "state").ToLowerInvariant());
        foreach (var status in new[] { "started", "succeeded" })
        {
            var told = await pipeline.PostAsync("/api/v1/deployments", $$"""{"component":"checkout/checkout-api","version":"2.1.0","environment":"production","status":"{{status}}","occurredAt":"{{Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","idempotencyKey":"{{status}}"}""");
            Assert.Equal(("CHG-1", ""), (told["change"], told["rogueCode"]));
        }

        Assert.Equal("implemented", Field((await developer.OpenAsync(Change)).Html, "change", "state").ToLowerInvariant());
    }

    [Fact]
    public async Task What_GitHub_asks_for_is_completed_approved_and_begun_by_people_and_ends_when_GitHub_says_so()
    {
        using var caller = new Caller(Portal, null);
        var github = new Sender(caller);
        await github.GitHubAsync("push", Sender.Push().Replace("operator@", "desk@", StringComparison.Ordinal), "p-1");
        Assert.Equal("CHG-1", (await github.GitHubAsync("deployment", Sender.Deployment(Now), "d-1"))["change"]);
        var developer = await SignedInAsync("developer");
        Assert.Equal(HttpStatusCode.OK, (await developer.CallAsync(HttpMethod.Put, Change, new { seen = 1, note = "The rest", plan = Plan("v2.1.0", Sender.Commit) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/submission", new { })).Status);
        Assert.Contains("duties.", (await ApproveAsync(developer)).Html, StringComparison.Ordinal);
        foreach (var who in new[] { "approver", "approver2" })
        {
            var approved = await ApproveAsync(await SignedInAsync(who));
            Assert.True(approved.Status == HttpStatusCode.OK, approved.Html);
        }

        Clock.Advance(TimeSpan.FromHours(2));
        var begun = await (await SignedInAsync("operator")).PostAsync($"{Change}/start", new { });
        Assert.True(begun.Status == HttpStatusCode.OK, begun.Html);
        foreach (var (state, id) in new[] { ("in_progress", "s-1"), ("success", "s-2") })
        {
            var told = await github.GitHubAsync("deployment_status", Sender.Status(state, Now), id);
            Assert.Equal(("CHG-1", ""), (told["change"], told["rogueCode"]));
        }

        var viewer = await SignedInAsync("developer");
        Assert.Equal("implemented", Field((await viewer.OpenAsync(Change)).Html, "change", "state"), ignoreCase: true);
        using var timeline = JsonDocument.Parse((await viewer.OpenAsync($"{Change}/timeline")).Html);
        Assert.Single(timeline.RootElement.GetProperty("items").EnumerateArray(), entry => string.Equals(entry.GetProperty("kind").GetString(), "credited", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_machine_the_requester_a_wrong_hash_and_a_step_up_of_another_are_refused_by_name()
    {
        var developer = await SubmittedAsync();
        using var machine = new Caller(Portal);
        var body = JsonSerializer.Serialize(new { stepUp = Guid.Empty, contentHash = "x", seen = "x", reason = "r" });
        Assert.Equal("403 duties.machine", (await machine.PostAsync($"{Change}/approval", body)).Problem);
        Assert.Contains("duties.requester", (await ApproveAsync(developer)).Html, StringComparison.Ordinal);
        var approver = await SignedInAsync("approver");
        Assert.Contains("duties.step-up-needed", (await ApproveAsync(approver, stepUp: await StepUpAsync(await SignedInAsync("approver2")))).Html, StringComparison.Ordinal);
        Assert.Contains("approval.old-revision", (await ApproveAsync(approver, contentHash: new string('0', 64))).Html, StringComparison.Ordinal);
        Assert.Contains("approval.not-as-shown", (await ApproveAsync(approver, seen: new string('0', 64))).Html, StringComparison.Ordinal);
        var stepUp = await StepUpAsync(approver);
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(approver, stepUp: stepUp)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await ApproveAsync(approver, stepUp: stepUp)).Status);
    }

    [Fact]
    public async Task A_broken_plan_is_refused_with_the_field_that_is_wrong()
    {
        var developer = await SignedInAsync("developer");
        foreach (var (plan, code) in new (object, string)[]
        {
            (new { title = "" }, "change.invalid-missing"), (new { title = "x", components = new[] { new { service = "Not A Key", component = "a", version = "1" } } }, "service."),
            (new { title = "x", window = new { start = "2026-03-02T12:00:00Z", end = "2026-03-02T11:00:00Z", zone = "UTC" } }, "change.invalid-window"), (new { title = "x", window = new { start = "2026-03-02T12:00:00Z", end = "2026-03-02T13:00:00Z", zone = "Mars/Phobos" } }, "change.invalid-zone"),
        })
        {
            var answer = await developer.PostAsync("/api/v1/changes", plan);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(code, answer.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_that_lacks_everything_is_refused_wherever_it_is_sent_and_never_breaks_anything()
    {
        await SubmittedAsync();
        var (admin, approver, developer) = (await SignedInAsync("admin"), await SignedInAsync("approver2"), await SignedInAsync("developer"));
        string[] acts = ["authors", "risk-answers", "withdrawal", "closure", "start", "implementation", "backout", "comments", "approval", "rejection", "question", "answer", "submission/withdrawal", "break-glass", "break-glass/confirmation", "break-glass/review", "freeze-override"];
        string[] others = ["/api/v1/changes", "/api/v1/gates", "/api/v1/approvals/delegations", "/api/v1/approval-policies/proposals", "/api/v1/approval-policies/simulation", "/api/v1/approval-policies/POL-2/revisions/2/approval"];
        foreach (var path in acts.Select(act => $"{Change}/{act}").Concat(others))
        {
            foreach (var body in new object[] { new { }, new { plan = new { }, authors = new object?[] { null }, answers = new object?[] { null, new { } }, components = new object?[] { null }, component = new { }, terms = new { stages = new object?[] { null, new { } } } } })
            {
                foreach (var visitor in new[] { developer, approver, admin })
                {
                    var status = (int)(await visitor.PostAsync(path, body)).Status;
                    Assert.True(status is >= 400 and < 500 || (status == 200 && path.EndsWith("risk-answers", StringComparison.Ordinal)), $"{path}: {status}");
                }
            }
        }
    }

    private async Task<Visitor> SubmittedAsync()
    {
        var developer = await SignedInAsync("developer");
        await developer.PostAsync("/api/v1/changes", Plan());
        await developer.PostAsync($"{Change}/authors", new { authors = new[] { new { mail = "desk@demo.local", source = "checkout/checkout-api 2.1.0" } } });
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/submission", new { })).Status);
        return developer;
    }

    private string Now => Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private object Plan(string version = "2.1.0", string commit = "") => new
    {
        title = "Checkout 2.1",
        reason = "Cards of a new kind",
        impact = "None",
        components = new[] { new { service = "checkout", component = "checkout-api", version, commit } },
        environment = "production",
        steps = new[] { new { title = "Deploy" } },
        backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Deploy 2.0.4" } }, minutes = 10 },
        evidence = new[] { new { title = "Regression" } },
        window = new { start = Clock.GetUtcNow().AddHours(1), end = Clock.GetUtcNow().AddHours(6), zone = "UTC" },
    };

    private static async Task<Answer> ApproveAsync(Visitor visitor, Guid? stepUp = null, string? contentHash = null, string? seen = null)
    {
        var now = (await visitor.OpenAsync(Change)).Html;
        return await visitor.PostAsync($"{Change}/approval", new { stepUp = stepUp ?? await StepUpAsync(visitor), contentHash = contentHash ?? Field(now, "round", "contentHash"), seen = seen ?? Field(now, "seen"), reason = "Looked at it" });
    }

    private static async Task<string> VerdictAsync(Caller pipeline)
    {
        var answer = await pipeline.GetAsync(Gate);
        return Field(answer.Text, "verdict");
    }

    private static async Task<string> ReasonAsync(Caller pipeline)
    {
        var answer = await pipeline.GetAsync(Gate);
        using var json = JsonDocument.Parse(answer.Text);
        return json.RootElement.GetProperty("reasons")[0].GetProperty("code").GetString()!;
    }

    private static string Field(string json, params string[] path)
    {
        using var read = JsonDocument.Parse(json);
        return path.Aggregate(read.RootElement, (element, name) => element.GetProperty(name)).ToString();
    }
}
