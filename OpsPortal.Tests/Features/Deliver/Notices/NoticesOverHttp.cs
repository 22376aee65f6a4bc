using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Notices;

/// <summary>What GitHub, GitLab, Argo CD and pipelines say of deployments, over the doors they know.</summary>
public sealed class NoticesOverHttp : IAsyncLifetime
{
    private readonly PortalHost _portal = new();
    private Caller _key = null!;
    private Caller _nobody = null!;
    private Sender _sender = null!;

    private static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync()
    {
        (_key, _nobody) = (new(_portal), new(_portal, null));
        _sender = new(_nobody);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _nobody.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task What_wants_to_go_out_is_requested_once_with_the_authors_of_all_that_was_pushed_and_whoever_started_it()
    {
        Assert.Equal("2", (await _sender.GitHubAsync("push", Sender.Push(), "p-1"))["commits"]);
        var deployment = Sender.Deployment(Now);
        var first = await _sender.GitHubAsync("deployment", deployment, "d-1");
        Assert.Equal((HttpStatusCode.OK, "CHG-1"), (first.Status, first["change"]));
        Assert.Equal(first.Text, (await _sender.GitHubAsync("deployment", deployment, "d-1")).Text);
        Assert.Equal("CHG-1", (await _sender.GitHubAsync("deployment", Sender.Deployment(Now), "d-2"))["change"]);
        await using var db = _portal.Database();
        var change = await db.Set<Change>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ChangeState.Draft, "production", "v2.1.0", Sender.Commit, "Cards of a new kind"), (change.State, change.Plan.Environment, change.Plan.Components[0].Version, change.Plan.Components[0].Commit, change.Plan.Reason));
        Assert.Equal("GitHub", change.RequestedBy.Name);
        Assert.Equal([(Part.Author, "developer@demo.local"), (Part.Author, "operator@demo.local"), (Part.Trigger, "developer@demo.local")], change.Participants.Where(one => one.Part != Part.Requester).Select(one => (one.Part, one.Party.Account)).Order());
        Assert.All(change.Participants.Where(one => one.Part != Part.Requester), one => Assert.NotNull(one.Party.Person));
    }

    [Fact]
    public async Task Whoever_has_a_name_that_is_too_long_is_named_like_anybody_else_and_a_program_that_starts_a_run_is_nobody()
    {
        await _sender.GitHubAsync("push", Sender.Push().Replace("\"name\":\"Oskar\"", $"\"name\":\"{new string('O', 300)}\"", StringComparison.Ordinal), "p-1");
        await _sender.GitHubAsync("deployment", Sender.Deployment(Now).Replace("\"login\":\"mei\"", "\"login\":\"github-actions[bot]\"", StringComparison.Ordinal), "d-1");
        await using var db = _portal.Database();
        var change = await db.Set<Change>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["developer@demo.local", "operator@demo.local"], change.Participants.Where(one => one.Part == Part.Author).Select(one => one.Party.Account).Order());
        Assert.DoesNotContain(change.Participants, one => one.Part == Part.Trigger);
    }

    [Fact]
    public async Task A_second_deployment_names_only_those_who_wrote_what_is_new()
    {
        await _sender.GitHubAsync("push", Sender.Push(), "p-1");
        await _sender.GitHubAsync("deployment_status", Sender.Status("success", Now, Sender.Before), "s-1");
        await _sender.GitHubAsync("deployment", Sender.Deployment(Now), "d-1");
        await using var db = _portal.Database();
        var change = await db.Set<Change>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("developer@demo.local", Assert.Single(change.Participants, one => one.Part == Part.Author).Party.Account);
    }

    [Theory]
    [InlineData("in_progress"), InlineData("success")]
    public async Task What_goes_out_without_an_approved_change_is_a_rogue_change_with_an_event(string state)
    {
        var told = await _sender.GitHubAsync("deployment_status", Sender.Status(state, Now), "s-1");
        Assert.Equal((HttpStatusCode.OK, "rogue-change.no-change"), (told.Status, told["rogueCode"]));
        Assert.Contains("past the approvals", (await _key.GetAsync("/api/v1/events?q=RogueChange")).Text, StringComparison.Ordinal);
        Assert.Equal(["rogue-change.no-change"], (await _key.GetAsync("/api/v1/deployment-notices?rogue=true")).Each("rogueCode"));
        Assert.Empty((await _key.GetAsync("/api/v1/changes")).Each("number"));
    }

    [Fact]
    public async Task A_draft_is_no_approval_either()
    {
        await _sender.GitHubAsync("deployment", Sender.Deployment(Now), "d-1");
        Assert.Equal("rogue-change.no-change", (await _sender.GitHubAsync("deployment_status", Sender.Status("in_progress", Now), "s-1"))["rogueCode"]);
    }

    [Theory]
    [InlineData("It's a Secret to Everybody", "Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", 400)]
    [InlineData("another secret of theirs", "Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", 401)]
    public async Task The_signature_of_GitHub_is_checked_as_GitHub_documents_it(string secret, string body, string signature, int status)
    {
        await using var portal = new PortalHost(null, new Dictionary<string, string?> { ["OpsPortal:Deployments:WebhookSecrets:0"] = secret });
        using var caller = new Caller(portal, null);

        // Hello, World! is signed and no JSON: only what is signed is looked into.
        Assert.Equal(status, (int)(await caller.PostAsync("/intake/github", body, ("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "1"), ("X-Hub-Signature-256", $"sha256={signature}"))).Status);
    }

    [Fact]
    public async Task Forged_stale_and_unsigned_bodies_change_nothing()
    {
        var (github, gitlab, now) = (Sender.Deployment(Now), Sender.GitLab("running", Now), TimeProvider.System.GetUtcNow());
        foreach (var forged in new[]
        {
            await _sender.GitHubAsync("deployment", github, "d-1", secret: "not the secret at all"), await _nobody.PostAsync("/intake/github", github, ("X-GitHub-Event", "deployment")), await _sender.GitLabAsync(gitlab, "k-1", "not the secret at all"),
            await _sender.GitLabSignedAsync(gitlab, "k-2", now.AddMinutes(-6)), await _sender.GitLabSignedAsync(gitlab, "k-3", now, "whsec_bm90IHRoZSBzZWNyZXQgYXQgYWxs"),
        }) Assert.Equal("401 notice.bad-signature", forged.Problem);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _nobody.PostAsync("/intake/argocd", "{}")).Status);
        Assert.Empty((await _key.GetAsync("/api/v1/deployment-notices")).Each("id"));
    }

    [Fact]
    public async Task GitLab_is_believed_by_its_token_and_by_its_signature_and_told_twice_it_counts_once()
    {
        var body = Sender.GitLab("success", "2026-03-01 10:00:00 +0100");
        Assert.Equal("2026-03-01T09:00:00Z", (await _sender.GitLabAsync(body, "k-1"))["occurredAt"]);
        Assert.Equal("v2.1.0", (await _sender.GitLabSignedAsync(body, "k-2", TimeProvider.System.GetUtcNow()))["version"]);
        await _sender.GitLabAsync(body, "k-1");
        Assert.Equal([Sender.Commit, Sender.Commit], (await _key.GetAsync("/api/v1/deployment-notices")).Each("commit"));
    }

    [Fact]
    public async Task Argo_CD_brings_an_API_key_and_names_the_component_in_the_address_or_in_the_body()
    {
        var body = $$"""{"app":"checkout-api","project":"shop","revision":"{{Sender.Commit}}","phase":"Succeeded","sync":"Synced","health":"Healthy","startedAt":"2026-03-01T10:00:00Z","finishedAt":"2026-03-01T10:01:00Z","url":"https://argo.example.org/a"}""";
        Assert.Equal(("checkout/checkout-api", "production", "succeeded"), await ArgoAsync("/intake/argocd?env.shop=production", body));
        Assert.Equal("422 notice.invalid-environment", (await _key.PostAsync("/intake/argocd", body)).Problem);
        Assert.Equal("422 notice.invalid-component", (await _key.PostAsync("/intake/argocd?component=nowhere/nothing&env.shop=production", body)).Problem);

        async Task<(string, string, string)> ArgoAsync(string path, string json) => await _key.PostAsync(path, json) is var told ? (told["component"], told["environment"], told["status"].ToLowerInvariant()) : default;
    }

    [Fact]
    public async Task A_pipeline_says_it_by_REST_in_either_spelling_and_one_key_says_one_thing()
    {
        var snake = Json("k-1", "requested", "occurred_at", "idempotency_key", "commit_sha");
        Assert.Equal("CHG-1", (await _key.PostAsync("/api/v1/deployments", snake))["change"]);
        Assert.Equal(HttpStatusCode.OK, (await _key.PostAsync("/api/v1/deployments", snake)).Status);
        Assert.Equal("409 notice.key-used", (await _key.PostAsync("/api/v1/deployments", Json("k-1", "started", "occurredAt", "idempotencyKey", "commitSha"))).Problem);
        Assert.Equal("rogue-change.no-change", (await _key.PostAsync("/api/v1/deployments", Json("k-2", "rolled_back", "occurredAt", "idempotencyKey", "commitSha")))["rogueCode"]);
        Assert.Equal("422 notice.invalid-missing", (await _key.PostAsync("/api/v1/deployments", "{}")).Problem);
        Assert.Equal("400 request.malformed", (await _key.PostAsync("/api/v1/deployments", "[1")).Problem);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _nobody.PostAsync("/api/v1/deployments", snake)).Status);
        using var intake = new Caller(_portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync("/api/v1/deployments", snake)).Status);

        static string Json(string key, string status, string at, string keyed, string commit) => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["component"] = "checkout-api",
            ["version"] = "2.1.0",
            ["environment"] = "production",
            ["status"] = status,
            [at] = "2026-03-01T10:00:00Z",
            [keyed] = key,
            [commit] = Sender.Commit,
            ["commits"] = new[] { new { sha = Sender.Commit, author = "Mei <developer@demo.local>" } },
        });
    }

    [Fact]
    public async Task Whatever_else_they_send_is_answered_and_never_breaks_anything()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _sender.GitHubAsync("ping", "{}", "1")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _sender.GitHubAsync("issues", "{}", "2")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _sender.GitHubAsync("deployment_status", Sender.Status("waiting", Now), "3")).Status);
        foreach (var body in new[] { "null", "[]", "{}", """{"deployment":{"description":"\ud800","sha":"x","environment":"production"},"repository":{"full_name":"octo/checkout-api"},"commits":[{"id":"\ud800"}],"object_kind":"\ud800","phase":"\ud800","status":"\ud800"}""", "\"x\"", """{"deployment":null}""", """{"deployment":{"payload":"{","environment":7,"sha":[]},"repository":"x"}""" })
        {
            foreach (var reply in new[] { await _sender.GitHubAsync("deployment", body, "4"), await _sender.GitHubAsync("push", body, "5"), await _sender.GitLabAsync(body, "6"), await _key.PostAsync("/intake/argocd", body), await _key.PostAsync("/api/v1/deployments", body) })
                Assert.InRange((int)reply.Status, 200, 499);
        }
    }
}
