using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Rest;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Rest;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Respond.Problems.Rest;

/// <summary>Problems over HTTP. Each act answers with the problem after it.</summary>
internal static class ProblemEndpoints
{
    private static readonly Refusal NoIncident = new("request.unknown-value", "Incidents are named by their numbers, as INC-42.");
    private static readonly Refusal NoLink = new("request.unknown-value", "Links are named by the number of an event or incident, as EVT-1042 or INC-42.");

    private static readonly Refusal NoPattern = new("request.missing-part", "Say what it is recognised by; nothing is an empty text.");

    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/problems").WithTags("Problems").RequireAuthorization(Permissions.ProblemsRead);
        problems.MapGet("", ListAsync).WithName("ListProblems").WithSummary("List problems, what is proposed first, then the gravest").Produces<Page<ProblemItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        problems.MapGet("/{number}", ReadAsync).WithName("ReadProblem").WithSummary("Read one problem, with how often it came back and whether its fix holds").Produces<ProblemDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        problems.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadProblemTimeline").WithSummary("Read the timeline of a problem, oldest first").Produces<Page<ProblemEntryItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        var acts = problems.MapGroup("").RequireAuthorization(Permissions.ProblemsWork);
        acts.MapPost("", ProposeAsync).WithName("ProposeProblem").WithSummary("Propose a problem").Produces<ProblemDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapStates(acts.MapGroup("/{number}"));
        MapParts(acts.MapGroup("/{number}"));
    }

    private static void MapStates(IEndpointRouteBuilder one)
    {
        one.MapPost("/confirmation", ([AsParameters] ProblemAct act, ProblemNote body, ConfirmProblem confirm) => act.RunAsync((by, number, version, stopping) => confirm.RunAsync(by, number, body.Text, stopping, version))).As("ConfirmProblem", "Confirm");
        one.MapPost("/dismissal", ([AsParameters] ProblemAct act, ProblemReason body, DismissProblem dismiss) => act.RunAsync((by, number, version, stopping) => dismiss.RunAsync(by, number, body.Reason, stopping, version))).As("DismissProblem", "Dismiss");
        one.MapPost("/known-error", ([AsParameters] ProblemAct act, DeclareKnownError declare) => act.RunAsync((by, number, version, stopping) => declare.RunAsync(by, number, stopping, version))).As("DeclareKnownError", "Declare a known error");
        one.MapPost("/known-error/withdrawal", ([AsParameters] ProblemAct act, ProblemReason body, DeclareKnownError declare) => act.RunAsync((by, number, version, stopping) => declare.WithdrawAsync(by, number, body.Reason, stopping, version))).As("WithdrawKnownError", "Take back that it is a known error");
        one.MapPut("/fix", ([AsParameters] ProblemAct act, ProblemFix body, SetFix fix) => act.RunAsync((by, number, version, stopping) => fix.RunAsync(by, number, body.Change, body.FixedAt?.ToUniversalTime(), stopping, version))).As("SetProblemFix", "Name the change that fixes it, and since when");
        one.MapPost("/resolution", ([AsParameters] ProblemAct act, ProblemNote body, ResolveProblem resolve) => act.RunAsync((by, number, version, stopping) => resolve.RunAsync(by, number, body.Text, stopping, version))).As("ResolveProblem", "Say that the fix is in place");
        one.MapPost("/closure", ([AsParameters] ProblemAct act, ProblemNote body, CloseProblem close) => act.RunAsync((by, number, version, stopping) => close.RunAsync(by, number, body.Text, stopping, version))).As("CloseProblem", "Close");
        one.MapPost("/reopening", ([AsParameters] ProblemAct act, ProblemReason body, ReopenProblem reopen) => act.RunAsync((by, number, version, stopping) => reopen.RunAsync(by, number, body.Reason, stopping, version))).As("ReopenProblem", "Reopen");
    }

    private static void MapParts(IEndpointRouteBuilder one)
    {
        one.MapPut("/text", ([AsParameters] ProblemAct act, ProblemTexts body, WriteProblem write) => act.RunAsync((by, number, _, stopping) => write.RunAsync(by, number, new(body.Title, body.Description, body.RootCause, body.Workaround), body.Seen, stopping))).As("WriteProblem", "Write title, description, root cause and workaround");
        one.MapPost("/notes", ([AsParameters] ProblemAct act, ProblemNote body, CommentOnProblem comment) => act.RunAsync((by, number, _, stopping) => comment.RunAsync(by, number, body.Text, stopping))).As("NoteOnProblem", "Add a note");
        one.MapPut("/owner", ([AsParameters] ProblemAct act, ProblemOwner body, AssignProblem assign) => act.RunAsync((by, number, version, stopping) => assign.RunAsync(by, number, body.Team is { } team ? new TeamId(team) : null, body.Person is { } person ? new PersonId(person) : null, stopping, version))).As("AssignProblem", "Give to a team and a person, or to none");
        one.MapPut("/priority", ([AsParameters] ProblemAct act, ProblemPriority body, ReprioritiseProblem reprioritise) => act.RunAsync((by, number, version, stopping) => reprioritise.RunAsync(by, number, body.Priority, body.Reason, stopping, version))).As("ReprioritiseProblem", "Set the priority by hand");
        one.MapPut("/recognition", ([AsParameters] ProblemAct act, ProblemRecognition body, RecogniseProblem recognise) => body.What is { } what ? act.RunAsync((by, number, version, stopping) => recognise.RunAsync(by, number, what, body.Service, body.Conditions(), stopping, version)) : Task.FromResult(NoPattern.Problem())).As("RecogniseProblem", "Say what it is recognised by");
        one.MapPost("/links", ([AsParameters] ProblemAct act, ProblemLink body, LinkEvent events, LinkIncident incidents) => Link(act, body.Number, events.RunAsync, incidents.RunAsync)).As("LinkToProblem", "Link an event or an incident");
        one.MapDelete("/links/{linked}", ([AsParameters] ProblemAct act, string linked, LinkEvent events, LinkIncident incidents) => Link(act, linked, events.TakeAwayAsync, incidents.TakeAwayAsync)).As("UnlinkFromProblem", "Take a link away");
    }

    private static Task<IResult> Link(
        ProblemAct act, string linked, Func<Actor, ProblemNumber, EventNumber, CancellationToken, Task<Outcome<Problem>>> ofEvent, Func<Actor, ProblemNumber, IncidentNumber, CancellationToken, Task<Outcome<Problem>>> ofIncident) =>
        linked.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) && IncidentNumber.TryParse(linked, null, out var incident) ? act.RunAsync((by, number, _, stopping) => ofIncident(by, number, incident, stopping))
        : linked.StartsWith("EVT-", StringComparison.OrdinalIgnoreCase) && EventNumber.TryParse(linked, null, out var shown) ? act.RunAsync((by, number, _, stopping) => ofEvent(by, number, shown, stopping))
        : Task.FromResult(NoLink.Problem());

    private static async Task<IResult> ListAsync([AsParameters] ProblemListParameters parameters, [AsParameters] PageParameters paging, HttpContext request, IProblemQueries problems)
    {
        var read = new QueryReader();
        var (filter, limit) = (parameters.Read(read, request.Actor().Person), read.Limit(paging.Limit));
        var cursor = read.Cursor(paging.Cursor, text => ProblemQueries.Parse(text) is not null);
        if (read.Refusal is { } why) return why.Problem();
        var page = await problems.PageAsync(filter, cursor, limit, request.RequestAborted);
        return Results.Ok(new Page<ProblemItem>([.. page.Items.Select(ProblemItem.Of)], page.Next));
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] ProblemNumber number, HttpContext request, IProblemQueries problems) => ProblemAnswer.ReadAsync(request, problems, number);

    private static async Task<IResult> TimelineAsync([FromRoute(Name = "number")] ProblemNumber number, IProblemQueries problems, CancellationToken stopping) =>
        await problems.ViewAsync(number, stopping) is { } view ? Results.Ok(new Page<ProblemEntryItem>([.. view.Timeline.Select(ProblemEntryItem.Of)], null)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> ProposeAsync(NewProblem body, HttpContext request, ProposeProblem propose, IProblemQueries problems)
    {
        if (EventNumbers.Read(body.Events) is not { } events) return EventNumbers.Unreadable.Problem();
        var incidents = new List<IncidentNumber>();
        foreach (var text in body.Incidents ?? [])
        {
            if (!IncidentNumber.TryParse(text, null, out var incident)) return NoIncident.Problem();
            incidents.Add(incident);
        }

        var outcome = await propose.RunAsync(request.Actor(), new(body.Title, body.What, body.Service, body.Priority, body.Reason, events, incidents), request.RequestAborted);
        return outcome is Outcome<Problem>.Done(var proposed) ? await ProblemAnswer.CreatedAsync(request, problems, proposed.Number) : outcome.Refusal?.Problem() ?? Results.Problem();
    }

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<ProblemDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
