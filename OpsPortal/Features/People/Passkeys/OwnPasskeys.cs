using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>One's own passkeys: what is there, renaming, removing. Only with a session of one's own; removing needs a step-up.</summary>
public sealed class OwnPasskeys(AccountUnits units, TimeProvider clock)
{
    /// <summary>By when they were made.</summary>
    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(Actor by, CancellationToken stopping)
    {
        await using var unit = units.Open();
        var kept = await unit.Db.Set<IdentityUserPasskey<Guid>>().AsNoTracking()
            .Where(passkey => unit.Db.Users.Any(account => account.Id == passkey.UserId && account.PersonId == by.Person && account.Email == by.Account)).ToListAsync(stopping);
        return [.. kept.OrderBy(passkey => passkey.Data.CreatedAt).Select(passkey => new PasskeyRow(Base64Url.EncodeToString(passkey.CredentialId), passkey.Data.Name ?? "", passkey.Data.CreatedAt, passkey.Data.IsBackedUp))];
    }

    public Task<Outcome<PasskeyRow>> RenameAsync(ActingSession by, string id, string name, CancellationToken stopping) => RunAsync(by, id, (unit, account, passkey) =>
    {
        if (NameFault(name) is { } why) return Task.FromResult<Outcome<PasskeyRow>>(why);
        unit.Db.Record(new(by.Actor, clock.GetUtcNow(), "account.passkey-renamed", account.Email ?? "", new { passkey = passkey.Data.Name }, new { passkey = name.Trim() }));
        passkey.Data.Name = name.Trim();
        return Task.FromResult<Outcome<PasskeyRow>>(Row(passkey));
    }, stopping);

    /// <summary>Refused where nobody could sign in to the account any more.</summary>
    public Task<Outcome<PasskeyRow>> RemoveAsync(ActingSession by, string id, Guid stepUp, CancellationToken stopping) => RunAsync(by, id, async (unit, account, passkey) =>
    {
        var at = clock.GetUtcNow();
        var session = await by.WithAsync(unit.Db, stepUp, stopping);
        if (session.Authorising(at) is { } why) return why;
        if (account.PasswordHash is null && (await unit.Users.GetPasskeysAsync(account)).Count == 1 && (await unit.Users.GetLoginsAsync(account)).Count == 0) return PasskeyRefusals.LastWayIn;
        if (session.StepUp is { } shown && await StepUpBook.UseAsync(unit.Db, shown, "passkey removed", at, stopping) is { } used) return used;
        unit.Db.Remove(passkey);
        unit.Db.Record(new(by.Actor, at, "account.passkey-removed", account.Email ?? "", new { passkey = passkey.Data.Name }, null));
        return Row(passkey);
    }, stopping);

    public static Refusal? NameFault(string name) => name.Trim() is { Length: > 0 and <= PasskeyConfiguration.MaxNameLength } trimmed && !trimmed.Any(char.IsControl) ? null : PasskeyRefusals.NameMissing;

    public static PasskeyRow Row(IdentityUserPasskey<Guid> passkey) => new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Data.Name ?? "", passkey.Data.CreatedAt, passkey.Data.IsBackedUp);

    private async Task<Outcome<PasskeyRow>> RunAsync(ActingSession by, string id, Func<AccountUnit, Account, IdentityUserPasskey<Guid>, Task<Outcome<PasskeyRow>>> act, CancellationToken stopping)
    {
        if (by.Confirming() is { } machine) return machine;
        await using var unit = units.Open();
        if (await unit.Users.FindByEmailAsync(by.Actor.Account) is not { DisabledAt: null } account || account.PersonId != by.Actor.Person) return PeopleRefusals.NoSuchAccount;
        var credential = new byte[id.Length];
        if (!Base64Url.TryDecodeFromChars(id, credential, out var length)
            || await unit.Db.Set<IdentityUserPasskey<Guid>>().FindAsync([credential[..length]], stopping) is not { } passkey || passkey.UserId != account.Id) return Refusals.NotFound("That passkey");
        var outcome = await act(unit, account, passkey);
        if (outcome is Outcome<PasskeyRow>.Refused) return outcome;
        try
        {
            await unit.Db.SaveChangesAsync(stopping);
            return outcome;
        }
        catch (DbUpdateConcurrencyException fault) when (StepUpBook.IsTwice(fault))
        {
            return DutyRefusals.StepUpUsed();
        }
    }
}
