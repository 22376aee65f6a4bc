using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Webhooks;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Ledger;

namespace OpsPortal.Features.Deliver.Deployments.Rest;

/// <summary>Where the receiver of a webhook step says how it ended: once, with the token it was given, and for no other attempt.</summary>
internal sealed class TakeCallback(DeploymentDesk desk, StepLogBook logs, ILogger<TakeCallback> log)
{
    /// <remarks>Refused without a token of this attempt, for a body that is no report, and as <see cref="Deployment.Report"/>: twice, too late, or of an older attempt.</remarks>
    public async Task<Outcome<Deployment>> RunAsync(string attempt, string token, ReadOnlyMemory<byte> body, CancellationToken stopping)
    {
        if (!StepNames.TryRead(attempt, out var key) || !await IsGrantedAsync(StepNames.Of(key), token, stopping)) return Unknown();
        var read = CallbackReport.Read(body.Span, StepNames.Of(key));
        if (read is not Outcome<RunnerAnswer>.Done(var answer)) return read.Refusal!;
        var outcome = await desk.TellAsync(key.Deployment, (deployment, now) => answer.State == RunnerState.Running
            ? deployment.Refer(key, answer.LogLink ?? StepNames.Of(key))
            : deployment.Report(key, new StepResult(answer.State == RunnerState.Succeeded, answer.Message, answer.LogLink ?? ""), "Receiver", now), stopping);
        if (outcome.Refusal is { } why) log.CallbackRefused(StepNames.Of(key), why.Code);
        else if (answer.Message.Length > 0) logs.Open(StepNames.Of(key), static () => { }).Write([new(desk.Now, Outgoing.Scripts.ScriptStream.Output, Redaction.Of(OneLine.Of(answer.Message, CallbackReport.MaxMessageLength)))]);
        return outcome;
    }

    private async Task<bool> IsGrantedAsync(string key, string token, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        return CallbackToken.IsOne(token, await db.Set<CallbackGrant>().AsNoTracking().Where(grant => grant.Key == key).Select(grant => grant.Hash).ToListAsync(stopping));
    }

    internal static Refusal Unknown() => new("callback.unknown-token", "This token is not good for this attempt.");
}

internal static class CallbackEndpoint
{
    private const string Scheme = "Bearer ";

    public static void MapCallbacks(this IEndpointRouteBuilder api) =>
        api.MapPost("/deployment-callbacks/{attempt}", TakeAsync).WithTags("Deployments").AllowAnonymous().DisableAntiforgery().WithName("ReportStep").WithSummary("Say once how a webhook step ended, with the token it was given")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> TakeAsync(string attempt, HttpContext request, TakeCallback take)
    {
        var given = request.Request.Headers[HeaderNames.Authorization].ToString();
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || given.Length > 200) return Answer(TakeCallback.Unknown());
        using var body = await RequestBody.ReadAsync(request.Request, CallbackReport.MaxBytes, request.RequestAborted);
        if (body is null) return Results.Problem("The body is too long.", statusCode: StatusCodes.Status413PayloadTooLarge);
        return (await take.RunAsync(attempt, given[Scheme.Length..].Trim(), body.Bytes.ToArray(), request.RequestAborted)).Refusal is { } why ? Answer(why) : Results.NoContent();
    }

    private static IResult Answer(Refusal why) => Results.Problem(why.Message, statusCode: why.Code switch
    {
        "callback.unknown-token" => StatusCodes.Status401Unauthorized,
        "runner.invalid-callback" => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status409Conflict,
    }, extensions: new Dictionary<string, object?> { ["code"] = why.Code });
}
