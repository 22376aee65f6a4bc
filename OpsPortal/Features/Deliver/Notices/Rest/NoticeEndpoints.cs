using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Notices.Rest;

/// <summary>Deployments that others carry out, over HTTP.</summary>
internal static class NoticeEndpoints
{
    /// <summary>Longest body, in bytes.</summary>
    private const int MostBytes = 2 * 1024 * 1024;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        api.MapPost("/deployments", TakeAsync).WithTags("Deployments").RequireAuthorization(Permissions.DeploymentsReport).Accepts<NoticeBody>("application/json").WithName("ReportDeployment")
            .WithSummary("Say that a version wants to go out, begins, or how it ended").Produces<NoticeItem>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/deployment-notices", ListAsync).WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead).WithName("ListDeploymentNotices").WithSummary("List what other systems said of deployments, the newest first")
            .Produces<Page<NoticeItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> TakeAsync(HttpContext request, TakeNotice take, Catalogue catalogue)
    {
        using var bytes = await RequestBody.ReadAsync(request.Request, MostBytes, request.RequestAborted);
        if (bytes is null) return Results.Problem("The body is too long.", statusCode: StatusCodes.Status413PayloadTooLarge);
        NoticeBody? body;
        try
        {
            body = Camel(JsonNode.Parse(bytes.Bytes)).Deserialize<NoticeBody>(WireJson.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return NoticeRefusals.Unreadable("an object of JSON is needed, each member once and of its kind").Problem();
        }

        if (body is null) return NoticeRefusals.Unreadable("an object of JSON is needed").Problem();
        var by = request.ActingSession();
        return body.Read(by.Actor.Name, catalogue.Current) switch
        {
            Outcome<NoticeDraft>.Done(var draft) => NoticeItem.Answer(await take.RunAsync(by, draft, request.RequestAborted)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static async Task<IResult> ListAsync([AsParameters] NoticeListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, NoticeQueries notices, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, NoticeQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await notices.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<NoticeItem>([.. page.Items.Select(NoticeItem.Of)], page.Next));
    }

    /// <summary>Names as pipelines write them: <c>commit_sha</c> is <c>commitSha</c>.</summary>
    private static JsonNode? Camel(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Camel(member.Key), Camel(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Camel)]),
        _ => node?.DeepClone(),
    };

    private static string Camel(string name)
    {
        var parts = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? name : string.Concat(parts.Select((part, place) => place == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
