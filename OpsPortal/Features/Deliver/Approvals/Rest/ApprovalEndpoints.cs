using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.Deliver.Duties.Acts;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Approvals.Rest;

/// <summary>Something that waits for whoever asks.</summary>
internal sealed record InboxItem(string Subject, string Title, RiskLevel Risk, string Environment, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset DecideBy, string InPlaceOf, int Given, int Needed, bool HasQuestion)
{
    public static InboxItem Of(InboxRow row) => new(row.Subject, row.Title, row.Risk, row.Environment, row.RequestedBy, row.RequestedAt, row.DecideBy, row.InPlaceOf, row.Given, row.Needed, row.HasQuestion);
}

/// <param name="To">The id of a person.</param>
internal sealed record DelegationBody(Guid To, DateTimeOffset From, DateTimeOffset Until, Guid? StepUp = null, string Reason = "");

internal sealed record DelegationItem(Guid Id, string For, string To, DateTimeOffset From, DateTimeOffset Until, string Reason)
{
    public static DelegationItem Of(Delegation given) => new(given.Id, given.PrincipalName, given.DelegateName, given.From, given.Until, given.Reason);
}

/// <summary>Approvals over HTTP. Deciding needs a session of a person and a step-up that is good for one decision; a key is refused, whatever its scopes.</summary>
internal static class ApprovalEndpoints
{
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var approvals = routes.MapGroup("/approvals").WithTags("Approvals").RequireAuthorization(Permissions.ChangesRead);
        approvals.MapGet("", InboxAsync).WithName("ListApprovals").WithSummary("List what waits for your decision, the riskiest first").Produces<Page<InboxItem>>();
        approvals.MapGet("/delegations", DelegationsAsync).WithName("ListDelegations").WithSummary("List who stands in for you, and for whom you do").Produces<Page<DelegationItem>>();
        approvals.MapPost("/delegations", DelegateAsync).WithName("Delegate").WithSummary("Let somebody decide in your place for a while").Produces<DelegationItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        approvals.MapPost("/delegations/{id:guid}/revocation", RevokeAsync).WithName("RevokeDelegation").WithSummary("End a delegation of yours").Produces<DelegationItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        var one = routes.MapGroup("/changes/{number}").WithTags("Approvals").RequireAuthorization(Permissions.ChangesRead);
        MapDecisions(one);
        MapExceptions(one);
    }

    private static void MapDecisions(IEndpointRouteBuilder one)
    {
        one.MapPost("/approval", ([AsParameters] ChangeAct act, ApprovalBody body, DecideOnChange decide) => act.RunAsync((by, number, stopping) => decide.ApproveAsync(by, body.StepUp, number, body.ToYes(), stopping))).As("ApproveChange", "Approve");
        one.MapPost("/rejection", ([AsParameters] ChangeAct act, RejectionBody body, DecideOnChange decide) => act.RunAsync((by, number, stopping) => decide.RejectAsync(by, body.StepUp, number, body.ContentHash, body.Reason, stopping))).As("RejectChange", "Reject");
        one.MapPost("/question", ([AsParameters] ChangeAct act, ChangeNote body, DecideOnChange decide) => act.RunAsync((by, number, stopping) => decide.AskBackAsync(by, number, body.Text, stopping))).As("AskBack", "Ask whoever asks");
        one.MapPost("/answer", ([AsParameters] ChangeAct act, ChangeNote body, DecideOnChange decide) => act.RunAsync((by, number, stopping) => decide.AnswerAsync(by, number, body.Text, stopping))).As("AnswerQuestion", "Answer the open questions");
        one.MapPost("/submission/withdrawal", ([AsParameters] ChangeAct act, ChangeNote body, DecideOnChange decide) => act.RunAsync((by, number, stopping) => decide.StopAskingAsync(by, number, body.Text, stopping))).As("StopAsking", "Ask for approval no more");
    }

    private static void MapExceptions(IEndpointRouteBuilder one)
    {
        one.MapPost("/break-glass", ([AsParameters] ChangeAct act, SteppedUpBody body, BreakTheGlass glass) => act.RunAsync((by, number, stopping) => glass.DeclareAsync(by, body.StepUp, number, body.Text, stopping))).As("DeclareBreakGlass", "Declare that an emergency change goes without its approvals");
        one.MapPost("/break-glass/confirmation", ([AsParameters] ChangeAct act, SteppedUpBody body, BreakTheGlass glass) => act.RunAsync((by, number, stopping) => glass.ConfirmAsync(by, body.StepUp, number, stopping))).As("ConfirmBreakGlass", "Confirm it as the second person");
        one.MapPost("/break-glass/review", ([AsParameters] ChangeAct act, SteppedUpBody body, BreakTheGlass glass) => act.RunAsync((by, number, stopping) => glass.ReviewAsync(by, body.StepUp, number, body.Text, stopping))).As("ReviewBreakGlass", "Review it afterwards");
        one.MapPost("/freeze-override", ([AsParameters] ChangeAct act, OverrideBody body, OverrideFreeze give) => act.RunAsync((by, number, stopping) => give.RunAsync(by, body.StepUp, number, body.Freeze, body.Reason, body.Until, stopping))).As("OverrideFreeze", "Let the change begin in a freeze");
    }

    private static async Task<IResult> InboxAsync(HttpContext request, Inbox inbox) =>
        Results.Ok(new Page<InboxItem>(request.Actor().Person is { } person ? [.. (await inbox.OfAsync(person, request.RequestAborted)).Select(InboxItem.Of)] : [], null));

    private static async Task<IResult> DelegationsAsync(HttpContext request, Delegations delegations) =>
        Results.Ok(new Page<DelegationItem>(request.Actor().Person is { } person ? [.. (await delegations.OfAsync(person, request.RequestAborted)).Select(DelegationItem.Of)] : [], null));

    private static async Task<IResult> DelegateAsync(DelegationBody body, HttpContext request, Delegations delegations) =>
        await delegations.GiveAsync(request.ActingSession(), body.StepUp, new PersonId(body.To), body.From, body.Until, body.Reason, request.RequestAborted) switch
        {
            Outcome<Delegation>.Done(var given) => Results.Created((string?)null, DelegationItem.Of(given)),
            var refused => refused.Refusal!.Problem(),
        };

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext request, Delegations delegations) =>
        await delegations.RevokeAsync(request.ActingSession(), id, request.RequestAborted) switch
        {
            Outcome<Delegation>.Done(var ended) => Results.Ok(DelegationItem.Of(ended)),
            var refused => refused.Refusal!.Problem(),
        };
}
