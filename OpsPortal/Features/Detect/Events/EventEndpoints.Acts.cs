using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<OpsPortal.Features.Detect.Events.EventDetails>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace OpsPortal.Features.Detect.Events;

/// <summary>What an act on an event needs besides the event itself.</summary>
/// <param name="Request">Its <c>If-Match</c> names the version the caller saw; an act on any other is refused with 412.</param>
internal sealed record ActRequest(EventNumber Number, HttpContext Request, IEventQueries Events, CancellationToken Stopping)
{
    public Actor By => Request.Actor();

    /// <summary>Null: whatever it is now. False: the header cannot be read.</summary>
    public bool TryVersion(out int? version)
    {
        var tag = Request.Request.Headers.IfMatch.ToString().Trim();
        version = null;
        if (tag is "" or "*") return true;
        var digits = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        if (!int.TryParse(digits.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var read)) return false;
        version = read;
        return true;
    }
}

internal sealed record Said([property: Description("What there is to say.")] string? Text);

internal sealed record NewOwner([property: Description("The id of a person; null: nobody.")] PersonId? Owner);

internal sealed record SnoozeUntil([property: Description("Until when, at most 30 days ahead.")] DateTimeOffset? Until);

internal sealed record Because([property: Description("Why.")] string? Reason);

internal sealed record Noted([property: Description("What was done; may be empty.")] string? Note);

internal sealed record ClosingWords([property: Description("Required.")] string? Note, [property: Description("What was learned; required for P1 and P2.")] string? Lesson);

internal static partial class EventEndpoints
{
    private static void MapActs(RouteGroupBuilder acts)
    {
        acts.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        acts.MapPost("/acknowledgement", ([AsParameters] ActRequest to, AcknowledgeEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, to.Stopping, version))).WithName("AcknowledgeEvent").WithSummary("Takes an event on");
        acts.MapDelete("/acknowledgement", ([AsParameters] ActRequest to, UnacknowledgeEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, to.Stopping, version))).WithName("UnacknowledgeEvent").WithSummary("Takes an acknowledgement back");
        acts.MapPut("/owner", ([AsParameters] ActRequest to, NewOwner body, AssignEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Owner, to.Stopping, version))).WithName("AssignEvent").WithSummary("Gives an event to a person, or to nobody");
        acts.MapPost("/comments", ([AsParameters] ActRequest to, Said body, CommentOnEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Text ?? "", to.Stopping, version))).WithName("CommentOnEvent").WithSummary("Adds a comment");
        acts.MapPut("/snooze", ([AsParameters] ActRequest to, SnoozeUntil body, SnoozeEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Until ?? DateTimeOffset.MinValue, to.Stopping, version))).WithName("SnoozeEvent").WithSummary("Hides an event from the queue until an instant");
        acts.MapDelete("/snooze", ([AsParameters] ActRequest to, WakeEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, to.Stopping, version))).WithName("WakeEvent").WithSummary("Brings a snoozed event back now");
        acts.MapPost("/escalation", ([AsParameters] ActRequest to, Because body, EscalateEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Reason ?? "", to.Stopping, version))).WithName("EscalateEvent").WithSummary("Asks for more hands");
        acts.MapPost("/resolution", ([AsParameters] ActRequest to, Noted? body, ResolveEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body?.Note ?? "", to.Stopping, version))).WithName("ResolveEvent").WithSummary("Says that the cause is gone");
        acts.MapPost("/closure", ([AsParameters] ActRequest to, ClosingWords body, CloseEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Note ?? "", body.Lesson ?? "", to.Stopping, version))).WithName("CloseEvent").WithSummary("Ends the handling");
        acts.MapPost("/reopening", ([AsParameters] ActRequest to, Because body, ReopenEvent use) =>
            ActAsync(to, version => use.RunAsync(to.By, to.Number, body.Reason ?? "", to.Stopping, version))).WithName("ReopenEvent").WithSummary("Takes a resolved or closed event up again");
    }

    /// <summary>Answers with the event as it is after the act.</summary>
    private static async Task<Answer> ActAsync(ActRequest to, Func<int?, Task<Outcome<Event>>> act)
    {
        if (!to.TryVersion(out var version))
            return Problems.Of(StatusCodes.Status400BadRequest, "request.invalid", "If-Match holds the ETag of the event as it was read, such as \"7\".");
        if ((await act(version)).Refusal is { } why)
            return why.ToProblem(version is not null && why.Code == EventRefusals.ChangedMeanwhileCode ? StatusCodes.Status412PreconditionFailed : null);
        return await to.Events.ViewAsync(to.Number, to.Stopping) is { } view ? Tagged(to.Request, view) : Refusals.NotFound(to.Number.ToString()).ToProblem();
    }
}
