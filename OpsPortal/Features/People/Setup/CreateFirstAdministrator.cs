using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Administration;

namespace OpsPortal.Features.People.Setup;

/// <summary>Makes the first administrator with the token from the log. The token works once, and not at all when there is an account.</summary>
public sealed class CreateFirstAdministrator(FirstRun firstRun, AccountUnits units, TimeProvider clock, ILogger<CreateFirstAdministrator> log)
{
    // Two submissions at once must not make two administrators.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public async Task<Outcome<Account>> RunAsync(string token, string name, string email, string password, string from, CancellationToken stopping)
    {
        await OneAtATime.WaitAsync(stopping);
        try
        {
            if (!await firstRun.IsPendingAsync(stopping)) return PeopleRefusals.SetupDone;
            if (!firstRun.Accepts(token)) return PeopleRefusals.TokenWrong;
            if (NewPeople.NameFault(name) is { } fault) return fault;
            var at = clock.GetUtcNow();
            var person = new Person { Id = PersonId.New(at), Name = name.Trim(), CreatedAt = at };
            person.Start(Duty.Administrator, "Set-up", at);

            await using var unit = units.Open();
            var added = await unit.AddAccountAsync(person.Id, email, password, mustChange: false, at);
            if (added is Outcome<Account>.Refused) return added;
            unit.Db.Persons.Add(person);
            unit.Db.Record(new(Actor.Portal("Set-up") with { From = from }, at, "setup.administrator-created", email.Trim(), After: new { person = person.Id.ToString(), name = person.Name }));
            await unit.Db.SaveChangesAsync(stopping);
            firstRun.Close();
            log.SetupDone();
            return added;
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
