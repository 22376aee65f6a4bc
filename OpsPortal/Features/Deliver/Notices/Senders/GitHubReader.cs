using System.Text.Json;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Features.Deliver.Notices.Senders.SenderMessage;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>Reads GitHub's webhooks <c>push</c>, <c>deployment</c> and <c>deployment_status</c>.</summary>
internal static class GitHubReader
{
    public const string Sender = "GitHub";

    /// <param name="event">As the header <c>X-GitHub-Event</c> says.</param>
    /// <param name="delivery">As the header <c>X-GitHub-Delivery</c> says; the same when it is sent again.</param>
    public static Outcome<SenderMessage> Read(string @event, string delivery, JsonElement body, SenderQuery query, CatalogueSnapshot catalogue) => @event switch
    {
        "push" => new Push([.. Commits(body)]),
        "deployment" => Deployment(delivery, body, NoticeStatus.Requested, query, catalogue),
        "deployment_status" => Status(body.Text("deployment_status", "state")) is { } status ? Deployment(delivery, body, status, query, catalogue) : new Other($"The state {body.Text("deployment_status", "state")} tells nothing new."),
        "ping" => new Other("The portal hears you."),
        _ => new Other($"The portal has no use for {@event}."),
    };

    /// <summary>Where a deployment does not say its version, a tag is one, and a branch is not.</summary>
    private static Outcome<SenderMessage> Deployment(string delivery, JsonElement body, NoticeStatus status, SenderQuery query, CatalogueSnapshot catalogue)
    {
        var (deployment, payload, repository) = (body.At("deployment"), body.Payload("deployment", "payload"), body.Text("repository", "full_name"));
        var placed = query.Place(catalogue, Named(payload), repository, deployment.Text("environment"));
        if (placed.Refusal is { } why) return why;
        var (service, component, environment) = ((Outcome<(Domain.Estate.ServiceKey, string, string)>.Done)placed).Value;
        var (sha, @ref) = (BodyFields.Commit(deployment.Text("sha")), deployment.Text("ref"));
        var version = payload.Text("version") is { Length: > 0 } told ? told : Versions.IsTag(@ref) ? Versions.Name(@ref) : Versions.Short(sha);
        var said = status == NoticeStatus.Requested ? deployment : body.At("deployment_status");
        var login = Human(said.At("creator")) ?? Human(body.At("workflow_run", "triggering_actor")) ?? Human(body.At("workflow_run", "actor")) ?? Human(body.At("sender")) ?? "";
        return new Deployment(new()
        {
            Sender = Sender,
            Key = delivery,
            Component = new(service, component, version, sha, payload.Text("digest")),
            Environment = environment,
            Status = status,
            OccurredAt = said.Instant("created_at") ?? default,
            Description = deployment.Text("description"),
            RunUrl = body.Text("workflow_run", "html_url") is { Length: > 0 } run ? run : body.Text("deployment_status", "log_url"),
            TriggeredBy = login.Length > 0 ? new(login, "", login) : null,
            Repository = repository.ToLowerInvariant(),
            Change = ChangeNumber.TryParse(payload.Text("change"), null, out var change) ? change : null,
        });
    }

    private static string Named(JsonElement payload) =>
        payload.Text("service") is { Length: > 0 } service && payload.Text("component") is { Length: > 0 } component && !component.Contains('/', StringComparison.Ordinal) ? $"{service}/{component}" : payload.Text("component");

    /// <summary>The login of a person; null where nobody is named, or a program.</summary>
    private static string? Human(JsonElement user) =>
        user.Text("login") is { Length: > 0 } login && user.Text("type") != "Bot" && !login.EndsWith("[bot]", StringComparison.Ordinal) ? login : null;

    private static NoticeStatus? Status(string state) => state switch
    {
        "in_progress" => NoticeStatus.Started,
        "success" => NoticeStatus.Succeeded,
        "failure" or "error" => NoticeStatus.Failed,
        _ => null,
    };

    private static IEnumerable<PushedCommit> Commits(JsonElement body)
    {
        var repository = body.Text("repository", "full_name").ToLowerInvariant();
        foreach (var commit in body.Each("commits"))
        {
            if (BodyFields.Commit(commit.Text("id")) is not { Length: > 0 } sha) continue;
            yield return new()
            {
                Repository = OneLine.Of(repository, PushedCommit.MaxRepositoryLength),
                Sha = sha,
                Name = OneLine.Of(commit.Text("author", "name"), PushedCommit.MaxPersonLength),
                Mail = OneLine.Of(commit.Text("author", "email"), PushedCommit.MaxPersonLength),
                Login = OneLine.Of(commit.Text("author", "username"), PushedCommit.MaxPersonLength),
                AuthoredAt = commit.Instant("timestamp") ?? DateTimeOffset.UnixEpoch,
            };
        }
    }
}
