using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Versions.Rest;

/// <summary>What the matrix can be asked for. What is not given does not narrow.</summary>
internal sealed record VersionListParameters
{
    [FromQuery(Name = "q"), Description("Words of component, environment, version, or who approved or has seen it")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("unknown, aligned, settling, differs; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "team"), Description("The name of a team")]
    public string? Team { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public VersionFilter Read(QueryReader read) => new(Text ?? "", Service ?? "", Team ?? "", read.Names<Alignment>("state", State));
}

/// <summary>Versions over HTTP.</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags("Versions").RequireAuthorization(Permissions.ChangesRead);
        reading.MapGet("/versions", ListAsync).WithName("ListVersions").WithSummary("List what was approved, deployed and seen of each component in each environment").Produces<Page<VersionItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        reading.MapGet("/versions.csv", VersionCsv.ExportAsync).ExcludeFromDescription();
        reading.MapGet("/version-observations", HistoryAsync).WithName("ListVersionObservations").WithSummary("List what was seen of a component in an environment, the last seen first")
            .Produces<Page<ObservationItem>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reading.MapGet("/version-differences", DifferencesAsync).WithName("ListVersionDifferences").WithSummary("List what ran and was not approved, the newest first").Produces<Page<DifferenceItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        reading.MapGroup("").RequireAuthorization(Permissions.VersionsReview).MapPost("/version-differences/{id:long}/review", LookAtAsync).WithName("ReviewVersionDifference").WithSummary("Say that it was looked at, and what was found")
            .Produces<DifferenceItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/version-observations", TakeAsync).WithTags("Versions").RequireAuthorization(Permissions.VersionsReport).WithName("ReportVersions").WithSummary("Say which versions run where; the same again changes nothing")
            .Produces<VersionsTakenItem>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapVersionLookups();
    }

    private static async Task<IResult> ListAsync([AsParameters] VersionListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, VersionQueries versions, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, VersionQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await versions.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<VersionItem>([.. page.Items.Select(VersionItem.Of)], page.Next));
    }

    private static async Task<IResult> HistoryAsync([FromQuery(Name = "component")] string? component, [FromQuery(Name = "environment")] string? environment, [FromQuery(Name = "limit")] string? limit, VersionQueries versions, CancellationToken stopping)
    {
        var read = new QueryReader();
        var most = read.Limit(limit);
        if (read.Refusal is { } why) return why.Problem();
        return await versions.HistoryAsync(component ?? "", environment ?? "", most, stopping) switch
        {
            Outcome<IReadOnlyList<VersionObservation>>.Done(var seen) => Results.Ok(new Page<ObservationItem>([.. seen.Select(ObservationItem.Of)], null)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> TakeAsync(VersionReportBody body, HttpContext request, TakeVersions take)
    {
        var read = body.Read();
        if (read is not Outcome<VersionReport>.Done(var report)) return read.Refusal!.Problem();
        return await take.RunAsync(request.Actor(), report, request.RequestAborted) switch
        {
            Outcome<VersionsTaken>.Done(var taken) => Results.Ok(VersionsTakenItem.Of(taken)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> DifferencesAsync([FromQuery(Name = "state")] string[]? state, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, DifferenceDesk desk, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (states, most, from) = (read.Names<DifferenceState>("state", state), read.Limit(limit), read.Cursor(cursor, DifferenceDesk.IsCursor));
        if (read.Refusal is { } why) return why.Problem();
        var page = await desk.PageAsync(states, from, most, stopping);
        return Results.Ok(new Page<DifferenceItem>([.. page.Items.Select(DifferenceItem.Of)], page.Next));
    }

    private static async Task<IResult> LookAtAsync(long id, DifferenceReviewBody body, HttpContext request, DifferenceDesk desk) =>
        await desk.LookAtAsync(request.Actor(), id, body.Reason, request.RequestAborted) switch
        {
            Outcome<VersionDifference>.Done(var seen) => Results.Ok(DifferenceItem.Of(seen)),
            var refused => refused.Refusal!.Problem(),
        };
}
