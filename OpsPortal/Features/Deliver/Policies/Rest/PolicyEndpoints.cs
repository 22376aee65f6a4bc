using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.People.StepUps;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Policies.Rest;

/// <param name="Key">The name of the duty, the id of the team, or the key of the service; empty with owners: whichever service is changed.</param>
internal sealed record DemandBody(GroupKind Group = GroupKind.Duty, string Key = "", int Persons = 1);

internal sealed record StageBody(string Name = "", IReadOnlyList<DemandBody>? Demands = null);

/// <summary>What a policy says. What is left out of the scope holds for all.</summary>
/// <param name="RehearsedWithinDays">Into production only with a backout plan that was rehearsed no longer ago; left out: not demanded.</param>
internal sealed record TermsBody(
    string Name = "", IReadOnlyList<StageBody>? Stages = null, IReadOnlyList<string>? Environments = null, IReadOnlyList<Tier>? Tiers = null, IReadOnlyList<Criticality>? Criticalities = null, IReadOnlyList<Kind>? Kinds = null, IReadOnlyList<RiskLevel>? Risks = null,
    bool Ordered = false, double DecideWithinHours = 168, double ApprovalsLastHours = 72, double MinimumRoleAgeHours = 24, bool ExecutorSeparate = false, bool RequesterMayApprove = false, bool KnownAuthors = true, double? RehearsedWithinDays = null)
{
    public static TermsBody Of(PolicyTerms terms) => new(
        terms.Name, [.. terms.Stages.Select(stage => new StageBody(stage.Name, [.. stage.Demands.Select(demand => new DemandBody(demand.Group.Kind, demand.Group.Key, demand.Persons))]))],
        terms.Scope.Environments, terms.Scope.Tiers, terms.Scope.Criticalities, terms.Scope.Kinds, terms.Scope.Risks, terms.Ordered, terms.DecideWithin.TotalHours, terms.ApprovalsLast.TotalHours, terms.MinimumRoleAge.TotalHours,
        terms.ExecutorSeparate, terms.RequesterMayApprove, terms.KnownAuthors, terms.RehearsedWithin?.TotalDays);

    /// <summary>Refused for parts that are missing and for times that cannot be; all else the policy itself checks.</summary>
    public Outcome<PolicyTerms> Read()
    {
        if (Stages is null || Stages.Any(stage => stage?.Demands is null || stage.Demands.Any(demand => demand is null))) return new Refusal("request.missing-part", "A stage has a part that is missing.");
        if (new[] { DecideWithinHours, ApprovalsLastHours, MinimumRoleAgeHours }.Any(hours => hours is not (>= 0 and <= 100_000)) || RehearsedWithinDays is not (null or (>= 0 and <= 10_000))) return PolicyRefusals.BadTime("given", PolicyTerms.Shortest, PolicyTerms.Longest);
        return new PolicyTerms
        {
            Name = Name,
            Scope = new(Environments ?? [], Tiers ?? [], Criticalities ?? [], Kinds ?? [], Risks ?? []),
            Stages = [.. Stages.Select(stage => new ApprovalStage(stage.Name, [.. stage.Demands!.Select(demand => new ApproverDemand(new(demand.Group, demand.Key), demand.Persons))]))],
            Ordered = Ordered,
            DecideWithin = TimeSpan.FromHours(DecideWithinHours),
            ApprovalsLast = TimeSpan.FromHours(ApprovalsLastHours),
            MinimumRoleAge = TimeSpan.FromHours(MinimumRoleAgeHours),
            ExecutorSeparate = ExecutorSeparate,
            RequesterMayApprove = RequesterMayApprove,
            KnownAuthors = KnownAuthors,
            RehearsedWithin = RehearsedWithinDays is { } days ? TimeSpan.FromDays(days) : null,
        };
    }
}

/// <param name="Number">Left out: a new policy.</param>
/// <param name="Terms">Left out: the policy is given up.</param>
internal sealed record ProposalBody(string Number = "", TermsBody? Terms = null);

/// <param name="Unsatisfiable">Why it can no longer be met; empty: it can.</param>
internal sealed record PolicyItem(string Number, int Revision, TermsBody Terms, string AdoptedBy, DateTimeOffset AdoptedAt, string Unsatisfiable)
{
    public static PolicyItem Of(PolicyView view) => new(view.Policy.Number.ToString(), view.Policy.Revision, TermsBody.Of(view.Policy.Terms), view.Policy.AdoptedBy, view.Policy.AdoptedAt, view.Unsatisfiable?.Message ?? "");
}

/// <param name="Terms">Null: the policy is to be given up.</param>
internal sealed record ProposalItem(string Number, int Revision, TermsBody? Terms, string Governing, string Seen, RoundItem Round)
{
    public static ProposalItem Of(ProposalView view) => new(view.Proposal.Number.ToString(), view.Proposal.BasedOn + 1, view.Proposal.Terms is { } terms ? TermsBody.Of(terms) : null, view.Proposal.Governing.Reference.ToString(), view.Subject.SheetHash, RoundItem.Of(view.Round, view.Round.LastAt));
}

/// <param name="Change">The number of a change.</param>
/// <param name="Terms">Of a policy that is not saved; left out: the one that decides.</param>
internal sealed record SimulationBody(string Change = "", TermsBody? Terms = null);

