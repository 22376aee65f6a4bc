using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Notices.Rest;

/// <param name="Author">As <c>Mei Tanaka &lt;mei@example.org&gt;</c>, or an address.</param>
internal sealed record NoticeCommitBody(string Sha = "", DateTimeOffset? AuthoredAt = null, string Author = "");

/// <summary>What a pipeline says of a deployment it carries out. Names may be written in lowerCamelCase or in snake_case.</summary>
/// <param name="Component">As service/component, or the name of a component that only one service has.</param>
/// <param name="Status">requested, started, succeeded, failed, rolled_back or cancelled.</param>
/// <param name="OccurredAt">RFC 3339.</param>
/// <param name="IdempotencyKey">Unique for the sender; the same again changes nothing.</param>
/// <param name="ChangeId">As CHG-7; empty: found by what is deployed.</param>
/// <param name="TriggeredBy">As Mei Tanaka &lt;mei@example.org&gt;, an address, or a name.</param>
/// <param name="CausedByIncident">As INC-7.</param>
internal sealed record NoticeBody(
    string Component = "", string Version = "", string Environment = "", string Status = "", DateTimeOffset? OccurredAt = null, string IdempotencyKey = "", string CommitSha = "", string ArtifactDigest = "", string ChangeId = "", string RunUrl = "",
    string TriggeredBy = "", string PreviousVersion = "", string Description = "", string Repository = "", IReadOnlyList<NoticeCommitBody>? Commits = null, bool IsRollback = false, bool IsHotfix = false, string CausedByIncident = "")
{
    private const int MostCommits = 5000;

    /// <param name="sender">Who says so.</param>
    public Outcome<NoticeDraft> Read(string sender, CatalogueSnapshot catalogue)
    {
        if (!Enum.TryParse<NoticeStatus>((Status ?? "").Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var status) || !Enum.IsDefined(status) || Status!.Any(char.IsAsciiDigit)) return NoticeRefusals.Missing("the status: requested, started, succeeded, failed, rolled_back or cancelled");
        if (OccurredAt is not { } occurred) return NoticeRefusals.Missing("when it happened, as occurredAt");
        if (Commits?.Count > MostCommits) return ChangeRefusals.TooMany("commits", MostCommits);
        var found = ComponentNames.Find(catalogue, Component ?? "");
        if (found is not Outcome<(Domain.Estate.ServiceKey Service, string Component)>.Done(var (service, component))) return found.Refusal!;
        if (ComponentNames.Environment(catalogue, service, Environment ?? "") is not Outcome<string>.Done(var environment)) return NoticeRefusals.UnknownEnvironment(Environment ?? "", service.Value);
        var change = default(ChangeNumber);
        if (ChangeId is { Length: > 0 } && !ChangeNumber.TryParse(ChangeId, null, out change)) return NoticeRefusals.Missing("the change as CHG-7");
        return new NoticeDraft
        {
            Sender = sender,
            Key = IdempotencyKey ?? "",
            Component = new(service, component, Version ?? "", (CommitSha ?? "").ToLowerInvariant(), ArtifactDigest ?? ""),
            Environment = environment,
            Status = status,
            OccurredAt = occurred.ToUniversalTime(),
            Description = (Description ?? "").ReplaceLineEndings("\n"),
            RunUrl = RunUrl ?? "",
            TriggeredBy = Person(TriggeredBy ?? "", ""),
            Authors = [.. (Commits ?? []).Select(commit => Person(commit?.Author ?? "", commit?.Sha ?? "")).OfType<NoticePerson>()],
            Repository = (Repository ?? "").ToLowerInvariant(),
            Change = change.Value > 0 ? change : null,
            PreviousVersion = PreviousVersion ?? "",
            IsRollback = IsRollback,
            IsHotfix = IsHotfix,
            CausedByIncident = CausedByIncident ?? "",
        };
    }

    /// <summary>Null where nobody is named.</summary>
    private static NoticePerson? Person(string text, string commit)
    {
        text = OneLine.Of(text, PushedCommit.MaxPersonLength);
        if (text.Length == 0) return null;
        var (open, close) = (text.LastIndexOf('<'), text.LastIndexOf('>'));
        if (open >= 0 && close > open) return new(text[..open].Trim(), text[(open + 1)..close].Trim(), "", commit);
        return text.Contains('@', StringComparison.Ordinal) ? new("", text, "", commit) : new(text, "", text, commit);
    }
}

/// <summary>A notice that was taken.</summary>
/// <param name="Change">As CHG-7; empty: none.</param>
/// <param name="RogueCode">Why it is a rogue change; empty: it is none.</param>
internal sealed record NoticeItem(
    long Id, string Sender, string IdempotencyKey, string Component, string Version, string Commit, string Digest, string Environment, NoticeStatus Status, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt,
    string TriggeredBy, string RunUrl, string Change, string RogueCode, string RogueWhy)
{
    public static NoticeItem Of(DeploymentNotice notice) => new(
        notice.Id, notice.Sender, notice.Key, notice.Deployed.Name, notice.Version, notice.Commit, notice.Digest, notice.Environment, notice.Status, notice.OccurredAt, notice.ReceivedAt,
        notice.TriggeredBy, notice.RunUrl, notice.Change?.ToString() ?? "", notice.RogueCode, notice.RogueWhy);

    public static IResult Answer(Outcome<DeploymentNotice> taken) => taken switch
    {
        Outcome<DeploymentNotice>.Done(var notice) => Results.Ok(Of(notice)),
        { Refusal: { Code: "notice.try-again" } why } => Results.Problem(why.Message, statusCode: StatusCodes.Status503ServiceUnavailable, extensions: new Dictionary<string, object?> { ["code"] = why.Code }),
        var refused => refused.Refusal!.Problem(),
    };
}
