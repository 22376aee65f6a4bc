using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Audit;

namespace OpsPortal.Features.Respond.OnCall.Acts;

/// <summary>Somebody takes another's place in a rotation for a while.</summary>
/// <param name="Shift">Empty: whatever shift is on then.</param>
internal sealed record StandInWanted(Guid Rotation, string Shift, PersonId Person, DateTimeOffset From, DateTimeOffset Until, string Reason);

/// <summary>Lets somebody stand in.</summary>
internal sealed class StandIn(RotationDesk desk)
{
    /// <summary>Most that are still to come, of one rotation.</summary>
    private const int Most = 500;

    public Task<Outcome<RotationOverride>> RunAsync(Actor by, StandInWanted wanted, CancellationToken stopping) => desk.RunAsync<RotationOverride>(by, "Somebody", async (db, now) =>
    {
        if (RotationOverride.Check(wanted.From, wanted.Until, wanted.Reason, now) is { } why) return why;
        if (await db.Set<Rotation>().AsNoTracking().SingleOrDefaultAsync(rotation => rotation.Id == wanted.Rotation, stopping) is not { } rotation) return Refusals.NotFound("That rotation");
        if (wanted.Shift.Length > 0 && !rotation.Shifts.Any(shift => shift.Name == wanted.Shift)) return OnCallRefusals.UnknownShift(wanted.Shift);
        if (await db.Persons.Where(person => person.Id == wanted.Person).Select(person => person.Name).SingleOrDefaultAsync(stopping) is not { } name) return Refusals.NotFound("That person");
        if (await db.Set<RotationOverride>().CountAsync(one => one.Rotation == wanted.Rotation && one.Until > now, stopping) >= Most) return OnCallRefusals.TooMany();
        var added = new RotationOverride { Id = Guid.CreateVersion7(now), Rotation = rotation.Id, Shift = wanted.Shift, Person = wanted.Person, From = wanted.From, Until = wanted.Until, Reason = wanted.Reason.Trim(), By = by.Name };
        db.Add(added);
        db.Record(new Act(by, now, "rotation.override-added", rotation.Name, null, new { Person = name, added.Shift, added.From, added.Until, added.Reason }));
        return added;
    }, stopping);
}

/// <summary>Takes a stand-in back.</summary>
internal sealed class EndStandIn(RotationDesk desk)
{
    public Task<Outcome<Guid>> RunAsync(Actor by, Guid id, CancellationToken stopping) => desk.RunAsync<Guid>(by, "Somebody", async (db, now) =>
    {
        if (await db.Set<RotationOverride>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } known) return Refusals.NotFound("That");
        var rotation = await db.Set<Rotation>().Where(one => one.Id == known.Rotation).Select(one => one.Name).SingleAsync(stopping);
        db.Remove(known);
        db.Record(new Act(by, now, "rotation.override-removed", rotation, new { Person = known.Person.Value, known.Shift, known.From, known.Until, known.Reason }, null));
        return id;
    }, stopping);
}
