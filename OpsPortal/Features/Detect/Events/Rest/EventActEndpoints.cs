using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Prioritisation.Acts;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>Each act answers with the event after it.</summary>
internal static class EventActEndpoints
{
    public static void MapEventActs(this IEndpointRouteBuilder events)
    {
        var acts = events.MapGroup("/{number}").RequireAuthorization(Permissions.EventsWork);
        acts.MapPost("/acknowledgement", AcknowledgeAsync).As("AcknowledgeEvent", "Acknowledge");
        acts.MapDelete("/acknowledgement", UnacknowledgeAsync).As("UnacknowledgeEvent", "Take an acknowledgement back");
        acts.MapPut("/owner", AssignAsync).As("AssignEvent", "Give to a person, or to nobody");
        acts.MapPost("/comments", CommentAsync).As("CommentOnEvent", "Comment");
        acts.MapPut("/snooze", SnoozeAsync).As("SnoozeEvent", "Snooze");
        acts.MapDelete("/snooze", WakeAsync).As("WakeEvent", "Bring back from a snooze");
        acts.MapPost("/escalation", EscalateAsync).As("EscalateEvent", "Escalate");
        acts.MapPut("/priority", ReprioritiseAsync).As("ReprioritiseEvent", "Set the priority by hand");
        acts.MapPut("/usefulness", JudgeAsync).As("JudgeEvent", "Say whether it was worth somebody's time");
        acts.MapPost("/resolution", ResolveAsync).As("ResolveEvent", "Resolve");
        acts.MapPost("/closure", CloseAsync).As("CloseEvent", "Close");
        acts.MapPost("/reopening", ReopenAsync).As("ReopenEvent", "Reopen");
    }

    private static Task<IResult> AcknowledgeAsync([AsParameters] EventAct act, AcknowledgeEvent acknowledge) =>
        act.RunAsync((by, number, version, stopping) => acknowledge.RunAsync(by, number, stopping, version));

    private static Task<IResult> UnacknowledgeAsync([AsParameters] EventAct act, UnacknowledgeEvent unacknowledge) =>
        act.RunAsync((by, number, version, stopping) => unacknowledge.RunAsync(by, number, stopping, version));

    private static Task<IResult> AssignAsync([AsParameters] EventAct act, NewOwner owner, AssignEvent assign) =>
        act.RunAsync((by, number, version, stopping) => assign.RunAsync(by, number, owner.Person is { } person ? new PersonId(person) : null, stopping, version));

    private static Task<IResult> CommentAsync([AsParameters] EventAct act, NewComment? comment, CommentOnEvent commentOn) =>
        act.RunAsync((by, number, version, stopping) => commentOn.RunAsync(by, number, comment?.Text ?? "", stopping, version));

    private static Task<IResult> SnoozeAsync([AsParameters] EventAct act, NewSnooze until, SnoozeEvent snooze) =>
        act.RunAsync((by, number, version, stopping) => snooze.RunAsync(by, number, until.Until, stopping, version));

    private static Task<IResult> WakeAsync([AsParameters] EventAct act, WakeEvent wake) =>
        act.RunAsync((by, number, version, stopping) => wake.RunAsync(by, number, stopping, version));

    private static Task<IResult> EscalateAsync([AsParameters] EventAct act, NewEscalation? escalation, EscalateEvent escalate) =>
        act.RunAsync((by, number, version, stopping) => escalate.RunAsync(by, number, escalation?.Reason ?? "", stopping, version));

    private static Task<IResult> ReprioritiseAsync([AsParameters] EventAct act, NewPriority priority, ReprioritiseEvent reprioritise) =>
        act.RunAsync((by, number, version, stopping) => reprioritise.RunAsync(by, number, priority.Priority, priority.Reason ?? "", stopping, version));

    private static Task<IResult> JudgeAsync([AsParameters] EventAct act, NewUsefulness usefulness, JudgeEvent judge) =>
        act.RunAsync((by, number, _, stopping) => judge.RunAsync(by, number, usefulness.Usefulness, stopping));

    private static Task<IResult> ResolveAsync([AsParameters] EventAct act, NewResolution? resolution, ResolveEvent resolve) =>
        act.RunAsync((by, number, version, stopping) => resolution?.Behind == true
            ? resolve.WithThoseBehindAsync(by, number, resolution.Note ?? "", [], stopping, version)
            : resolve.RunAsync(by, number, resolution?.Note ?? "", stopping, version));

    private static Task<IResult> CloseAsync([AsParameters] EventAct act, NewClosure? closure, CloseEvent close) =>
        act.RunAsync((by, number, version, stopping) => close.RunAsync(by, number, closure?.Note ?? "", closure?.Lesson ?? "", stopping, version));

    private static Task<IResult> ReopenAsync([AsParameters] EventAct act, NewReopening? reopening, ReopenEvent reopen) =>
        act.RunAsync((by, number, version, stopping) => reopen.RunAsync(by, number, reopening?.Reason ?? "", stopping, version));

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<EventDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
