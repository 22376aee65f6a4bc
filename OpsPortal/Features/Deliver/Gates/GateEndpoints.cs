using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>What a pipeline asks, as parameters of an address.</summary>
internal sealed record GateParameters
{
    [FromQuery(Name = "service"), Description("The key of the service")]
    public string? Service { get; init; }

    [FromQuery(Name = "component"), Description("As the catalogue names it")]
    public string? Component { get; init; }

    [FromQuery(Name = "version")]
    public string? Version { get; init; }

    [FromQuery(Name = "commit"), Description("Hex digits; where it is given it has to be the approved one")]
    public string? Commit { get; init; }

    [FromQuery(Name = "digest"), Description("As sha256:…; where it is given it has to be the approved one")]
    public string? Digest { get; init; }

    [FromQuery(Name = "environment")]
    public string? Environment { get; init; }

    [FromQuery(Name = "wait"), Description("Seconds to wait while the answer is pending, at most 60")]
    public string? Wait { get; init; }

    public ComponentBody ToComponent() => new(Service ?? "", Component ?? "", Version ?? "", Commit ?? "", Digest ?? "");
}

/// <param name="Begin">Where it is allowed the change begins with it, by whoever asks.</param>
/// <param name="Callback">Where the answer is posted once it is no longer pending, signed as Standard Webhooks says; empty: nowhere.</param>
internal sealed record GateBody(ComponentBody? Component = null, string Environment = "", bool Begin = false, string Callback = "");

internal sealed record GateReason(string Code, string Message);

/// <param name="IsAwaited">The answer is posted to the callback when it is there.</param>
internal sealed record GateItem(GateVerdict Verdict, string Change, IReadOnlyList<GateReason> Reasons, bool IsAwaited = false)
{
    public static GateItem Of(GateAnswer answer) => new(answer.Verdict, answer.Change, [.. answer.Reasons.Select(why => new GateReason(why.Code, why.Message))]);
}

/// <summary>The gate for pipelines: may this version go to this environment now?</summary>
internal static class GateEndpoints
{
    private const int LongestWait = 60;

    public static void MapGates(this IEndpointRouteBuilder routes)
    {
        var gates = routes.MapGroup("/gates").WithTags("Gates").RequireAuthorization(Permissions.ChangesRead).RequireRateLimiting(GateRateLimit.Name);
        gates.MapGet("", AskAsync).WithName("AskGate").WithSummary("Ask whether a version may go to an environment now: allow, deny or pending, with reasons").Produces<GateItem>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        gates.MapPost("", PassAsync).RequireAuthorization(Permissions.ChangesImplement).WithName("PassGate").WithSummary("Ask, and begin the change where it is allowed, or be told when it is").Produces<GateItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> AskAsync([AsParameters] GateParameters asked, HttpContext request, GateKeeper keeper)
    {
        var read = new QueryReader();
        var wait = 0;
        if (asked.Wait is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out wait) || wait > LongestWait)) read.Refuse("wait", text, $"a number of seconds up to {LongestWait}");
        if (read.Refusal is { } wrong) return wrong.Problem();
        if (Read(asked.ToComponent(), asked.Environment ?? "") is not Outcome<GateQuestion>.Done(var question)) return Read(asked.ToComponent(), asked.Environment ?? "").Refusal!.Problem();
        return Results.Ok(GateItem.Of(await keeper.WaitAsync(question, request.ActingSession(), TimeSpan.FromSeconds(wait), request.RequestAborted)));
    }

    private static async Task<IResult> PassAsync(GateBody body, HttpContext request, Gate gate, WaitAtGate wait, StartChange start)
    {
        if (body.Component is null || Read(body.Component, body.Environment) is not Outcome<GateQuestion>.Done(var question)) return (body.Component is null ? Missing("component") : Read(body.Component, body.Environment).Refusal!).Problem();
        var by = request.ActingSession();
        var answer = await gate.AnswerAsync(question, by, request.RequestAborted);
        if (body.Callback is { Length: > 0 } callback && answer.Verdict == GateVerdict.Pending)
            return (await wait.RunAsync(by, question, callback, request.RequestAborted)).Refusal is { } unheard ? unheard.Problem() : Results.Ok(GateItem.Of(answer) with { IsAwaited = true });
        if (!body.Begin || answer.Verdict != GateVerdict.Allow || !ChangeNumber.TryParse(answer.Change, null, out var number)) return Results.Ok(GateItem.Of(answer));
        var begun = await start.RunAsync(by, number, null, request.RequestAborted);
        return begun.Refusal is { } why ? Results.Ok(GateItem.Of(new(GateVerdict.Deny, answer.Change, [why]))) : Results.Ok(GateItem.Of(answer));
    }

    private static Outcome<GateQuestion> Read(ComponentBody body, string environment)
    {
        if (body.Component.Length == 0) return Missing("component");
        if (body.Version.Length == 0) return Missing("version");
        if (environment.Length == 0) return Missing("environment");
        return body.Read() is Outcome<ComponentVersion>.Done(var component) ? new GateQuestion(component, environment) : body.Read().Refusal!;
    }

    private static Refusal Missing(string what) => new("request.missing-part", $"Say which {what}.");
}
