using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>Takes a duty from a person. Refused for the last administrator who can sign in.</summary>
public sealed class RevokeDuty(PeopleDesk desk)
{
    public Task<Outcome<Person>> RunAsync(Actor by, PersonId id, Duty duty, CancellationToken stopping) =>
        desk.RunAsync<Person>(by, "duty.revoke-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.FindPersonAsync(id, stopping) is not { } person) return PeopleRefusals.NoSuchPerson;
            if (duty == Duty.Administrator && person.Has(duty) && !await unit.Db.AnotherAdministratorAsync(null, id, stopping))
                return PeopleRefusals.LastAdministrator;

            var before = person.Duties.Select(grant => grant.Duty).ToArray();
            if (person.Revoke(duty).Refusal is { } why) return why;
            (await unit.Db.AccountsOfAsync(id, stopping)).ForEach(AccountUnit.Renew);
            unit.Db.Record(new(by, desk.Now, "duty.revoked", person.Name,
                new { person = id.ToString(), duties = before }, new { person = id.ToString(), duties = person.Duties.Select(grant => grant.Duty) }));
            return person;
        }, stopping);
}
