using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Rest;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Features.Respond.Incidents.Queries;

namespace OpsPortal.Features.Respond.Incidents.Rest;

/// <summary>Incidents over HTTP. Each act answers with the incident after it.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/incidents").WithTags("Incidents").RequireAuthorization(Permissions.IncidentsRead);
        incidents.MapGet("", ListAsync).WithName("ListIncidents").WithSummary("List incidents, the gravest first").Produces<Page<IncidentItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        incidents.MapGet("/{number}", ReadAsync).WithName("ReadIncident").WithSummary("Read one incident").Produces<IncidentDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        incidents.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadIncidentTimeline").WithSummary("Read the timeline of an incident, oldest first").Produces<Page<IncidentEntryItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        var acts = incidents.MapGroup("").RequireAuthorization(Permissions.IncidentsWork);
        acts.MapPost("", OpenAsync).WithName("OpenIncident").WithSummary("Open an incident").Produces<IncidentDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        MapHandling(acts.MapGroup("/{number}"));
        MapParts(acts.MapGroup("/{number}"));
    }

    private static void MapHandling(IEndpointRouteBuilder one)
    {
        one.MapPost("/acknowledgement", ([AsParameters] IncidentAct act, AcknowledgeIncident acknowledge) => act.RunAsync((by, number, version, stopping) => acknowledge.RunAsync(by, number, stopping, version))).As("AcknowledgeIncident", "Take on");
        one.MapPut("/owner", ([AsParameters] IncidentAct act, IncidentOwner owner, AssignIncident assign) => act.RunAsync((by, number, version, stopping) => assign.RunAsync(by, number, null, Person(owner.Person), stopping, version))).As("AssignIncident", "Give to a person, or to nobody");
        one.MapPut("/roles/{role}", ([AsParameters] IncidentAct act, IncidentRole role, IncidentOwner owner, AssignIncident assign) => act.RunAsync((by, number, version, stopping) => assign.RunAsync(by, number, role, Person(owner.Person), stopping, version))).As("GiveIncidentRole", "Give a role to a person, or to nobody");
        one.MapPut("/priority", ([AsParameters] IncidentAct act, IncidentPriority body, ReprioritiseIncident reprioritise) => act.RunAsync((by, number, version, stopping) => reprioritise.RunAsync(by, number, body.Priority, body.Reason, stopping, version))).As("ReprioritiseIncident", "Set the priority by hand");
        one.MapPut("/major", ([AsParameters] IncidentAct act, IncidentMajor body, DeclareMajorIncident declare) => act.RunAsync((by, number, version, stopping) => declare.RunAsync(by, number, body.Major, body.Reason, stopping, version))).As("DeclareMajorIncident", "Say whether it is a major incident");
        one.MapPost("/mitigation", ([AsParameters] IncidentAct act, IncidentText body, MitigateIncident mitigate) => act.RunAsync((by, number, version, stopping) => mitigate.RunAsync(by, number, body.Text, stopping, version))).As("MitigateIncident", "Say that users no longer notice");
        one.MapPost("/relapse", ([AsParameters] IncidentAct act, IncidentReason body, MitigateIncident mitigate) => act.RunAsync((by, number, version, stopping) => mitigate.BackAsync(by, number, body.Reason, stopping, version))).As("WorsenIncident", "Say that users notice again");
        one.MapPost("/hold", ([AsParameters] IncidentAct act, IncidentReason body, HoldIncident hold) => act.RunAsync((by, number, version, stopping) => hold.RunAsync(by, number, body.Reason, stopping, version))).As("HoldIncident", "Stop the clock of the resolution");
        one.MapDelete("/hold", ([AsParameters] IncidentAct act, HoldIncident hold) => act.RunAsync((by, number, version, stopping) => hold.ContinueAsync(by, number, stopping, version))).As("ContinueIncident", "Let the clock run again");
        one.MapPost("/resolution", ([AsParameters] IncidentAct act, IncidentResolution body, ResolveIncident resolve) => act.RunAsync((by, number, version, stopping) => resolve.RunAsync(by, number, body.Code, body.Cause, stopping, version))).As("ResolveIncident", "Resolve");
        one.MapPost("/closure", ([AsParameters] IncidentAct act, IncidentLesson body, CloseIncident close) => act.RunAsync((by, number, version, stopping) => close.RunAsync(by, number, body.Lesson, stopping, version))).As("CloseIncident", "Close");
        one.MapPost("/reopening", ([AsParameters] IncidentAct act, IncidentReason body, ReopenIncident reopen) => act.RunAsync((by, number, version, stopping) => reopen.RunAsync(by, number, body.Reason, stopping, version))).As("ReopenIncident", "Reopen");
    }

    private static void MapParts(IEndpointRouteBuilder one)
    {
        one.MapPost("/notes", ([AsParameters] IncidentAct act, IncidentText body, CommentOnIncident comment) => act.RunAsync((by, number, _, stopping) => comment.RunAsync(by, number, body.Text, stopping))).As("NoteOnIncident", "Add a note");
        one.MapPut("/description", ([AsParameters] IncidentAct act, IncidentDescription body, DescribeIncident describe) => act.RunAsync((by, number, _, stopping) => describe.RunAsync(by, number, body.Text, body.Seen, stopping))).As("DescribeIncident", "Write what is known");
        one.MapPost("/updates", ([AsParameters] IncidentAct act, IncidentText body, UpdateStakeholders update) => act.RunAsync((by, number, version, stopping) => update.RunAsync(by, number, body.Text, stopping, version))).As("UpdateStakeholders", "Tell stakeholders");
        one.MapPut("/review", ([AsParameters] IncidentAct act, IncidentReview body, ReviewIncident review) => act.RunAsync((by, number, version, stopping) => review.RunAsync(by, number, body.Findings, body.Lesson, stopping, version))).As("ReviewIncident", "Keep what the review found");
        one.MapPost("/events", ([AsParameters] IncidentAct act, JoiningEvents body, JoinEvents join) => act.RunAsync(body.Events, (by, events, stopping) => join.RunAsync(by, act.Number, events, stopping))).As("JoinEvents", "Make events part of it");
        one.MapDelete("/events/{event}", ([AsParameters] IncidentAct act, [FromRoute(Name = "event")] EventNumber leaving, LeaveEvent leave) => act.RunAsync((by, number, _, stopping) => leave.RunAsync(by, number, leaving, stopping))).As("LeaveEvent", "Take an event out");
        one.MapPost("/tasks", ([AsParameters] IncidentAct act, NewTask body, AddTask add) => act.RunAsync((by, number, _, stopping) => add.RunAsync(by, number, body.Kind, body.Text, Person(body.Owner), body.DueAt, stopping))).As("AddIncidentTask", "Add a task");
        one.MapPut("/tasks/{id:guid}", ([AsParameters] IncidentAct act, Guid id, TaskDone body, FinishTask finish) => act.RunAsync((by, number, _, stopping) => finish.RunAsync(by, number, id, body.Done, stopping))).As("FinishIncidentTask", "Say whether a task is done");
        one.MapPost("/hypotheses", ([AsParameters] IncidentAct act, IncidentText body, Suppose suppose) => act.RunAsync((by, number, _, stopping) => suppose.RunAsync(by, number, body.Text, stopping))).As("AddHypothesis", "Write down what may be the cause");
        one.MapPut("/hypotheses/{id:guid}", ([AsParameters] IncidentAct act, Guid id, HypothesisSettled body, SettleHypothesis settle) => act.RunAsync((by, number, _, stopping) => settle.RunAsync(by, number, id, body.State, body.Because, stopping))).As("SettleHypothesis", "Say whether a supposed cause holds");
    }

    private static async Task<IResult> ListAsync([AsParameters] IncidentListParameters asked, [AsParameters] PageParameters part, HttpContext request, IIncidentQueries incidents)
    {
        var read = new QueryReader();
        var filter = asked.Read(read, request.Actor().Person);
        var (limit, cursor) = (read.Limit(part.Limit), read.Cursor(part.Cursor, text => IncidentQueries.Parse(text) is not null));
        if (read.Refusal is { } why) return why.Problem();
        var page = await incidents.PageAsync(filter, cursor, limit, request.RequestAborted);
        return Results.Ok(new Page<IncidentItem>([.. page.Items.Select(IncidentItem.Of)], page.Next));
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] IncidentNumber number, HttpContext request, IIncidentQueries incidents) => IncidentAnswer.ReadAsync(request, incidents, number);

    private static async Task<IResult> TimelineAsync([FromRoute(Name = "number")] IncidentNumber number, IIncidentQueries incidents, CancellationToken stopping) =>
        await incidents.ViewAsync(number, stopping) is { } view ? Results.Ok(new Page<IncidentEntryItem>([.. view.Timeline.Select(IncidentEntryItem.Of)], null)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> OpenAsync(NewIncident body, HttpContext request, OpenIncident open, IIncidentQueries incidents)
    {
        if (EventNumbers.Read(body.Events) is not { } events) return EventNumbers.Unreadable.Problem();
        return await open.RunAsync(request.Actor(), new(body.Title, body.Service, body.Priority, events, body.Description, body.Major), request.RequestAborted) switch
        {
            Outcome<Incident>.Done(var opened) => await IncidentAnswer.CreatedAsync(request, incidents, opened.Number),
            Outcome<Incident>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };
    }

    private static PersonId? Person(Guid? id) => id is { } given ? new PersonId(given) : null;

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<IncidentDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
