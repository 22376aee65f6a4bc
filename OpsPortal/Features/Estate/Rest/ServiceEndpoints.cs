using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>What a list of services can be asked for. What is not given does not narrow.</summary>
internal sealed record ServiceListParameters
{
    [FromQuery(Name = "q"), Description("Words in key, name, description, owner or components; all must occur")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("well, notice, degraded or failing, by the worst open event; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "criticality"), Description("low, medium, high or critical; repeatable")]
    public string[]? Criticality { get; init; }

    [FromQuery(Name = "tier"), Description("development, test, staging or production; repeatable")]
    public string[]? Tier { get; init; }

    [FromQuery(Name = "team"), Description("The name of the team that owns it")]
    public string? Team { get; init; }

    [FromQuery(Name = "order"), Description("name, health, criticality or dependants")]
    public string? Order { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>Services over HTTP.</summary>
internal static class ServiceEndpoints
{
    public static void MapServices(this IEndpointRouteBuilder services)
    {
        services.MapGet("", ListAsync).WithName("ListServices").WithSummary("List services").Produces<Page<ServiceItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        services.MapGet("/{key}", Read).WithName("ReadService").WithSummary("Read one service").Produces<ServiceDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        services.MapPut("/{key}", PutAsync).WithName("PutService").WithSummary("Create a service, or replace all that is said of it")
            .Accepts<ServiceBody>("application/json", "*/*").RequireAuthorization(Permissions.ServicesWrite).Produces<ServiceDetail>().Produces<ServiceDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        services.MapDelete("/{key}", DeleteAsync).WithName("DeleteService").WithSummary("Delete a service").RequireAuthorization(Permissions.ServicesWrite)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync([AsParameters] ServiceListParameters asked, ServiceQueries services, CancellationToken stopping)
    {
        var read = new QueryReader();
        var filter = new ServiceFilter
        {
            Text = asked.Text ?? "",
            Levels = read.Names<HealthLevel>("state", asked.State),
            Criticalities = read.Names<Criticality>("criticality", asked.Criticality),
            Tiers = read.Names<Tier>("tier", asked.Tier),
            Team = asked.Team ?? "",
            Order = read.Name("order", asked.Order, ServiceOrder.Name),
        };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, ServiceQueries.IsCursor));
        if (read.Refusal is { } why) return why.Problem();
        var page = await services.PageAsync(filter, cursor, limit, stopping);
        return Results.Ok(new Page<ServiceItem>([.. page.Items.Select(row => new ServiceItem(row))], page.Next));
    }

    private static Task<IResult> Read([FromRoute(Name = "key")] string key, HttpContext request, ServiceQueries services) => AnswerAsync(key, request, services, created: false);

    private static async Task<IResult> PutAsync(
        [FromRoute(Name = "key")] string key, HttpContext request, SaveService save, ServiceBodyReader bodies, ServiceQueries services)
    {
        var stopping = request.RequestAborted;
        var (draft, faults) = await bodies.ReadAsync(key, request);
        if (draft is null) return EstateAnswers.Faulty(faults);
        var (known, seen) = ((await services.RowsAsync([draft.Key], stopping)).Count > 0, VersionTag.Read(request));
        if (seen is VersionTag.Unreadable) return new Refusal("request.unknown-value", "If-Match is one entity tag of this service, as \"7\"; If-None-Match is *.").Problem();
        var outcome = seen switch
        {
            VersionTag.Of(var version) => await save.EditAsync(request.Actor(), draft, version, stopping),
            VersionTag.NoneYet => await save.CreateAsync(request.Actor(), draft, stopping),
            _ => await save.PutAsync(request.Actor(), draft, stopping),
        };
        return outcome.Refusal is { } why ? why.Problem() : await AnswerAsync(key, request, services, created: !known);
    }

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "key")] string key, [FromQuery(Name = "confirm"), Description("The key once more: deletes it although others depend on it")] string? confirm, HttpContext request, DeleteService delete)
    {
        if (!ServiceKey.TryParse(key, null, out var parsed)) return Refusals.NotFound("That service").Problem();
        var outcome = await delete.RunAsync(request.Actor(), parsed, confirm ?? "", request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : Results.NoContent();
    }

    private static async Task<IResult> AnswerAsync(string key, HttpContext request, ServiceQueries services, bool created)
    {
        if (!ServiceKey.TryParse(key, null, out var parsed) || await services.RowsAsync([parsed], request.RequestAborted) is not [var row]) return Refusals.NotFound("That service").Problem();
        request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{row.Entry.Version}\"");
        var detail = new ServiceDetail(row);
        return created ? Results.Created($"/api/v1/services/{row.Key}", detail) : Results.Ok(detail);
    }
}
