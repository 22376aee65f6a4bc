using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Inform.Deliveries;

/// <summary>What a list of deliveries can be asked for.</summary>
internal sealed record DeliveryListParameters
{
    [FromQuery(Name = "q"), Description("Occurs in what it says, what it is about or, for those who may see it, whom it goes to")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("As GivenUp; repeat it for several")]
    public string[]? State { get; init; }

    [FromQuery(Name = "way"), Description("As Mail; repeat it for several")]
    public string[]? Way { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>A delivery with each attempt, oldest first.</summary>
internal sealed record DeliveryDetail(DeliveryRow Delivery, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>The delivery log over HTTP.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/deliveries").WithTags("Deliveries").RequireAuthorization(Permissions.DeliveriesRead);
        deliveries.MapGet("", ListAsync).WithName("ListDeliveries").WithSummary("List what left the portal, newest first").Produces<Page<DeliveryRow>>().ProducesProblem(StatusCodes.Status400BadRequest);
        deliveries.MapGet("/{id:guid}", ReadAsync).WithName("ReadDelivery").WithSummary("Read one delivery with each attempt").Produces<DeliveryDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapGroup("").RequireAuthorization(Permissions.DeliveriesRetry).MapPost("/{id:guid}/retry", RetryAsync).WithName("RetryDelivery").WithSummary("Try once more what was given up")
            .Produces<DeliveryDetail>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync([AsParameters] DeliveryListParameters asked, HttpContext request, DeliveryQueries queries, CancellationToken stopping)
    {
        var read = new QueryReader();
        var filter = new DeliveryFilter { Text = asked.Text ?? "", States = read.Names<DeliveryState>("state", asked.State), Ways = read.Names<DeliveryWay>("way", asked.Way) };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, text => DeliveryQueries.Parse(text) is not null));
        return read.Refusal is { } why ? why.Problem() : Results.Ok(await queries.PageAsync(request.Actor(), filter, cursor, limit, stopping));
    }

    private static Task<IResult> ReadAsync(Guid id, HttpContext request, DeliveryQueries queries, CancellationToken stopping) => AnswerAsync(request.Actor(), queries, id, stopping);

    private static async Task<IResult> RetryAsync(Guid id, HttpContext request, RetryDelivery retry, DeliveryQueries queries) =>
        (await retry.RunAsync(request.Actor(), id, request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(request.Actor(), queries, id, CancellationToken.None);

    private static async Task<IResult> AnswerAsync(Actor by, DeliveryQueries queries, Guid id, CancellationToken stopping) =>
        await queries.ViewAsync(by, id, stopping) is { } found ? Results.Ok(new DeliveryDetail(found.Row, found.Attempts)) : Refusals.NotFound("The delivery").Problem();
}
