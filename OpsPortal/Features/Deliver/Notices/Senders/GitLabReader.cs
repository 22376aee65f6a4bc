using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Features.Deliver.Notices.Senders.SenderMessage;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>Reads GitLab's Push Hook, Tag Push Hook and Deployment Hook.</summary>
internal static partial class GitLabReader
{
    public const string Sender = "GitLab";

    /// <param name="key">Of the delivery; empty: the deployment and its status are one.</param>
    public static Outcome<SenderMessage> Read(string key, JsonElement body, SenderQuery query, CatalogueSnapshot catalogue) => body.Text("object_kind") switch
    {
        "push" or "tag_push" => new Push([.. Commits(body)]),
        "deployment" when Status(body.Text("status")) is { } status => Deployment(key, body, status, query, catalogue),
        "deployment" => new Other($"The status {body.Text("status")} tells nothing new."),
        var kind => new Other($"The portal has no use for {(kind.Length > 0 ? kind : "what has no object_kind")}."),
    };

    private static Outcome<SenderMessage> Deployment(string key, JsonElement body, NoticeStatus status, SenderQuery query, CatalogueSnapshot catalogue)
    {
        var project = body.Text("project", "path_with_namespace");
        var placed = query.Place(catalogue, "", project, body.Text("environment"));
        if (placed.Refusal is { } why) return why;
        var (service, component, environment) = ((Outcome<(Domain.Estate.ServiceKey, string, string)>.Done)placed).Value;

        // The whole commit is in its address only.
        var sha = CommitAddress().Match(body.Text("commit_url")) is { Success: true } found ? found.Groups["sha"].Value : BodyFields.Commit(body.Text("short_sha"));
        var @ref = body.Text("ref");
        var login = body.Text("user", "username");
        return new Deployment(new()
        {
            Sender = Sender,
            Key = key.Length > 0 ? key : $"deployment {body.Text("deployment_id")} {body.Text("status")} {body.Text("status_changed_at")}",
            Component = new(service, component, Versions.IsTag(@ref) ? Versions.Name(@ref) : Versions.Short(sha), sha, ""),
            Environment = environment,
            Status = status,
            OccurredAt = body.Instant("status_changed_at") ?? default,
            Description = body.Text("commit_title"),
            RunUrl = body.Text("deployable_url"),
            TriggeredBy = login.Length > 0 ? new(body.Text("user", "name"), body.Text("user", "email") is var mail && mail.Contains('@', StringComparison.Ordinal) ? mail : "", login) : null,
            Repository = project.ToLowerInvariant(),
        });
    }

    private static NoticeStatus? Status(string status) => status switch
    {
        "created" or "blocked" => NoticeStatus.Requested,
        "running" => NoticeStatus.Started,
        "success" => NoticeStatus.Succeeded,
        "failed" => NoticeStatus.Failed,
        "canceled" => NoticeStatus.Cancelled,
        _ => null,
    };

    /// <summary>A push tells twenty commits at most, and how many there were.</summary>
    private static IEnumerable<PushedCommit> Commits(JsonElement body)
    {
        var (repository, told) = (body.Text("project", "path_with_namespace").ToLowerInvariant(), body.Each("commits").ToList());
        var isIncomplete = int.TryParse(body.Text("total_commits_count"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) && total > told.Count;
        foreach (var commit in told)
        {
            if (BodyFields.Commit(commit.Text("id")) is not { Length: > 0 } sha) continue;
            yield return new()
            {
                Repository = OneLine.Of(repository, PushedCommit.MaxRepositoryLength),
                Sha = sha,
                Name = OneLine.Of(commit.Text("author", "name"), PushedCommit.MaxPersonLength),
                Mail = OneLine.Of(commit.Text("author", "email"), PushedCommit.MaxPersonLength),
                AuthoredAt = commit.Instant("timestamp") ?? DateTimeOffset.UnixEpoch,
                IsIncomplete = isIncomplete,
            };
        }
    }

    [GeneratedRegex("/commit/(?<sha>[0-9a-f]{7,64})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CommitAddress();
}
