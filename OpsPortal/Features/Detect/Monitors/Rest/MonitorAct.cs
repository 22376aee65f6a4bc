using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Monitors.Rest;

/// <summary>What every act on a monitor over HTTP has in common.</summary>
internal sealed record MonitorAct
{
    [FromRoute(Name = "number"), Description("MON-7 or 7")]
    public required MonitorNumber Number { get; init; }

    [FromHeader(Name = "If-Match"), Description("The entity tag of the monitor as last seen; refused with 412 when it has changed since")]
    public string? IfMatch { get; init; }

    public required HttpContext Request { get; init; }

    public required IMonitorQueries Monitors { get; init; }

    /// <summary>Carries the act out and answers with the monitor as it is then, or with why not.</summary>
    /// <param name="gone">Afterwards there is nothing to answer with.</param>
    public async Task<IResult> RunAsync(Func<Actor, MonitorNumber, int?, CancellationToken, Task<Outcome<Monitor>>> act, bool gone = false)
    {
        if (!TryReadVersion(out var version)) return new Refusal("request.unknown-value", "If-Match is one entity tag of this monitor, as \"7\", or *.").Problem();
        var outcome = await act(Request.Actor(), Number, version, Request.RequestAborted);
        if (outcome.Refusal is { } why) return why.Problem();
        return gone ? Results.NoContent() : await MonitorAnswer.ReadAsync(Request, Monitors, Number);
    }

    private bool TryReadVersion(out int? version)
    {
        version = null;
        if (string.IsNullOrEmpty(IfMatch) || IfMatch == "*") return true;
        var tag = IfMatch.StartsWith("W/", StringComparison.Ordinal) ? IfMatch[2..] : IfMatch;
        if (!int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return false;
        version = seen;
        return true;
    }
}

/// <summary>One monitor with its entity tag.</summary>
internal static class MonitorAnswer
{
    public static async Task<IResult> ReadAsync(HttpContext request, IMonitorQueries monitors, MonitorNumber number)
    {
        if (await monitors.ViewAsync(number, request.RequestAborted) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Ok(MonitorDetail.Of(view));
    }

    public static async Task<IResult> CreatedAsync(HttpContext request, IMonitorQueries monitors, MonitorNumber number)
    {
        if (await monitors.ViewAsync(number, CancellationToken.None) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Created($"/api/v1/monitors/{number}", MonitorDetail.Of(view));
    }

    private static void Tag(HttpContext request, MonitorView view) => request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{view.Row.Version}\"");
}