/// <param name="Why">Why not; empty where this person could.</param>
internal sealed record VerdictItem(Guid Person, string Name, IReadOnlyList<string> Groups, string Code, string Why);

/// <param name="Unsatisfiable">Why all of them together are too few; empty: they are enough.</param>
internal sealed record SimulationItem(string Unsatisfiable, IReadOnlyList<VerdictItem> Verdicts);

/// <summary>Approval policies over HTTP, and the simulator.</summary>
internal static class PolicyEndpoints
{
    private static readonly Refusal NoNumber = new("request.unknown-value", "A policy is named by its number, as POL-3; a change as CHG-42.");

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/approval-policies").WithTags("Approval policies").RequireAuthorization(Permissions.ChangesRead);
        policies.MapGet("", async (PolicyQueries all, CancellationToken stopping) => Results.Ok(new Page<PolicyItem>([.. (await all.AllAsync(stopping)).Select(PolicyItem.Of)], null))).WithName("ListApprovalPolicies").WithSummary("List the policies in force, the strictest first").Produces<Page<PolicyItem>>();
        policies.MapGet("/proposals", async (PolicyQueries all, CancellationToken stopping) => Results.Ok(new Page<ProposalItem>([.. (await all.ProposalsAsync(stopping)).Select(ProposalItem.Of)], null))).WithName("ListPolicyProposals").WithSummary("List proposals that are being decided on").Produces<Page<ProposalItem>>();
        policies.MapPost("/simulation", SimulateAsync).WithName("SimulateApproval").WithSummary("Who could approve a change, who not, and why").Produces<SimulationItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        policies.MapPost("/proposals", ProposeAsync).RequireAuthorization(Permissions.PoliciesWrite).WithName("ProposePolicy").WithSummary("Propose a policy, a change of one, or that one is given up").Produces<ProposalReference>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var one = policies.MapGroup("/{number}/revisions/{revision:int}").RequireAuthorization(Permissions.ApprovalsDecide);
        one.MapPost("/approval", ApproveAsync).WithName("ApprovePolicy").WithSummary("Approve a proposal").Produces<ProposalReference>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("/rejection", RejectAsync).WithName("RejectPolicy").WithSummary("Reject a proposal").Produces<ProposalReference>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("/withdrawal", WithdrawAsync).WithName("WithdrawPolicy").WithSummary("Withdraw a proposal of one's own").Produces<ProposalReference>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ProposeAsync(ProposalBody body, HttpContext request, PolicyDesk desk)
    {
        PolicyNumber? number = null;
        if (body.Number.Length > 0)
        {
            if (!PolicyNumber.TryParse(body.Number, null, out var read)) return NoNumber.Problem();
            number = read;
        }

        PolicyTerms? terms = null;
        if (body.Terms is not null)
        {
            if (body.Terms.Read() is not Outcome<PolicyTerms>.Done(var given)) return body.Terms.Read().Refusal!.Problem();
            terms = given;
        }

        return await desk.ProposeAsync(request.ActingSession(), number, terms, request.RequestAborted) switch
        {
            Outcome<PolicyReference>.Done(var proposed) => Results.Created((string?)null, ProposalReference.Of(proposed)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> SimulateAsync(SimulationBody body, HttpContext request, PolicyQueries queries)
    {
        if (!ChangeNumber.TryParse(body.Change, null, out var change)) return NoNumber.Problem();
        PolicyTerms? terms = null;
        if (body.Terms is not null)
        {
            if (body.Terms.Read() is not Outcome<PolicyTerms>.Done(var given)) return body.Terms.Read().Refusal!.Problem();
            terms = given;
        }

        return await queries.SimulateAsync(change, terms, request.RequestAborted) switch
        {
            Outcome<ApprovalForecast>.Done(var forecast) => Results.Ok(new SimulationItem(forecast.Unsatisfiable?.Message ?? "",
                [.. forecast.Verdicts.Select(verdict => new VerdictItem(verdict.Person.Value, verdict.Name, [.. verdict.Groups.Select(group => group.ToString())], verdict.Why?.Code ?? "", verdict.Why?.Message ?? ""))])),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static Task<IResult> ApproveAsync(PolicyNumber number, int revision, ApprovalBody body, HttpContext request, PolicyDesk desk) =>
        AnswerAsync(desk.ApproveAsync(request.ActingSession(), body.StepUp, new(number, revision), body.ToYes(), request.RequestAborted));

    private static Task<IResult> RejectAsync(PolicyNumber number, int revision, RejectionBody body, HttpContext request, PolicyDesk desk) =>
        AnswerAsync(desk.RejectAsync(request.ActingSession(), body.StepUp, new(number, revision), body.ContentHash, body.Reason, request.RequestAborted));

    private static Task<IResult> WithdrawAsync(PolicyNumber number, int revision, ChangeNote body, HttpContext request, PolicyDesk desk) =>
        AnswerAsync(desk.WithdrawAsync(request.ActingSession(), new(number, revision), body.Text, request.RequestAborted));

    private static async Task<IResult> AnswerAsync(Task<Outcome<PolicyReference>> act) => await act is Outcome<PolicyReference>.Done(var decided) ? Results.Ok(ProposalReference.Of(decided)) : (await act).Refusal!.Problem();
}

internal sealed record ProposalReference(string Number, int Revision)
{
    public static ProposalReference Of(PolicyReference policy) => new(policy.Number.ToString(), policy.Revision);
}
