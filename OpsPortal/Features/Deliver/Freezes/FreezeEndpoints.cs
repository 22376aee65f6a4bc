using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Freezes;

/// <param name="Services">Keys; none: every service.</param>
/// <param name="Environment">Empty: every environment.</param>
internal sealed record FreezeBody(string Name, string Reason, DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<string>? Services = null, string Environment = "");

/// <summary>Freezes over HTTP.</summary>
internal static class FreezeEndpoints
{
    public static void MapFreezeRoutes(this RouteGroupBuilder freezes)
    {
        freezes.MapGet("", ListAsync).WithName("ListFreezes").WithSummary("List freezes, the latest end first").Produces<Page<FreezeRow>>().ProducesProblem(StatusCodes.Status400BadRequest);
        var acts = freezes.MapGroup("").RequireAuthorization(Permissions.FreezesWrite);
        acts.MapPost("", SetAsync).WithName("SetFreeze").WithSummary("Set a freeze").Produces<FreezeRow>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        acts.MapPost("/{id:guid}/lift", LiftAsync).WithName("LiftFreeze").WithSummary("Lift a freeze before its time").Produces<FreezeRow>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "q")] string? text, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, FreezeList list, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (most, from) = (read.Limit(limit), read.Cursor(cursor, given => int.TryParse(given, out var shown) && shown >= 0));
        return read.Refusal is { } why ? why.Problem() : Results.Ok(await list.PageAsync(text ?? "", from, most, stopping));
    }

    private static async Task<IResult> SetAsync(FreezeBody body, HttpContext request, FreezeDesk desk, FreezeList list)
    {
        var services = new List<ServiceKey>();
        foreach (var text in body.Services ?? [])
        {
            var key = ServiceKey.Read(text);
            if (key is not Outcome<ServiceKey>.Done(var service)) return ((Outcome<ServiceKey>.Refused)key).Why.Problem();
            services.Add(service);
        }

        return await AnswerAsync(await desk.SetAsync(request.Actor(), new(body.Name, body.Reason, services, body.Environment, body.StartsAt, body.EndsAt), request.RequestAborted), list);
    }

    private static async Task<IResult> LiftAsync(Guid id, HttpContext request, FreezeDesk desk, FreezeList list) => await AnswerAsync(await desk.LiftAsync(request.Actor(), id, request.RequestAborted), list);

    private static async Task<IResult> AnswerAsync(Outcome<Freeze> outcome, FreezeList list) => outcome switch
    {
        Outcome<Freeze>.Done(var freeze) => Results.Ok((await list.RowsAsync([freeze.Id.ToString()], CancellationToken.None))[0]),
        Outcome<Freeze>.Refused(var why) => why.Problem(),
        _ => Results.Problem(),
    };
}
