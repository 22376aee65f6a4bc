using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Rest;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Handoffs.Queries;

namespace OpsPortal.Features.Respond.Handoffs.Rest;

/// <summary>A handoff in a list.</summary>
internal sealed record HandoffListItem(string Number, string Subject, HandoffState State, Guid Giver, string GiverName, Guid? Taker, string TakerName, DateTimeOffset Until, DateTimeOffset? SignedAt, DateTimeOffset? AcceptedAt, int Items, int Accepted, int Version)
{
    public static HandoffListItem Of(HandoffRow row) => new(row.Number.ToString(), row.Subject, row.State, row.Giver.Value, row.GiverName, row.Taker?.Value, row.TakerName, row.Until, row.SignedAt, row.AcceptedAt, row.Items, row.Accepted, row.Version);
}

/// <summary>One line of a handoff.</summary>
internal sealed record HandoffLine(Guid Id, HandoffSection Section, string Reference, string Title, string Detail, string Owner, bool IsWork, bool Blocks, string UnownedBecause, string Note, HandoffAnswer Answer, string Question, string Reply)
{
    public static HandoffLine Of(HandoffItem item) => new(item.Id, item.Section, item.Reference, item.Title, item.Detail, item.OwnerName, item.IsWork, item.Blocks, item.UnownedBecause, item.Note, item.Answer, item.Question, item.Reply);
}

/// <summary>A handoff in full.</summary>
internal sealed record HandoffDetail(HandoffListItem Handoff, DateTimeOffset From, DateTimeOffset NextUntil, string Summary, string Seal, IReadOnlyList<HandoffLine> Lines)
{
    public static HandoffDetail Of(HandoffView view) => new(HandoffListItem.Of(view.Row), view.Handoff.From, view.Handoff.NextUntil, view.Handoff.Summary, view.Handoff.Seal, [.. view.Sections.SelectMany(section => section.Items).Select(HandoffLine.Of)]);
}

/// <param name="Rotation">The rotation whose shift is handed over; or else an incident.</param>
/// <param name="Incident">As INC-42.</param>
internal sealed record HandoffStart(Guid? Rotation = null, string Incident = "");

internal sealed record HandoffWords(string Summary = "", Guid? Taker = null);

internal sealed record HandoffLineText(string Text = "");

