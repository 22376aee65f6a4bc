using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Rest;

/// <summary>Which route is meant.</summary>
internal sealed record GatewayPlace
{
    [FromRoute(Name = "service"), Description("The key of a service")]
    public required string Service { get; init; }

    [FromRoute(Name = "environment")]
    public required string Environment { get; init; }

    public required HttpContext Request { get; init; }
}

/// <summary>Routes of the gateway over HTTP.</summary>
internal static class GatewayEndpoints
{
    private const string Place = "/{service}/{environment}";

    public static void MapGatewayRoutes(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/gateway-routes").WithTags("Gateway routes").RequireAuthorization(Permissions.TrafficRead);
        routes.MapGet("", async (GatewayShelf shelf, CancellationToken stopping) => Results.Ok(new Page<GatewayRouteItem>([.. (await shelf.ListAsync(stopping)).Select(GatewayRouteItem.Of)], null)))
            .WithName("ListGatewayRoutes").WithSummary("List routes by service and environment, with how traffic is shared now").Produces<Page<GatewayRouteItem>>();
        routes.MapGet(Place, ReadAsync).WithName("ReadGatewayRoute").WithSummary("Read the route of a service in an environment").Produces<GatewayRouteItem>().ProducesProblem(StatusCodes.Status404NotFound);
        var acts = routes.MapGroup("").RequireAuthorization(Permissions.TrafficWrite);
        acts.MapPut(Place, SaveAsync).WithName("SaveGatewayRoute").WithSummary("Set a route up, or anew; sides that stay keep their share").Produces<GatewayRouteItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        acts.MapDelete(Place, RemoveAsync).WithName("RemoveGatewayRoute").WithSummary("Remove a route").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> ReadAsync([AsParameters] GatewayPlace place, GatewayShelf shelf) =>
        ServiceKey.TryParse(place.Service, null, out var service) && await shelf.FindAsync(service, place.Environment, place.Request.RequestAborted) is { } route ? Results.Ok(GatewayRouteItem.Of(route)) : Nowhere(place);

    private static async Task<IResult> SaveAsync([AsParameters] GatewayPlace place, GatewayRouteBody body, GatewayDesk desk)
    {
        var read = body.Read(place.Service, place.Environment);
        if (read is not Outcome<GatewayRouteDraft>.Done(var draft)) return read.Refusal!.Problem();
        return await desk.SaveAsync(place.Request.Actor(), draft, place.Request.RequestAborted) switch
        {
            Outcome<GatewayRoute>.Done(var route) => Results.Ok(GatewayRouteItem.Of(route)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> RemoveAsync([AsParameters] GatewayPlace place, int? version, GatewayDesk desk) =>
        !ServiceKey.TryParse(place.Service, null, out var service) ? Nowhere(place)
        : (await desk.RemoveAsync(place.Request.Actor(), service, place.Environment, version, place.Request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent();

    private static IResult Nowhere(GatewayPlace place) => Refusals.NotFound($"A route for {OneLine.Of(place.Service, ServiceKey.MaxLength)} in {OneLine.Of(place.Environment, GatewayRoute.MaxEnvironmentLength)}").Problem();
}
