using System.Globalization;
using System.Text.Json.Nodes;
using OpsPortal.Features.Deliver.Runners.Http;

namespace OpsPortal.Features.Deliver.Runners.GitHub;

/// <summary>The requests of GitHub's interface for workflows that we use.</summary>
internal sealed class GitHubCalls(RunnerHttp http, GitHubSettings settings)
{
    private readonly string _repository = $"{settings.BaseUrl.TrimEnd('/')}/repos/{SettingUrl.Part(settings.Owner)}/{SettingUrl.Part(settings.Repository)}/actions";

    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal)
    {
        ["Authorization"] = $"Bearer {settings.Token}",
        ["Accept"] = "application/vnd.github+json",
        ["X-GitHub-Api-Version"] = "2022-11-28",
    };

    /// <param name="wantsRun">Asks for the run's id at once, which older servers do not know.</param>
    public Task<HttpReply> DispatchAsync(StepRun run, bool wantsRun, CancellationToken stopping)
    {
        var inputs = new JsonObject(settings.Inputs.Select(input => KeyValuePair.Create<string, JsonNode?>(input.Key, StepPlaceholders.Fill(input.Value, run)))) { [settings.KeyInput] = run.IdempotencyKey };
        var body = new JsonObject { ["ref"] = settings.Ref, ["inputs"] = inputs };
        if (wantsRun) body["return_run_details"] = true;
        return SendAsync(HttpMethod.Post, $"workflows/{SettingUrl.Part(settings.Workflow)}/dispatches", stopping, body.ToJsonString());
    }

    /// <summary>The newest runs of the workflow that were begun as ours is.</summary>
    public Task<HttpReply> RunsAsync(CancellationToken stopping) => SendAsync(HttpMethod.Get, $"workflows/{SettingUrl.Part(settings.Workflow)}/runs?event=workflow_dispatch&per_page=50", stopping);

    public Task<HttpReply> RunAsync(long run, CancellationToken stopping) => SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"runs/{run}"), stopping);

    public Task<HttpReply> JobsAsync(long run, CancellationToken stopping) => SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"runs/{run}/jobs"), stopping);

    public Task<HttpReply> CancelAsync(long run, CancellationToken stopping) => SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"runs/{run}/cancel"), stopping);

    private Task<HttpReply> SendAsync(HttpMethod method, string path, CancellationToken stopping, string? body = null) => http.SendAsync(new(method, new($"{_repository}/{path}"), _headers, body), stopping);
}