/// <summary>Handoffs over HTTP: for persons, by their accounts; a key hands nothing over.</summary>
internal static class HandoffEndpoints
{
    public static void MapHandoffs(this IEndpointRouteBuilder routes)
    {
        var handoffs = routes.MapGroup("/handoffs").WithTags("Handoffs").RequireAuthorization(Permissions.IncidentsRead);
        handoffs.MapGet("", ListAsync).WithName("ListHandoffs").WithSummary("List handoffs, newest first").Produces<Page<HandoffListItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        handoffs.MapGet("/{number}", ReadAsync).WithName("ReadHandoff").WithSummary("Read one handoff").Produces<HandoffDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        handoffs.MapGet("/{number}/text", TextAsync).WithName("ReadHandoffAsText").WithSummary("Read one handoff as text").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        var acts = handoffs.MapGroup("").RequireAuthorization(Permissions.IncidentsWork);
        acts.MapPost("", StartAsync).As("StartHandoff", "Begin a handoff");
        acts.MapPut("/{number}", (HandoffNumber number, HandoffWords body, HttpContext request, PrepareHandoff prepare, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => prepare.EditAsync(by, number, body.Summary, body.Taker is { } id ? new PersonId(id) : null, stopping))).As("EditHandoff", "Write what the taker should know first, and who it is");
        acts.MapPost("/{number}/refresh", (HandoffNumber number, HttpContext request, PrepareHandoff prepare, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => prepare.RefreshAsync(by, number, stopping))).As("RefreshHandoff", "Read the facts again");
        acts.MapPost("/{number}/watch", (HandoffNumber number, HandoffLineText body, HttpContext request, PrepareHandoff prepare, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => prepare.WatchAsync(by, number, body.Text, stopping))).As("AddWatchItem", "Add something to be watched");
        acts.MapPost("/{number}/release", (HandoffNumber number, [FromQuery, Description("One line; not given: all without an owner")] Guid? line, HandoffLineText body, HttpContext request, PrepareHandoff prepare, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => prepare.ReleaseAsync(by, number, line, body.Text, stopping))).As("ReleaseUnowned", "Say why work is handed over without an owner");
        acts.MapPost("/{number}/signature", (HandoffNumber number, HttpContext request, SignHandoff sign, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => sign.RunAsync(by, number, stopping))).As("SignHandoff", "Sign");
        acts.MapDelete("/{number}/signature", (HandoffNumber number, HttpContext request, SignHandoff sign, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => sign.WithdrawAsync(by, number, stopping))).As("WithdrawHandoff", "Take it back to change it");
        acts.MapPost("/{number}/acceptance", (HandoffNumber number, [FromQuery, Description("One line; not given: all")] Guid? line, HttpContext request, AcceptHandoff accept, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => accept.RunAsync(by, number, line, stopping))).As("AcceptHandoff", "Take over");
        acts.MapPost("/{number}/lines/{line:guid}/question", (HandoffNumber number, Guid line, HandoffLineText body, HttpContext request, AskBack ask, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => ask.RunAsync(by, number, line, body.Text, stopping))).As("AskBackOnHandoff", "Ask about a line");
        acts.MapPost("/{number}/lines/{line:guid}/reply", (HandoffNumber number, Guid line, HandoffLineText body, HttpContext request, AskBack ask, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => ask.ReplyAsync(by, number, line, body.Text, stopping))).As("ReplyOnHandoff", "Reply to a question");
        acts.MapPut("/{number}/lines/{line:guid}/note", (HandoffNumber number, Guid line, HandoffLineText body, HttpContext request, PrepareHandoff prepare, HandoffQueries queries) => AnswerAsync(request, queries, number, (by, stopping) => prepare.NoteAsync(by, number, line, body.Text, stopping))).As("NoteOnHandoff", "Write to a line");
    }

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "q"), Description("Words of what is handed over, or of a name")] string? text, [FromQuery(Name = "state"), Description("draft, signed, askedBack or accepted; repeatable")] string[]? state, [AsParameters] PageParameters part, HandoffQueries handoffs, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (states, limit, cursor) = (read.Names<HandoffState>("state", state), read.Limit(part.Limit), read.Cursor(part.Cursor, cursor => HandoffNumber.TryParse(cursor, null, out _)));
        if (read.Refusal is { } why) return why.Problem();
        var page = await handoffs.PageAsync(text ?? "", states, null, cursor, limit, stopping);
        return Results.Ok(new Page<HandoffListItem>([.. page.Items.Select(HandoffListItem.Of)], page.Next));
    }

    private static async Task<IResult> ReadAsync([FromRoute(Name = "number")] HandoffNumber number, HandoffQueries handoffs, CancellationToken stopping) =>
        await handoffs.ViewAsync(number, stopping) is { } view ? Results.Ok(HandoffDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> TextAsync([FromRoute(Name = "number")] HandoffNumber number, HandoffQueries handoffs, CancellationToken stopping) =>
        await handoffs.ViewAsync(number, stopping) is { } view ? Results.Text(HandoffText.Write(view.Handoff, view.Items), "text/plain; charset=utf-8") : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> StartAsync(HandoffStart body, HttpContext request, StartHandoff start, HandoffQueries queries)
    {
        var by = request.Actor();
        var outcome = body.Rotation is { } rotation ? await start.OfShiftAsync(by, rotation, request.RequestAborted)
            : IncidentNumber.TryParse(body.Incident, null, out var incident) ? await start.OfIncidentAsync(by, incident, request.RequestAborted)
            : new Refusal("request.unknown-value", "Name a rotation, or an incident as INC-42.");
        return outcome is Outcome<Handoff>.Done(var started) ? await ReadAsync(started.Number, queries, CancellationToken.None) : outcome.Refusal!.Problem();
    }

    private static async Task<IResult> AnswerAsync(HttpContext request, HandoffQueries queries, HandoffNumber number, Func<Actor, CancellationToken, Task<Outcome<Handoff>>> act) =>
        (await act(request.Actor(), request.RequestAborted)).Refusal is { } why ? why.Problem() : await ReadAsync(number, queries, CancellationToken.None);

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<HandoffDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
