using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>Gives a person a duty. Nobody grants one to himself; an attempt is refused and audited.</summary>
public sealed class GrantDuty(PeopleDesk desk)
{
    public Task<Outcome<Person>> RunAsync(Actor by, PersonId id, Duty duty, CancellationToken stopping) =>
        desk.RunAsync<Person>(by, "duty.grant-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.FindPersonAsync(id, stopping) is not { } person) return PeopleRefusals.NoSuchPerson;
            var before = person.Duties.Select(grant => grant.Duty).ToArray();
            if (person.Grant(duty, by, desk.Now).Refusal is { } why) return why;

            // Open sessions carry the duties they began with.
            (await unit.Db.AccountsOfAsync(id, stopping)).ForEach(AccountUnit.Renew);
            unit.Db.Record(new(by, desk.Now, "duty.granted", person.Name,
                new { person = id.ToString(), duties = before }, new { person = id.ToString(), duties = person.Duties.Select(grant => grant.Duty) }));
            return person;
        }, stopping);
}
