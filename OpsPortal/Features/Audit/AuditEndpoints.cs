using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Audit;

/// <summary>What a list of acts can be asked for.</summary>
internal sealed record AuditListParameters
{
    [FromQuery(Name = "q"), Description("Words that occur in the act, its object, who did it or the facts it changed")]
    public string? Text { get; init; }

    [FromQuery(Name = "act"), Description("In full, as event.acknowledged")]
    public string? Act { get; init; }

    [FromQuery(Name = "object"), Description("In full, as EVT-1042")]
    public string? Object { get; init; }

    [FromQuery(Name = "actor"), Description("Name or account, in full")]
    public string? Actor { get; init; }

    [FromQuery(Name = "from"), Description("At or after this instant (RFC 3339)")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Before this instant (RFC 3339)")]
    public string? To { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Permissions.AuditRead);
        audit.MapGet("", ListAsync).WithName("ListAudit").WithSummary("List acts, newest first").Produces<Page<AuditRow>>().ProducesProblem(StatusCodes.Status400BadRequest);
        audit.MapGet("/export", ExportAsync).WithName("ExportAudit").WithSummary("Export the whole chain, oldest first, one JSON object a line")
            .Produces<string>(contentType: "application/x-ndjson");
    }

    private static async Task<IResult> ListAsync([AsParameters] AuditListParameters asked, IAuditQueries audit, CancellationToken stopping)
    {
        var read = new QueryReader();
        var filter = new AuditFilter
        {
            Text = asked.Text ?? "",
            Act = asked.Act ?? "",
            Object = asked.Object ?? "",
            Actor = asked.Actor ?? "",
            From = read.Instant("from", asked.From),
            To = read.Instant("to", asked.To),
        };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, text => AuditQueries.Read(text) is not null));
        return read.Refusal is { } why ? why.Problem() : Results.Ok(await audit.PageAsync(filter, cursor, limit, stopping));
    }

    /// <summary>Every field as it was hashed, so that the file proves itself without the portal.</summary>
    private static async Task ExportAsync(HttpContext request, IAuditQueries audit, TimeProvider clock)
    {
        var (answer, stopping) = (request.Response, request.RequestAborted);
        answer.ContentType = "application/x-ndjson";
        answer.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"audit-{clock.GetUtcNow():yyyyMMdd-HHmm}.jsonl\"");
        await foreach (var entry in audit.ChainAsync(stopping))
        {
            await JsonSerializer.SerializeAsync(answer.Body, entry, WireJson.Options, stopping);
            await answer.Body.WriteAsync("\n"u8.ToArray(), stopping);
        }
    }
}
