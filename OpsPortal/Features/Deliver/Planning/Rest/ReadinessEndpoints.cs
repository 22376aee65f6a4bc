using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Estate.Rest;
using OpsPortal.Features.People;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Rest;

/// <summary>Criteria, what was shown for them, and signed reports, over HTTP.</summary>
internal static class ReadinessEndpoints
{
    public static void MapReadiness(this IEndpointRouteBuilder api)
    {
        var readiness = api.MapGroup("/readiness").WithTags("Readiness").RequireAuthorization(Permissions.WindowsRead);
        readiness.MapGet("/{number}", OfAsync).WithName("ReadReadiness").WithSummary("Tell which criteria a change meets").Produces<ReadinessItem>().ProducesProblem(StatusCodes.Status404NotFound);
        readiness.MapPost("/{number}/evidence", GiveAsync).RequireAuthorization(Permissions.ReadinessShow).As("GiveEvidence", "Show that a criterion holds").Produces<EvidenceItem>();

        var criteria = api.MapGroup("/readiness-criteria").WithTags("Readiness").RequireAuthorization(Permissions.WindowsRead);
        criteria.MapGet("", async (CriteriaDesk desk, CancellationToken stopping) => Results.Ok((await desk.ListAsync(stopping)).Select(CriterionItem.Of))).WithName("ListCriteria").WithSummary("List the criteria of readiness").Produces<IReadOnlyList<CriterionItem>>();
        var acts = criteria.MapGroup("").RequireAuthorization(Permissions.ReadinessManage);
        acts.MapPost("", async (CriterionBody body, HttpContext request, CriteriaDesk desk) => Answer(await desk.AddAsync(request.Actor(), body.ToDraft(), request.RequestAborted))).As("AddCriterion", "Add a criterion").Produces<CriterionItem>();
        acts.MapPut("/{id:guid}", async (Guid id, CriterionBody body, HttpContext request, CriteriaDesk desk) => Answer(await desk.ChangeAsync(request.Actor(), id, body.ToDraft(), body.Version, request.RequestAborted)))
            .As("ChangeCriterion", "Change a criterion").Produces<CriterionItem>().ProducesProblem(StatusCodes.Status412PreconditionFailed);
        acts.MapDelete("/{id:guid}", async (Guid id, HttpContext request, CriteriaDesk desk) => (await desk.RemoveAsync(request.Actor(), id, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent()).As("RemoveCriterion", "Take a criterion away").Produces(StatusCodes.Status204NoContent);

        api.MapPost("/readiness-reports", TakeAsync).WithTags("Readiness").RequireAuthorization(Permissions.ReadinessReport).Accepts<ReportBody>("application/json").As("TakeReport", "Take the report of a check, signed as Standard Webhooks says")
            .Produces<ReportItem>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> OfAsync(ChangeNumber number, Readiness readiness, IDbContextFactory<OpsDb> databases, TimeProvider clock, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is { } found
            ? Results.Ok(ReadinessItem.Of(await readiness.OfAsync(db, found, clock.GetUtcNow(), stopping)))
            : Refusals.NotFound(number.ToString()).Problem();
    }

    private static async Task<IResult> GiveAsync(ChangeNumber number, EvidenceBody body, HttpContext request, GiveEvidence give) =>
        await give.RunAsync(request.Actor(), number, body.Criterion, new(body.Text, body.Link, body.Holds, body.ExpiresAt), request.RequestAborted) switch
        {
            Outcome<ReadinessEvidence>.Done(var given) => Results.Ok(EvidenceItem.Of(given)),
            var no => no.Refusal!.Problem(),
        };

    /// <summary>The bytes are what was signed; they are read before anybody makes something else of them.</summary>
    private static async Task<IResult> TakeAsync(HttpContext request, TakeReport take)
    {
        if (await BoundedBody.ReadAsync(request, TakeReport.MostBytes) is not { } body) return Results.Problem("The report is too long.", statusCode: StatusCodes.Status413PayloadTooLarge);
        var seal = WebhookSeal.Of(request.Request.Headers);
        return await take.RunAsync(request.Actor(), seal, body, request.RequestAborted) switch
        {
            Outcome<SignedReport>.Done(var report) => Results.Json(ReportItem.Of(report), statusCode: StatusCodes.Status201Created),
            { Refusal: { Code: "readiness.bad-signature" } why } => Results.Problem(why.Message, statusCode: StatusCodes.Status401Unauthorized, extensions: new Dictionary<string, object?> { ["code"] = why.Code }),
            var no => no.Refusal!.Problem(),
        };
    }

    private static IResult Answer(Outcome<Criterion> outcome) => outcome is Outcome<Criterion>.Done(var criterion) ? Results.Ok(CriterionItem.Of(criterion)) : outcome.Refusal!.Problem();

    private static RouteHandlerBuilder As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
