using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Keys;

namespace OpsPortal.Features.People.Demo;

/// <summary>The people and keys of the demo organisation. Adding them twice adds nothing.</summary>
public sealed class DemoPeople(AccountUnits units, TimeProvider clock, ILogger<DemoPeople> log)
{
    /// <summary>Of every demo account; refused everywhere but in Development.</summary>
    public const string Password = "OpsPortal-Demo-1";

    public const string IntakeKey = "ops_demo_intake_key";
    public const string EveryScopeKey = "ops_demo_api_key";

    private const string Seed = "Demo", KeyOwner = "operator@demo.local";

    /// <summary>The demo organisation has been there for a while: a duty that was given just now would not count for an approval.</summary>
    private static readonly TimeSpan Earlier = TimeSpan.FromDays(30);

    /// <summary>Mailbox, name and duties.</summary>
    private static readonly (string Mailbox, string Name, Duty[] Duties)[] People =
    [
        ("desk", "Dana Okafor", [Duty.ServiceDesk]),
        ("operator", "Oskar Lindqvist", [Duty.Operator]),
        ("developer", "Mei Tanaka", [Duty.Developer]),
        ("approver", "Priya Raman", [Duty.ReleaseManager]),
        ("approver2", "Tomás Herrera", [Duty.ChangeManager]),
        ("manager", "Ruth Adler", [Duty.Manager]),
        ("admin", "Ada Novak", [Duty.Administrator, Duty.Auditor]),
    ];

    private static readonly (string Name, string Key, string[] Scopes)[] Keys =
    [
        ("Demo intake", IntakeKey, [Permissions.SignalsIngest, Permissions.SilencesRead, Permissions.SilencesWrite, Permissions.EventsRead]),
        ("Demo API", EveryScopeKey, [.. Permissions.All.Except(Permissions.OfPersonsOnly).Order(StringComparer.Ordinal)]),
    ];

    internal static FrozenSet<string> KeyHashes { get; } = Keys.Select(key => KeyHash.ToHex(key.Key)).ToFrozenSet();

    public async Task AddAsync(CancellationToken stopping)
    {
        await using var unit = units.Open();
        var at = clock.GetUtcNow();

        // One salt for all: the password is no secret, and hashing it seven times would double the time to the first page.
        var hash = new Lazy<string>(() => unit.Users.PasswordHasher.HashPassword(new(), Password));
        foreach (var (mailbox, name, duties) in People) await AddAsync(unit, $"{mailbox}@demo.local", name, duties, hash, at);
        var stored = await unit.Db.ApiKeys.Select(key => key.Hash).ToListAsync(stopping);

        // Somebody answers for what a key does.
        var owner = unit.Db.Users.Local.FirstOrDefault(account => account.Email == KeyOwner)?.PersonId ?? await unit.Db.Users.Where(account => account.Email == KeyOwner).Select(account => (PersonId?)account.PersonId).SingleOrDefaultAsync(stopping);
        foreach (var (name, text, scopes) in Keys)
        {
            if (!stored.Contains(KeyHash.ToHex(text)))
                unit.Db.ApiKeys.Add(new() { Id = Guid.CreateVersion7(at), Name = name, Prefix = KeyHash.Shown(text), Hash = KeyHash.ToHex(text), Scopes = scopes, CreatedBy = owner, CreatedAt = at });
        }

        if (unit.Db.ChangeTracker.HasChanges())
        {
            unit.Db.Record(new(Actor.Portal(Seed), at, "demo.people-added", "demo organisation", After: new { accounts = People.Select(person => person.Mailbox) }));
            await unit.Db.SaveChangesAsync(stopping);
        }

        log.DemoReady("desk@demo.local", string.Join(", ", People.Skip(1).Select(person => person.Mailbox)), Password);
    }

    private static async Task AddAsync(AccountUnit unit, string email, string name, Duty[] duties, Lazy<string> hash, DateTimeOffset at)
    {
        if (await unit.Users.FindByEmailAsync(email) is not null) return;
        var person = new Person { Id = PersonId.New(at), Name = name, CreatedAt = at };
        foreach (var duty in duties) person.Start(duty, Seed, at - Earlier);
        var account = new Account { Id = Guid.CreateVersion7(at), UserName = email, Email = email, EmailConfirmed = true, PersonId = person.Id, CreatedAt = at };

        // Not through the password rules, which refuse a password that everybody knows.
        account.PasswordHash = hash.Value;
        AccountUnit.Renew(account);
        await unit.Users.UpdateNormalizedUserNameAsync(account);
        await unit.Users.UpdateNormalizedEmailAsync(account);
        unit.Db.Persons.Add(person);
        unit.Db.Users.Add(account);
    }
}
