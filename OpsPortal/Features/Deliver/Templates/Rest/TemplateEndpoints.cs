using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Templates.Rest;

/// <summary>Which proposal is decided on, and by whom.</summary>
internal sealed record TemplateAct
{
    [FromRoute(Name = "key"), Description("As restart-cache")]
    public required string Key { get; init; }

    [FromRoute(Name = "revision")]
    public required int Revision { get; init; }

    public required HttpContext Request { get; init; }

    public required TemplateDesk Desk { get; init; }

    public TemplateReference Template => new(Key, Revision);
}

/// <summary>Templates of standard changes over HTTP.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/change-templates").WithTags("Change templates").RequireAuthorization(Permissions.ChangesRead);
        templates.MapGet("", async (TemplateQueries all, CancellationToken stopping) => Results.Ok(new Page<TemplateItem>([.. (await all.AllAsync(stopping)).Select(TemplateItem.Of)], null)))
            .WithName("ListChangeTemplates").WithSummary("List templates of standard changes, by key").Produces<Page<TemplateItem>>();
        templates.MapGet("/proposals", async (TemplateQueries all, CancellationToken stopping) => Results.Ok(new Page<TemplateProposalItem>([.. (await all.ProposalsAsync(stopping)).Select(TemplateProposalItem.Of)], null)))
            .WithName("ListTemplateProposals").WithSummary("List templates that are being decided on").Produces<Page<TemplateProposalItem>>();
        var writing = templates.MapGroup("").RequireAuthorization(Permissions.PoliciesWrite);
        writing.MapPost("/proposals", ProposeAsync).WithName("ProposeTemplate").WithSummary("Propose a template, or another revision of one").Produces<TemplateBody>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        As(writing.MapPost("/{key}/withdrawal", (string key, ChangeNote body, HttpContext request, TemplateDesk desk) => AnswerAsync(desk.GiveUpAsync(request.ActingSession(), key, body.Text, request.RequestAborted))), "GiveUpTemplate", "Take a template out of force");
        var one = templates.MapGroup("/{key}/revisions/{revision:int}").RequireAuthorization(Permissions.ApprovalsDecide);
        As(one.MapPost("/approval", ([AsParameters] TemplateAct act, ApprovalBody body) => AnswerAsync(act.Desk.ApproveAsync(act.Request.ActingSession(), body.StepUp, act.Template, body.ToYes(), act.Request.RequestAborted))), "ApproveTemplate", "Approve a proposal of a template");
        As(one.MapPost("/rejection", ([AsParameters] TemplateAct act, RejectionBody body) => AnswerAsync(act.Desk.RejectAsync(act.Request.ActingSession(), body.StepUp, act.Template, body.ContentHash, body.Reason, act.Request.RequestAborted))), "RejectTemplate", "Reject a proposal of a template");
        As(one.MapPost("/withdrawal", ([AsParameters] TemplateAct act, ChangeNote body) => AnswerAsync(act.Desk.WithdrawAsync(act.Request.ActingSession(), act.Template, body.Text, act.Request.RequestAborted))), "WithdrawTemplate", "Withdraw a proposal of one's own");
    }

    private static async Task<IResult> ProposeAsync(TemplateProposalBody body, HttpContext request, TemplateDesk desk)
    {
        var read = body.Terms?.Read() ?? new Refusal("request.missing-part", "Give the terms.");
        if (read is not Outcome<TemplateTerms>.Done(var terms)) return read.Refusal!.Problem();
        return await desk.ProposeAsync(request.ActingSession(), body.Key, terms, request.RequestAborted) switch
        {
            Outcome<TemplateReference>.Done(var proposed) => Results.Created((string?)null, TemplateBody.Of(proposed)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static void As(RouteHandlerBuilder act, string name, string summary) =>
        act.WithName(name).WithSummary(summary).Produces<TemplateBody>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> AnswerAsync(Task<Outcome<TemplateReference>> act) => await act switch
    {
        Outcome<TemplateReference>.Done(var decided) => Results.Ok(TemplateBody.Of(decided)),
        var refused => refused.Refusal!.Problem(),
    };
}
