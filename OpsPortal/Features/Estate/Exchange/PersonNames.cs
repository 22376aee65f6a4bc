using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>How files name persons: by the e-mail of any account, or by a name that only one has.</summary>
internal sealed class PersonNames
{
    private readonly Dictionary<string, PersonId?> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<PersonId, string> _names = [];

    private PersonNames()
    {
    }

    public static async Task<PersonNames> ReadAsync(OpsDb db, CancellationToken stopping)
    {
        var read = new PersonNames();
        foreach (var person in await TeamQueries.PeopleAsync(db, stopping))
        {
            read._names[person.Id] = person.Mail.Length > 0 ? person.Mail : person.Name;
            read._byName[person.Name] = read._byName.ContainsKey(person.Name) ? null : person.Id;
        }

        foreach (var account in db.Users.Select(account => new { account.Email, account.PersonId }))
        {
            if (account.Email is { } mail) read._byName[mail] = account.PersonId;
        }

        return read;
    }

    /// <summary>Null where nobody is called that, or several are.</summary>
    public PersonId? Find(string name) => _byName.GetValueOrDefault(name);

    public string NameOf(PersonId person) => _names.GetValueOrDefault(person, person.ToString());
}
