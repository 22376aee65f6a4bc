using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Rest;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Queries;

namespace OpsPortal.Features.Respond.Incidents.Rest;

/// <summary>What every act on an incident over HTTP has in common.</summary>
internal sealed record IncidentAct
{
    [FromRoute(Name = "number"), Description("INC-42 or 42")]
    public required IncidentNumber Number { get; init; }

    [FromHeader(Name = "If-Match"), Description("The entity tag of the incident as last seen; refused with 412 when it has changed since")]
    public string? IfMatch { get; init; }

    public required HttpContext Request { get; init; }

    public required IIncidentQueries Incidents { get; init; }

    /// <summary>Carries the act out and answers with the incident as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<Actor, IncidentNumber, int?, CancellationToken, Task<Outcome<Incident>>> act)
    {
        int? version = null;
        switch (VersionTag.Read(Request))
        {
            case VersionTag.Of(var seen):
                version = seen;
                break;
            case not VersionTag.Any:
                return new Refusal("request.unknown-value", "If-Match is one entity tag of this incident, as \"7\", or *.").Problem();
        }

        var outcome = await act(Request.Actor(), Number, version, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await IncidentAnswer.ReadAsync(Request, Incidents, Number);
    }

    /// <summary>The same where events are named.</summary>
    public Task<IResult> RunAsync(IReadOnlyList<string>? numbers, Func<Actor, IReadOnlyList<EventNumber>, CancellationToken, Task<Outcome<Incident>>> act) =>
        EventNumbers.Read(numbers) is { } events
            ? RunAsync((by, _, _, stopping) => act(by, events, stopping))
            : Task.FromResult(EventNumbers.Unreadable.Problem());
}

/// <summary>Reads numbers of events from a body.</summary>
internal static class EventNumbers
{
    public static Refusal Unreadable { get; } = new("request.unknown-value", "Events are named by their numbers, as EVT-1042.");

    /// <summary>Null where one is none.</summary>
    public static IReadOnlyList<EventNumber>? Read(IReadOnlyList<string>? texts)
    {
        var numbers = new List<EventNumber>();
        foreach (var text in texts ?? [])
        {
            if (!EventNumber.TryParse(text, null, out var number)) return null;
            numbers.Add(number);
        }

        return numbers;
    }
}

/// <summary>One incident with its entity tag.</summary>
internal static class IncidentAnswer
{
    public static async Task<IResult> ReadAsync(HttpContext request, IIncidentQueries incidents, IncidentNumber number)
    {
        if (await incidents.ViewAsync(number, request.RequestAborted) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Ok(IncidentDetail.Of(view));
    }

    public static async Task<IResult> CreatedAsync(HttpContext request, IIncidentQueries incidents, IncidentNumber number)
    {
        if (await incidents.ViewAsync(number, CancellationToken.None) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Created($"/api/v1/incidents/{number}", IncidentDetail.Of(view));
    }

    private static void Tag(HttpContext request, IncidentView view) => request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{view.Row.Version}\"");
}
