using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using OpsPortal.Api;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Audit;

/// <summary>How a list of the audit trail is narrowed, as the description of the API shows it.</summary>
internal sealed record AuditListParameters(
    [property: Description("Occurs in the act, the object, the actor, or the facts before or after.")] string? Q,
    [property: Description("The act, or its beginning up to a dot: event finds event.closed.")] string? Act,
    [property: Description("What it was done to, as EVT-1042.")] string? Object,
    [property: Description("Part of the actor's name or account.")] string? Actor,
    [property: Description("From this instant on.")] string? From,
    [property: Description("Before this instant.")] string? To,
    [property: Description("How many at most: 1 to 500, 50 unless told.")] string? Limit,
    [property: Description("What next of the page before said.")] string? Cursor);

/// <summary>The audit trail for programs: a list, and the whole chain to verify elsewhere.</summary>
internal static class AuditEndpoints
{
    /// <summary>One JSON object a line, exactly the fields of an <see cref="AuditEntry"/>, first entry first.</summary>
    public const string ExportPath = "/audit/export.jsonl";

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapApiGroup("audit", "Audit").RequireAuthorization(Permissions.AuditRead)
            .MapGet("", ListAsync).WithName("ListAudit").WithSummary("Lists acts, newest first");
        routes.MapGet(ExportPath, ExportAsync).WithName("ExportAudit").RequireAuthorization(Permissions.AuditRead).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AuditListParameters _, HttpContext request, AuditQueries audit, CancellationToken stopping)
    {
        var parameters = new Parameters(request.Request.Query).Only("q", "act", "object", "actor", "from", "to", "limit", "cursor");
        var filter = new AuditFilter
        {
            Text = parameters.Text("q"), Act = parameters.Text("act"), Object = parameters.Text("object"), Actor = parameters.Text("actor"),
            From = parameters.Instant("from"), To = parameters.Instant("to"),
        };
        var (limit, cursor) = (parameters.Limit(), parameters.Text("cursor"));
        if (cursor.Length > 0 && !AuditQueries.TryCursor(cursor, out var _)) parameters.Refuse("cursor", cursor, ["what 'next' of the page before said"]);
        if (parameters.Wrong is { } wrong) return wrong.ToProblem(StatusCodes.Status400BadRequest);
        return TypedResults.Ok(await audit.PageAsync(filter, cursor, limit, stopping));
    }

    private static async Task ExportAsync(HttpContext request, AuditQueries audit, TimeProvider clock)
    {
        request.Response.ContentType = "application/jsonl; charset=utf-8";
        request.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"audit-{clock.GetUtcNow():yyyyMMdd-HHmm}.jsonl\"");
        await using var text = new StreamWriter(request.Response.Body, leaveOpen: true);
        await foreach (var page in audit.FromTheFirstAsync(request.RequestAborted))
        {
            foreach (var entry in page) await text.WriteAsync(JsonSerializer.Serialize(entry, AuditJson.Options) + "\n");
        }
    }
}
