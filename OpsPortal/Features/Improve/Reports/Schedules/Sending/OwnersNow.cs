using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>Whoever answers for a schedule, with what he or she may do now, whatever that was when the schedule was saved.</summary>
internal static class OwnersNow
{
    /// <summary>Null: there is no such person any more, or none of the accounts may sign in.</summary>
    public static async Task<Actor?> FindAsync(OpsDb db, PersonId id, CancellationToken stopping)
    {
        if (await db.Persons.AsNoTracking().Include(person => person.Duties).SingleOrDefaultAsync(person => person.Id == id, stopping) is not { } person) return null;
        var account = await db.Users.AsNoTracking().Where(account => account.PersonId == id && account.DisabledAt == null).OrderBy(account => account.CreatedAt).Select(account => account.Email).FirstOrDefaultAsync(stopping);
        return account is null ? null : new(person.Id, person.Name, account, Duties.Permit(person.Duties.Select(grant => grant.Duty)), "");
    }
}
