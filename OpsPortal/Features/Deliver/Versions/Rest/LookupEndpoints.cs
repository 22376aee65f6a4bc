using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Versions.Lookups;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Versions.Rest;

/// <summary>Where it is looked up which version runs.</summary>
/// <param name="Component">As checkout/api.</param>
/// <param name="Kind">JsonPointer or Pattern.</param>
/// <param name="Expression">A JSON pointer as /build/version, or a regular expression with a group.</param>
/// <param name="EveryMinutes">From 1 to 1440.</param>
/// <param name="Version">As last seen; refused with 412 when it has changed since. Not given: whichever it has.</param>
internal sealed record LookupBody(string Component = "", string Environment = "", string Url = "", LookupKind Kind = LookupKind.JsonPointer, string Expression = "", int EveryMinutes = VersionLookup.UsualMinutes, int? Version = null)
{
    public LookupAsked Read() => new(Component, Environment, Url, Kind, Expression, EveryMinutes);
}

/// <param name="Said">The version that was found, or why none was; empty: it was not asked yet.</param>
/// <param name="FailingSince">Null: the last answer had a version, or it was not asked yet.</param>
internal sealed record LookupItem(
    Guid Id, string Component, string Environment, string Url, LookupKind Kind, string Expression, int EveryMinutes, DateTimeOffset DueAt, DateTimeOffset? AskedAt, string Said, DateTimeOffset? FailingSince, DateTimeOffset ChangedAt, string ChangedBy, int Version)
{
    public static LookupItem Of(VersionLookup lookup) => new(
        lookup.Id, lookup.Name, lookup.Environment, lookup.Url, lookup.Kind, lookup.Expression, lookup.EveryMinutes, lookup.DueAt, lookup.AskedAt, lookup.Said, lookup.FailingSince, lookup.ChangedAt, lookup.ChangedBy, lookup.Version);
}

/// <summary>Which look-up is acted on, and by whom.</summary>
internal sealed record LookupAct
{
    [FromRoute(Name = "id")]
    public required Guid Id { get; init; }

    [FromQuery(Name = "version"), Description("As last seen; refused with 412 when it has changed since")]
    public int? Version { get; init; }

    public required HttpContext Request { get; init; }

    [FromServices]
    public required LookupDesk Desk { get; init; }
}

/// <summary>Look-ups of versions over HTTP.</summary>
internal static class LookupEndpoints
{
    public static void MapVersionLookups(this IEndpointRouteBuilder api)
    {
        var lookups = api.MapGroup("/version-lookups").WithTags("Versions").RequireAuthorization(Permissions.VersionsManage);
        lookups.MapGet("", async (LookupDesk desk, CancellationToken stopping) => Results.Ok(new Page<LookupItem>([.. (await desk.ListAsync(stopping)).Select(LookupItem.Of)], null)))
            .WithName("ListVersionLookups").WithSummary("List where it is looked up which versions run, and what was said last").Produces<Page<LookupItem>>();
        lookups.MapGet("/{id:guid}", async (Guid id, LookupDesk desk, CancellationToken stopping) => await desk.FindAsync(id, stopping) is { } found ? Results.Ok(LookupItem.Of(found)) : Refusals.NotFound("The look-up").Problem())
            .WithName("ReadVersionLookup").WithSummary("Read one look-up").Produces<LookupItem>().ProducesProblem(StatusCodes.Status404NotFound);
        As(lookups.MapPost("", async (LookupBody body, HttpContext request, LookupDesk desk) => Answer(await desk.SaveAsync(request.Actor(), null, body.Read(), null, request.RequestAborted), isNew: true)), "AddVersionLookup", "Set a look-up up").Produces<LookupItem>(StatusCodes.Status201Created);
        As(lookups.MapPut("/{id:guid}", async ([AsParameters] LookupAct act, LookupBody body) => Answer(await act.Desk.SaveAsync(act.Request.Actor(), act.Id, body.Read(), body.Version ?? act.Version, act.Request.RequestAborted))), "ChangeVersionLookup", "Set a look-up anew")
            .Produces<LookupItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        lookups.MapDelete("/{id:guid}", async ([AsParameters] LookupAct act) => (await act.Desk.RemoveAsync(act.Request.Actor(), act.Id, act.Version, act.Request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent())
            .WithName("RemoveVersionLookup").WithSummary("Remove a look-up; what it has seen stays").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static RouteHandlerBuilder As(RouteHandlerBuilder act, string name, string summary) =>
        act.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static IResult Answer(Outcome<VersionLookup> outcome, bool isNew = false) => outcome switch
    {
        Outcome<VersionLookup>.Done(var lookup) => isNew ? Results.Created($"/api/v1/version-lookups/{lookup.Id}", LookupItem.Of(lookup)) : Results.Ok(LookupItem.Of(lookup)),
        var refused => refused.Refusal!.Problem(),
    };
}
