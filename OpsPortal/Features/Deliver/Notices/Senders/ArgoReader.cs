using System.Text.Json;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Features.Deliver.Notices.Senders.SenderMessage;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>Reads what Argo CD Notifications sends with the template of the guide: <c>app, project, revision, phase, sync, health, startedAt, finishedAt, url</c>, and if one likes <c>component, environment, version, change</c>.</summary>
internal static class ArgoReader
{
    public const string Sender = "Argo CD";

    public static Outcome<SenderMessage> Read(JsonElement body, SenderQuery query, CatalogueSnapshot catalogue)
    {
        if (Status(body.Text("phase"), body.Text("health")) is not { } status) return new Other($"The phase {body.Text("phase")} tells nothing new.");
        var app = body.Text("app");
        var environment = body.Text("environment") is { Length: > 0 } told ? told : query.Environments.GetValueOrDefault("", body.Text("project"));
        var placed = query.Place(catalogue, body.Text("component"), app, environment);
        if (placed.Refusal is { } why) return why;
        var (service, component, place) = ((Outcome<(Domain.Estate.ServiceKey, string, string)>.Done)placed).Value;
        var revision = body.Text("revision");
        var sha = BodyFields.Commit(revision);
        var (started, finished) = (body.Text("startedAt"), body.Text("finishedAt"));
        return new Deployment(new()
        {
            Sender = Sender,
            Key = OneLine.Of($"{app} {revision} {body.Text("phase")} {started} {finished}", DeploymentNotice.MaxKeyLength),
            Component = new(service, component, body.Text("version") is { Length: > 0 } version ? version : sha.Length > 0 ? Versions.Short(sha) : revision, sha, body.Text("digest")),
            Environment = place,
            Status = status,
            OccurredAt = (status == NoticeStatus.Started ? null : BodyFields.Instant(finished)) ?? BodyFields.Instant(started) ?? default,
            Description = OneLine.Of($"{app} of {body.Text("project")}", 500),
            RunUrl = body.Text("url"),
            Change = ChangeNumber.TryParse(body.Text("change"), null, out var change) ? change : null,
        });
    }

    private static NoticeStatus? Status(string phase, string health) => phase switch
    {
        "Running" => NoticeStatus.Started,
        "Succeeded" when health == "Degraded" => NoticeStatus.Failed,
        "Succeeded" => NoticeStatus.Succeeded,
        "Failed" or "Error" => NoticeStatus.Failed,
        _ => null,
    };
}
