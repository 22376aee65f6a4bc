using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>What adding a person, linking an account and setting the portal up have in common.</summary>
internal static class NewPeople
{
    private static readonly EmailAddressAttribute Email = new();

    /// <summary>Four groups of four letters and digits that cannot be misread, about 79 random bits.</summary>
    public static string OneTimePassword() => string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16).Chunk(4).Select(group => new string(group)));

    public static Refusal? NameFault(string name) => name.Trim() is { Length: > 0 and <= Person.MaxNameLength } ? null : PeopleRefusals.NameInvalid;

    /// <summary>Adds an account. Refused for an e-mail that is none or is taken, and for a weak password. Does not save.</summary>
    public static async Task<Outcome<Account>> AddAccountAsync(this AccountUnit unit, PersonId person, string email, string password, bool mustChange, DateTimeOffset at)
    {
        email = email.Trim();
        if (email.Length is 0 or > 254 || !Email.IsValid(email)) return PeopleRefusals.EmailInvalid;
        if (await unit.Users.FindByEmailAsync(email) is not null) return PeopleRefusals.EmailTaken(email);
        var account = new Account { Id = Guid.CreateVersion7(at), UserName = email, Email = email, EmailConfirmed = true, PersonId = person, CreatedAt = at };
        if (await unit.SetPasswordAsync(account, password, mustChange) is { } weak) return weak;
        await unit.Users.UpdateNormalizedUserNameAsync(account);
        await unit.Users.UpdateNormalizedEmailAsync(account);
        unit.Db.Users.Add(account);
        return account;
    }
}
