using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>What every act on an event over HTTP has in common.</summary>
internal sealed record EventAct
{
    [FromRoute(Name = "number"), Description("EVT-1042 or 1042")]
    public required EventNumber Number { get; init; }

    [FromHeader(Name = "If-Match"), Description("The entity tag of the event as last seen; refused with 412 when it has changed since")]
    public string? IfMatch { get; init; }

    public required HttpContext Request { get; init; }

    public required IEventQueries Events { get; init; }

    /// <summary>Carries the act out and answers with the event as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<Actor, EventNumber, int?, CancellationToken, Task<Outcome<Event>>> act)
    {
        if (!TryReadVersion(out var version)) return new Refusal("request.unknown-value", "If-Match is one entity tag of this event, as \"7\", or *.").Problem();
        var outcome = await act(Request.Actor(), Number, version, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await EventAnswer.ReadAsync(Request, Events, Number);
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

/// <summary>One event with its entity tag.</summary>
internal static class EventAnswer
{
    public static async Task<IResult> ReadAsync(HttpContext request, IEventQueries events, EventNumber number)
    {
        if (await events.ViewAsync(number, request.RequestAborted) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{view.Row.Version}\"");
        return Results.Ok(new EventDetail(view));
    }
}
