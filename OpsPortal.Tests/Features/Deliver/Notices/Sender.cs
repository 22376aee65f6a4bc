using System.Security.Cryptography;
using System.Text;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Tests.Api;

namespace OpsPortal.Tests.Features.Deliver.Notices;

/// <summary>GitHub and GitLab, as far as the portal hears of them: bodies as they document them, signed as they sign.</summary>
internal sealed class Sender(Caller caller)
{
    public const string Secret = "whsec_b3BzcG9ydGFsLWRlbW8tc2VjcmV0", Commit = "0123456789abcdef0123456789abcdef01234567", Before = "abcdef0123456789abcdef0123456789abcdef01";

    public Task<Reply> GitHubAsync(string @event, string body, string delivery, string query = "", string secret = Secret) => caller.PostAsync($"/intake/github{query}", body,
        ("X-GitHub-Event", @event), ("X-GitHub-Delivery", delivery), ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}"));

    public Task<Reply> GitLabAsync(string body, string key, string token = Secret) => caller.PostAsync("/intake/gitlab", body, ("X-Gitlab-Event", "Deployment Hook"), ("X-Gitlab-Token", token), ("Idempotency-Key", key));

    public Task<Reply> GitLabSignedAsync(string body, string key, DateTimeOffset at, string secret = Secret) => caller.PostAsync("/intake/gitlab", body,
        (StandardWebhooks.IdHeader, key), (StandardWebhooks.TimeHeader, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)), (StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(secret, key, at.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(body))));

    /// <summary>Two commits of two people, pushed one after the other.</summary>
    public static string Push(string repository = "octo/checkout-api") => $$$"""
        {"ref":"refs/heads/main","before":"0000000000000000000000000000000000000000","after":"{{{Commit}}}","repository":{"full_name":"{{{repository}}}"},"pusher":{"name":"octocat"},
         "commits":[{"id":"{{{Before}}}","timestamp":"2026-03-01T10:00:00+01:00","author":{"name":"Oskar","email":"operator@demo.local","username":"oskar"}},
                    {"id":"{{{Commit}}}","timestamp":"2026-03-01T11:00:00+01:00","author":{"name":"Mei","email":"developer@demo.local","username":"mei"}}]}
        """;

    public static string Deployment(string at, string environment = "production", string repository = "octo/checkout-api", string payload = "{}", string sha = Commit) => $$$"""
        {"action":"created","deployment":{"id":1,"sha":"{{{sha}}}","ref":"v2.1.0","task":"deploy","payload":{{{payload}}},"original_environment":"{{{environment}}}","environment":"{{{environment}}}","description":"Cards of a new kind","creator":{"login":"mei"},"created_at":"{{{at}}}"},
         "workflow":null,"workflow_run":{"html_url":"https://github.example.org/octo/checkout-api/actions/runs/7"},"repository":{"full_name":"{{{repository}}}"},"sender":{"login":"mei"}}
        """;

    public static string Status(string state, string at, string sha = Commit) => $$$"""
        {"action":"created","deployment_status":{"id":2,"state":"{{{state}}}","creator":{"login":"mei"},"environment":"production","target_url":"","created_at":"{{{at}}}"},
         "deployment":{"id":1,"sha":"{{{sha}}}","ref":"v2.1.0","payload":"","environment":"production","description":null,"creator":{"login":"mei"},"created_at":"{{{at}}}"},"repository":{"full_name":"octo/checkout-api"},"sender":{"login":"mei"}}
        """;

    public static string GitLab(string status, string at) => $$$"""
        {"object_kind":"deployment","status":"{{{status}}}","status_changed_at":"{{{at}}}","deployment_id":15,"deployable_id":796,"deployable_url":"https://gitlab.example.org/shop/checkout-api/-/jobs/796","environment":"production","environment_tier":"production",
         "project":{"path_with_namespace":"shop/checkout-api"},"short_sha":"01234567","user":{"name":"Mei Tanaka","username":"mei","email":"developer@demo.local"},"commit_url":"https://gitlab.example.org/shop/checkout-api/-/commit/{{{Commit}}}","commit_title":"Cards","ref":"v2.1.0"}
        """;
}
