using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rest;

/// <summary>Pipelines, promotions, their exceptions, and rehearsals over HTTP.</summary>
internal static class PromotionEndpoints
{
    public static void MapPromotion(this IEndpointRouteBuilder api)
    {
        var rehearsals = api.MapGroup("/rehearsals").WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead);
        rehearsals.MapGet("", ListAsync).WithName("ListRehearsals").WithSummary("List rehearsals of backout plans, the newest first").Produces<Page<RehearsalItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        rehearsals.MapPost("", RecordAsync).RequireAuthorization(Permissions.ReadinessShow).WithName("RecordRehearsal").WithSummary("Record that a backout plan was rehearsed by hand").Produces<RehearsalItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var service = api.MapGroup("/services/{key}").WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead);
        service.MapGet("/pipeline", ReadAsync).WithName("ReadPipeline").WithSummary("Read what runs where, what waits, and what stands in the way to the next environment").Produces<PipelineItem>().ProducesProblem(StatusCodes.Status404NotFound);
        service.MapPost("/promotions", PromoteAsync).RequireAuthorization(Permissions.ChangesWrite).WithName("PromoteVersions").WithSummary("Make the change by which an environment gets what the one before it runs; asking twice makes one").Produces<PromotionItem>().Produces<PromotionItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var exceptions = api.MapGroup("/changes/{number}/promotion-exceptions").WithTags("Changes").RequireAuthorization(Permissions.ChangesRead);
        exceptions.MapGet("", ExceptionsAsync).WithName("ListPromotionExceptions").WithSummary("List the environments that a change may pass by").Produces<Page<ExceptionItem>>();
        exceptions.MapPost("", ExceptAsync).RequireAuthorization(Permissions.DeploymentsSkip).WithName("GivePromotionException").WithSummary("Let a change of somebody else pass by an environment, with a reason").Produces<Page<ExceptionItem>>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "service"), Description("The key of a service")] string? service, [FromQuery(Name = "limit")] string? limit, RehearsalQueries rehearsals, CancellationToken stopping)
    {
        var read = new QueryReader();
        var most = read.Limit(limit);
        if (read.Refusal is { } why) return why.Problem();
        return Results.Ok(new Page<RehearsalItem>([.. (await rehearsals.AllAsync(ServiceKey.TryParse(service, null, out var key) ? key : null, most, stopping)).Select(RehearsalItem.Of)], null));
    }

    private static async Task<IResult> RecordAsync(RehearsalBody body, HttpContext request, RecordRehearsal record)
    {
        if (!ChangeNumber.TryParse(body.Change, null, out var change)) return Refusals.NotFound("That change").Problem();
        if (body.TookMinutes is not (>= 0 and <= 10_080)) return new Refusal("rehearsal.invalid-duration", "How long it took is between nothing and 7 days.").Problem();
        return await record.RunAsync(request.ActingSession(), change, new(body.Environment, body.Worked, TimeSpan.FromMinutes(body.TookMinutes), body.Evidence, body.Link), request.RequestAborted) switch
        {
            Outcome<BackoutRehearsal>.Done(var kept) => Results.Created((string?)null, RehearsalItem.Of(kept)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> ReadAsync(ServiceKey key, PipelineReader reader, CancellationToken stopping) =>
        await reader.ReadAsync(key, stopping) is { } view ? Results.Ok(PipelineItem.Of(view)) : Refusals.NotFound(key.ToString()).Problem();

    private static async Task<IResult> PromoteAsync(ServiceKey key, PromotionBody body, HttpContext request, PromoteVersions promote)
    {
        var outcome = await promote.RunAsync(request.ActingSession(), key, body.To, request.RequestAborted);
        if (outcome is not Outcome<Promoted>.Done(var promoted)) return outcome.Refusal!.Problem();
        return promoted.IsNew ? Results.Created($"/api/v1/changes/{promoted.Change}", PromotionItem.Of(promoted)) : Results.Ok(PromotionItem.Of(promoted));
    }

    private static async Task<IResult> ExceptionsAsync(ChangeNumber number, IDbContextFactory<OpsDb> databases, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return Results.Ok(await PageAsync(db, number, stopping));
    }

    private static async Task<IResult> ExceptAsync(ChangeNumber number, ExceptionBody body, HttpContext request, GivePromotionException give, IDbContextFactory<OpsDb> databases)
    {
        if ((await give.RunAsync(request.ActingSession(), number, body.Environment, body.Reason, request.RequestAborted)).Refusal is { } why) return why.Problem();
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        return Results.Created((string?)null, await PageAsync(db, number, CancellationToken.None));
    }

    private static async Task<Page<ExceptionItem>> PageAsync(OpsDb db, ChangeNumber number, CancellationToken stopping) =>
        new([.. (await GivePromotionException.OfAsync(db, number, stopping)).Select(ExceptionItem.Of)], null);
}
