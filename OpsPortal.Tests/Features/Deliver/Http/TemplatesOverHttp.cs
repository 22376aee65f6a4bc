using System.Net;
using System.Text.Json;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Http;

/// <summary>A template over HTTP: proposed by whoever may, approved by two others, followed by a standard change, taken out of force.</summary>
public sealed class TemplatesOverHttp : VisitedPortal
{
    private const string Templates = "/api/v1/change-templates", Change = "/api/v1/changes/CHG-1";

    [Fact]
    public async Task From_the_proposal_to_an_approved_standard_change_and_to_its_end()
    {
        var (admin, developer) = (await SignedInAsync("admin"), await SignedInAsync("developer"));
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.PostAsync($"{Templates}/proposals", Proposal())).Status);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync($"{Templates}/proposals", Proposal())).Status);
        Assert.Contains("template.proposed-already", (await admin.PostAsync($"{Templates}/proposals", Proposal())).Html, StringComparison.Ordinal);
        var proposal = Item((await developer.OpenAsync($"{Templates}/proposals")).Html);
        using var machine = new Caller(Portal);
        Assert.Equal(HttpStatusCode.Forbidden, (await machine.PostAsync($"{Templates}/deploy-checkout/revisions/1/approval", "{}")).Status);
        foreach (var who in new[] { "approver", "approver2" })
        {
            var visitor = await SignedInAsync(who);
            Assert.Contains("deploy-checkout revision 1", (await visitor.OpenAsync("/api/v1/approvals")).Html, StringComparison.Ordinal);
            var yes = new { stepUp = await StepUpAsync(visitor), contentHash = proposal.GetProperty("round").GetProperty("contentHash").GetString(), seen = proposal.GetProperty("seen").GetString(), reason = "Looked at it" };
            Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync($"{Templates}/deploy-checkout/revisions/1/approval", yes)).Status);
        }

        var kept = Item((await developer.OpenAsync(Templates)).Html);
        Assert.Equal(("deploy-checkout", "inforce", "2027-03-02T12:00:00.000Z"), (kept.GetProperty("key").GetString(), kept.GetProperty("state").GetString()!.ToLowerInvariant(), kept.GetProperty("validUntil").GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.Created, (await developer.PostAsync("/api/v1/changes", Plan())).Status);
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/authors", new { authors = new[] { new { mail = "developer@demo.local", source = "checkout/checkout-api 2.1.0" } } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{Change}/submission", new { })).Status);
        foreach (var who in new[] { "approver", "approver2" })
        {
            var visitor = await SignedInAsync(who);
            var now = Json((await visitor.OpenAsync(Change)).Html);
            Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync($"{Change}/approval", new { stepUp = await StepUpAsync(visitor), contentHash = now.GetProperty("round").GetProperty("contentHash").GetString(), seen = now.GetProperty("seen").GetString(), reason = "As its template says" })).Status);
        }

        Assert.Equal("approved", Json((await developer.OpenAsync(Change)).Html).GetProperty("change").GetProperty("state").GetString()!.ToLowerInvariant());
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"{Templates}/deploy-checkout/withdrawal", new { text = "It broke something" })).Status);
        Assert.Equal("It broke something", Item((await developer.OpenAsync(Templates)).Html).GetProperty("endedWhy").GetString());
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_name_and_a_body_that_lacks_everything_breaks_nothing()
    {
        var admin = await SignedInAsync("admin");
        foreach (var (proposal, code) in new (object, string)[]
        {
            (new { key = "x" }, "request.missing-part"), (Proposal("Not A Key"), "template.invalid-key"), (Proposal(component: "checkout"), "template.invalid-component"),
            (new { key = "x", terms = new { title = "x", steps = new object?[] { null } } }, "request.missing-part"), (new { key = "x", terms = new { title = "x" } }, "change.incomplete"),
        })
            Assert.Contains(code, (await admin.PostAsync($"{Templates}/proposals", proposal)).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "proposals", "nothing/withdrawal", "nothing/revisions/1/approval", "nothing/revisions/1/rejection", "nothing/revisions/1/withdrawal" })
            Assert.InRange((int)(await admin.PostAsync($"{Templates}/{path}", new { })).Status, 400, 499);
    }

    private static object Proposal(string key = "deploy-checkout", string component = "checkout/checkout-api") => new
    {
        key,
        terms = new { title = "Deploy checkout", reason = "A new version", impact = "None", components = new[] { component }, environments = new[] { "production" }, steps = new[] { new { title = "Deploy" } }, backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Deploy the version before" } }, minutes = 10 } },
    };

    private object Plan() => new
    {
        title = "Checkout 2.1",
        kind = "standard",
        template = new { key = "deploy-checkout", revision = 1 },
        reason = "Cards of a new kind",
        impact = "None",
        components = new[] { new { service = "checkout", component = "checkout-api", version = "2.1.0" } },
        environment = "production",
        steps = new[] { new { title = "Deploy" } },
        backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Deploy the version before" } }, minutes = 10 },
        window = new { start = Clock.GetUtcNow().AddHours(1), end = Clock.GetUtcNow().AddHours(6), zone = "UTC" },
    };

    private static JsonElement Item(string json) => Json(json).GetProperty("items")[0];

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
