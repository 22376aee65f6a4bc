using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall.Acts;

namespace OpsPortal.Features.Respond.OnCall.Rest;

/// <summary>Somebody who is on.</summary>
internal sealed record OnDutyItem(Guid Team, string TeamName, Guid Rotation, string RotationName, string Shift, DateTimeOffset From, DateTimeOffset Until, Guid? Person, string PersonName)
{
    public static OnDutyItem Of(OnDuty duty) => new(duty.Team.Value, duty.TeamName, duty.Rotation, duty.RotationName, duty.Shift, duty.From, duty.Until, duty.Person?.Value, duty.PersonName);
}

/// <summary>A shift of the day.</summary>
/// <param name="From">Local time, as 06:00.</param>
/// <param name="Until">Local time; not later than <paramref name="From"/>: on the next day.</param>
/// <param name="Days">None: every day.</param>
/// <param name="People">Ids, in the order of their turns.</param>
internal sealed record ShiftItem(TimeOnly From, TimeOnly Until, string Name = "", IReadOnlyList<DayOfWeek>? Days = null, IReadOnlyList<Guid>? People = null, int EveryDays = 1)
{
    public ShiftTime ToShift() => new(Name, From, Until, Days is { Count: > 0 } ? Days : ShiftTime.EveryDay, [.. (People ?? []).Select(id => new PersonId(id))], EveryDays);

    public static ShiftItem Of(ShiftTime shift) => new(shift.From, shift.Until, shift.Name, shift.Days, [.. shift.People.Select(person => person.Value)], shift.EveryDays);
}

/// <param name="Version">As it was read; 0 for a new one.</param>
internal sealed record RotationBody(Guid Team, DateOnly StartsOn, string Name = "", string Zone = "", IReadOnlyList<ShiftItem?>? Shifts = null, int Version = 0)
{
    public RotationDraft ToDraft() => new(Name, new(Team), Zone, StartsOn, [.. (Shifts ?? []).OfType<ShiftItem>().Select(shift => shift.ToShift())]);
}

internal sealed record RotationItem(Guid Id, string Name, Guid Team, string TeamName, string Zone, DateOnly StartsOn, IReadOnlyList<ShiftItem> Shifts, int Version, IReadOnlyList<PlannedItem> Planned, IReadOnlyList<GapItem> Gaps)
{
    public static RotationItem Of(RotationView view) => new(view.Rotation.Id, view.Rotation.Name, view.Rotation.Team.Value, view.TeamName, view.Rotation.Zone, view.Rotation.StartsOn, [.. view.Rotation.Shifts.Select(ShiftItem.Of)], view.Rotation.Version,
        [.. view.Shifts.Select(shift => new PlannedItem(shift.Name, shift.From, shift.Until, shift.Person?.Value, view.NameOf(shift.Person)))], [.. view.Gaps.Select(gap => new GapItem(gap.From, gap.Until))]);
}

internal sealed record PlannedItem(string Shift, DateTimeOffset From, DateTimeOffset Until, Guid? Person, string PersonName);

internal sealed record GapItem(DateTimeOffset From, DateTimeOffset Until);

internal sealed record StandInBody(Guid Person, DateTimeOffset From, DateTimeOffset Until, string Shift = "", string Reason = "");

/// <summary>Who is on, and the rotations behind it, over HTTP.</summary>
internal static class OnCallEndpoints
{
    /// <summary>How far ahead the plan of a rotation is told.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(28);

    public static void MapOnCall(this IEndpointRouteBuilder routes)
    {
        var onCall = routes.MapGroup("/on-call").WithTags("On call").RequireAuthorization(Permissions.PortalUse);
        onCall.MapGet("", NowAsync).WithName("ReadOnCall").WithSummary("Who is on, by team and rotation").Produces<IReadOnlyList<OnDutyItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        onCall.MapGet("/rotations", ListAsync).WithName("ListRotations").WithSummary("List rotations with their shifts of the next four weeks").Produces<IReadOnlyList<RotationItem>>();
        var acts = onCall.MapGroup("/rotations").RequireAuthorization(Permissions.OnCallManage);
        acts.MapPost("", (RotationBody body, HttpContext request, SaveRotation save, OnCallBook book, TimeProvider clock) => SaveAsync(null, body, request, save, book, clock)).As("AddRotation", "Set a rotation up").Produces<RotationItem>();
        acts.MapPut("/{id:guid}", (Guid id, RotationBody body, HttpContext request, SaveRotation save, OnCallBook book, TimeProvider clock) => SaveAsync(id, body, request, save, book, clock)).As("ChangeRotation", "Set a rotation anew").Produces<RotationItem>();
        acts.MapDelete("/{id:guid}", async (Guid id, HttpContext request, DeleteRotation delete) => (await delete.RunAsync(request.Actor(), id, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent()).As("DeleteRotation", "Remove a rotation").Produces(StatusCodes.Status204NoContent);
        acts.MapPost("/{id:guid}/overrides", StandInAsync).As("AddOverride", "Let somebody stand in").Produces<Guid>();
        acts.MapDelete("/overrides/{id:guid}", async (Guid id, HttpContext request, EndStandIn end) => (await end.RunAsync(request.Actor(), id, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent()).As("RemoveOverride", "Take a stand-in back").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> NowAsync(
        [FromQuery(Name = "at"), Description("An instant (RFC 3339); not given: now")] string? at, [FromQuery(Name = "service"), Description("Only those who are on for this service")] string? service, OnCallBook book, TimeProvider clock, CancellationToken stopping)
    {
        var read = new QueryReader();
        var instant = read.Instant("at", at) ?? clock.GetUtcNow();
        if (read.Refusal is { } why) return why.Problem();
        var on = service is { Length: > 0 } ? await book.OfServiceAsync(service, instant, stopping) : await book.AtAsync(instant, null, stopping);
        return Results.Ok(on.Select(OnDutyItem.Of));
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "team")] Guid? team, OnCallBook book, TimeProvider clock, CancellationToken stopping) =>
        Results.Ok((await book.ReadAsync(clock.GetUtcNow(), clock.GetUtcNow() + Ahead, team is { } id ? new TeamId(id) : null, stopping)).Select(RotationItem.Of));

    private static async Task<IResult> SaveAsync(Guid? id, RotationBody body, HttpContext request, SaveRotation save, OnCallBook book, TimeProvider clock)
    {
        var outcome = await save.RunAsync(request.Actor(), id, body.ToDraft(), body.Version, request.RequestAborted);
        if (outcome is not Outcome<Rotation>.Done(var saved)) return outcome.Refusal!.Problem();
        var views = await book.ReadAsync(clock.GetUtcNow(), clock.GetUtcNow() + Ahead, saved.Team, CancellationToken.None);
        return Results.Ok(RotationItem.Of(views.First(view => view.Rotation.Id == saved.Id)));
    }

    private static async Task<IResult> StandInAsync(Guid id, StandInBody body, HttpContext request, StandIn standIn) =>
        await standIn.RunAsync(request.Actor(), new(id, body.Shift, new(body.Person), body.From, body.Until, body.Reason), request.RequestAborted) switch
        {
            Outcome<RotationOverride>.Done(var added) => Results.Ok(added.Id),
            Outcome<RotationOverride>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static RouteHandlerBuilder As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
