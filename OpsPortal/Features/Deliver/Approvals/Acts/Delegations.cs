using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Directory;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals.Acts;

/// <summary>Lets somebody approve in another's place for a while, and ends that.</summary>
internal sealed class Delegations(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public async Task<Outcome<Delegation>> GiveAsync(ActingSession by, Guid? stepUp, PersonId to, DateTimeOffset from, DateTimeOffset until, string reason, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ApprovalsDecide)) return Refusals.Forbidden(Permissions.ApprovalsDecide);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var session = await by.WithAsync(db, stepUp, stopping);
        var outcome = Delegation.Give(to, from, until, reason, session, await Colleagues.ReadAsync(db, [], stopping), now);
        if (outcome is not Outcome<Delegation>.Done(var given)) return outcome;
        if (session.StepUp is { } used && await StepUpBook.UseAsync(db, used, $"delegation to {given.DelegateName}", now, stopping) is { } twice) return twice;
        db.Add(given);
        db.Record(new(by.Actor, now, "delegation.given", given.DelegateName, null, new { For = given.PrincipalName, To = given.DelegateName, given.From, given.Until, given.Reason }));
        await db.SaveChangesAsync(stopping);
        Told();
        return given;
    }

    /// <remarks>By the principal alone.</remarks>
    public async Task<Outcome<Delegation>> RevokeAsync(ActingSession by, Guid id, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Delegation>().SingleOrDefaultAsync(kept => kept.Id == id, stopping) is not { } found || found.Principal != by.Actor.Person) return Refusals.NotFound("The delegation");
        var outcome = found.Revoke(by.Actor, now);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new(by.Actor, now, "delegation.revoked", found.DelegateName, null, new { For = found.PrincipalName, To = found.DelegateName }));
        await db.SaveChangesAsync(stopping);
        Told();
        return outcome;
    }

    /// <summary>Those of one person that are not over, given or taken, the earliest end first.</summary>
    public async Task<IReadOnlyList<Delegation>> OfAsync(PersonId person, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Delegation>().AsNoTracking().Where(kept => (kept.Principal == person || kept.Delegate == person) && kept.Until > now && kept.RevokedAt == null).OrderBy(kept => kept.Until).ToListAsync(stopping);
    }

    /// <summary>Everybody who could stand in, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> CandidatesAsync(PersonId? but, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = await db.Persons.AsNoTracking().Where(person => db.Users.Any(account => account.PersonId == person.Id && account.DisabledAt == null)).OrderBy(person => person.Name).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. people.Where(person => person.Id != but).Select(person => (person.Id, person.Name))];
    }

    private void Told()
    {
        feed.Publish(ChangeKind.Changes);
        feed.Publish(ChangeKind.Audit);
    }
}
