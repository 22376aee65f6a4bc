using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;

namespace OpsPortal.Features.People.Administration;

/// <summary>A new account and the password to hand over: shown once, good for one sign-in, which asks for a new one.</summary>
public sealed record NewAccount(PersonId Person, string Email, string OneTimePassword);

/// <summary>Adds a person with an account and duties. Refused without a name, a valid e-mail nobody has yet, and a duty.</summary>
public sealed class AddPerson(PeopleDesk desk)
{
    public Task<Outcome<NewAccount>> RunAsync(Actor by, string name, string email, IReadOnlyCollection<Duty> duties, CancellationToken stopping) =>
        desk.RunAsync<NewAccount>(by, "person.add-refused", email, async unit =>
        {
            if (duties.Count == 0) return PeopleRefusals.NoDuty;
            if (NewPeople.NameFault(name) is { } fault) return fault;
            var person = new Person { Id = PersonId.New(desk.Now), Name = name.Trim(), CreatedAt = desk.Now };
            foreach (var duty in duties.Distinct())
            {
                if (person.Grant(duty, by, desk.Now).Refusal is { } why) return why;
            }

            var password = NewPeople.OneTimePassword();
            var added = await unit.AddAccountAsync(person.Id, email, password, mustChange: true, desk.Now);
            if (added.Refusal is { } no) return no;
            unit.Db.Persons.Add(person);
            unit.Db.Record(new(by, desk.Now, "person.added", person.Name, After: new { person = person.Id.ToString(), account = email.Trim(), duties }));
            return new NewAccount(person.Id, email.Trim(), password);
        }, stopping);
}
