using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Notices.Rest;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>The doors for GitHub, GitLab and Argo CD. Nothing of a body is believed before its signature, its token or its API key is.</summary>
internal static class SenderEndpoints
{
    /// <summary>Longest body, in bytes: GitHub sends no more.</summary>
    private const int MostBytes = 25 * 1024 * 1024;

    private static readonly HashSet<string> Reporting = [Permissions.DeploymentsReport];

    public static void MapSenders(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/intake/github", GitHubAsync).ExcludeFromDescription().AllowAnonymous();
        routes.MapPost("/intake/gitlab", GitLabAsync).ExcludeFromDescription().AllowAnonymous();
        routes.MapPost("/intake/argocd", ArgoAsync).ExcludeFromDescription().RequireAuthorization(Permissions.DeploymentsReport);
    }

    private static async Task<IResult> GitHubAsync(HttpContext request, IOptions<NoticeOptions> options, SenderDesk desk)
    {
        using var body = await RequestBody.ReadAsync(request.Request, MostBytes, request.RequestAborted);
        if (body is null) return TooLong();
        var headers = request.Request.Headers;
        if (!IsGitHubs(options.Value.WebhookSecrets, headers["X-Hub-Signature-256"].ToString(), body.Bytes)) return Unsigned("X-Hub-Signature-256 is not that of this body, or OpsPortal:Deployments:WebhookSecrets has no secret for it");
        return await desk.AnswerAsync(request, On(request, GitHubReader.Sender), body, (json, query, catalogue) => GitHubReader.Read(headers["X-GitHub-Event"].ToString(), headers["X-GitHub-Delivery"].ToString(), json, query, catalogue));
    }

    private static async Task<IResult> GitLabAsync(HttpContext request, IOptions<NoticeOptions> options, TimeProvider clock, SenderDesk desk)
    {
        using var body = await RequestBody.ReadAsync(request.Request, MostBytes, request.RequestAborted);
        if (body is null) return TooLong();
        var (headers, secrets) = (request.Request.Headers, options.Value.WebhookSecrets);
        var token = Encoding.UTF8.GetBytes(headers["X-Gitlab-Token"].ToString());
        var isKnown = secrets.Aggregate(false, (known, secret) => known | CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), token));
        if (!isKnown && StandardWebhooks.Complaint(secrets.Where(StandardWebhooks.IsSecret), WebhookSeal.Of(headers), body.Bytes, clock.GetUtcNow()) is { } why) return Unsigned($"X-Gitlab-Token is no secret of OpsPortal:Deployments:WebhookSecrets, and {why}");
        var key = headers["Idempotency-Key"].ToString() is { Length: > 0 } idempotency ? idempotency : headers[StandardWebhooks.IdHeader].ToString() is { Length: > 0 } id ? id : headers["X-Gitlab-Event-UUID"].ToString();
        return await desk.AnswerAsync(request, On(request, GitLabReader.Sender), body, (json, query, catalogue) => GitLabReader.Read(key, json, query, catalogue));
    }

    private static async Task<IResult> ArgoAsync(HttpContext request, SenderDesk desk)
    {
        using var body = await RequestBody.ReadAsync(request.Request, MostBytes, request.RequestAborted);
        return body is null ? TooLong() : await desk.AnswerAsync(request, request.ActingSession(), body, ArgoReader.Read);
    }

    /// <summary>HMAC-SHA256 of the body in hex, as GitHub signs.</summary>
    private static bool IsGitHubs(IEnumerable<string> secrets, string header, ReadOnlySpan<byte> body)
    {
        const string Prefix = "sha256=";
        if (!header.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var (given, good) = (Encoding.ASCII.GetBytes(header[Prefix.Length..].ToLowerInvariant()), false);
        foreach (var secret in secrets) good |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))), given);
        return good;
    }

    /// <summary>The portal, acting on what a sender said: nobody, so that those whom the sender names are looked at and the sender is not.</summary>
    private static ActingSession On(HttpContext request, string sender) => new(new(null, sender, "", Reporting, request.From()), null, IsInteractive: false, null);

    private static IResult Unsigned(string why)
    {
        var refusal = NoticeRefusals.BadSignature(why);
        return Results.Problem(refusal.Message, statusCode: StatusCodes.Status401Unauthorized, extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
    }

    private static IResult TooLong() => Results.Problem("The body is too long.", statusCode: StatusCodes.Status413PayloadTooLarge);
}

/// <summary>Takes what was read from a sender's body, and answers it.</summary>
internal sealed class SenderDesk(TakeNotice take, PushedCommits pushed, Catalogue catalogue)
{
    public async Task<IResult> AnswerAsync(HttpContext request, ActingSession by, RequestBody body, Func<JsonElement, SenderQuery, Domain.Estate.Graph.CatalogueSnapshot, Outcome<SenderMessage>> read)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(body.Memory);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return NoticeRefusals.Unreadable("it is no JSON; choose application/json where the webhook is set up").Problem();
        }

        switch (Read())
        {
            case Outcome<SenderMessage>.Done(SenderMessage.Deployment(var draft)):
                return NoticeItem.Answer(await take.RunAsync(by, draft, request.RequestAborted));
            case Outcome<SenderMessage>.Done(SenderMessage.Push(var commits)):
                await pushed.KeepAsync(commits, request.RequestAborted);
                return Results.Ok(new { commits = commits.Count });
            case Outcome<SenderMessage>.Done(SenderMessage.Other(var why)):
                return Results.Json(new { ignored = why }, statusCode: StatusCodes.Status202Accepted);
            case var refused:
                return refused.Refusal!.Problem();
        }

        Outcome<SenderMessage> Read()
        {
            try
            {
                return read(json, SenderQuery.Of(request.Request.Query), catalogue.Current);
            }
            catch (InvalidOperationException)
            {
                // Half a character, as \ud800 alone, is JSON and no text.
                return NoticeRefusals.Unreadable("a text in it holds half a character");
            }
        }
    }
}
