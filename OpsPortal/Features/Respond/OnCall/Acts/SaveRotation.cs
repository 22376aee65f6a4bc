using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.OnCall.Acts;

/// <summary>What every act on a rotation has in common: the right is checked, the act carried out and audited in one transaction, and everyone who looks is told.</summary>
internal sealed class RotationDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="by">Needs <see cref="Permissions.OnCallManage"/>.</param>
    public async Task<Outcome<T>> RunAsync<T>(Actor by, string changedBy, Func<OpsDb, DateTimeOffset, Task<Outcome<T>>> act, CancellationToken stopping)
    {
        if (!by.May(Permissions.OnCallManage)) return Refusals.Forbidden(Permissions.OnCallManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var outcome = await act(db, Now);
        if (outcome.Refusal is not null) return outcome;
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return OnCallRefusals.ChangedMeanwhile(changedBy);
        }
        catch (DbUpdateException) when (db is PostgresOpsDb)
        {
            // Two saved the same name at the same moment; only there can two write at once.
            return OnCallRefusals.ChangedMeanwhile(changedBy);
        }

        feed.Publish(ChangeKind.OnCall);
        feed.Publish(ChangeKind.Audit);
        return outcome;
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(Rotation rotation) => new { rotation.Name, rotation.Zone, rotation.StartsOn, Shifts = rotation.Shifts.Select(shift => new { shift.Name, shift.From, shift.Until, shift.Days, People = shift.People.Select(person => person.Value), shift.EveryDays }) };
}

/// <summary>Sets a rotation up, or anew.</summary>
internal sealed class SaveRotation(RotationDesk desk)
{
    /// <param name="id">Null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since.</param>
    /// <remarks>Refused for what <see cref="RotationDraft.Check"/> finds, for a name its team has already, and for people and teams that do not exist.</remarks>
    public Task<Outcome<Rotation>> RunAsync(Actor by, Guid? id, RotationDraft draft, int version, CancellationToken stopping) => desk.RunAsync<Rotation>(by, "Somebody", async (db, now) =>
    {
        if (draft.Check() is { } why) return why;
        if (!await db.Teams.AnyAsync(team => team.Id == draft.Team, stopping)) return Refusals.NotFound("That team");
        var people = draft.Shifts.SelectMany(shift => shift.People).Distinct().ToList();
        if (await db.Persons.CountAsync(person => people.Contains(person.Id), stopping) != people.Count) return Refusals.NotFound("One of these people");
        var name = draft.Name.Trim();
        if (await db.Set<Rotation>().AnyAsync(other => other.Team == draft.Team && other.Name == name && other.Id != id, stopping)) return OnCallRefusals.NameTaken(name);
        if (id is null)
        {
            if (await db.Set<Rotation>().CountAsync(stopping) >= Rotation.Most) return OnCallRefusals.TooMany();
            var added = Rotation.From(draft, by, now);
            db.Add(added);
            db.Record(new Act(by, now, "rotation.created", added.Name, null, RotationDesk.Facts(added)));
            return added;
        }

        if (await db.Set<Rotation>().SingleOrDefaultAsync(rotation => rotation.Id == id, stopping) is not { } known) return Refusals.NotFound("That rotation");
        if (known.Version != version) return OnCallRefusals.ChangedMeanwhile(known.ChangedBy);
        var before = RotationDesk.Facts(known);
        known.Become(draft, by, now);
        db.Record(new Act(by, now, "rotation.changed", known.Name, before, RotationDesk.Facts(known)));
        return known;
    }, stopping);
}

/// <summary>Removes a rotation and those who stood in on it.</summary>
internal sealed class DeleteRotation(RotationDesk desk)
{
    public Task<Outcome<Guid>> RunAsync(Actor by, Guid id, CancellationToken stopping) => desk.RunAsync<Guid>(by, "Somebody", async (db, now) =>
    {
        if (await db.Set<Rotation>().SingleOrDefaultAsync(rotation => rotation.Id == id, stopping) is not { } known) return Refusals.NotFound("That rotation");
        db.Remove(known);
        db.Record(new Act(by, now, "rotation.deleted", known.Name, RotationDesk.Facts(known), null));
        return id;
    }, stopping);
}
