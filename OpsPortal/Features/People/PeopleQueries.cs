using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Links;
using OpsPortal.Storage;

namespace OpsPortal.Features.People;

/// <summary>A person with duties and accounts, as administrators see them.</summary>
public sealed record PersonRow(PersonId Id, string Name, DateTimeOffset CreatedAt, IReadOnlyList<DutyRow> Duties, IReadOnlyList<AccountRow> Accounts);

/// <summary>A duty held: since when and from whom.</summary>
public sealed record DutyRow(Duty Duty, DateTimeOffset GrantedAt, string GrantedBy);

/// <summary>One account of a person.</summary>
/// <param name="LockedUntil">UTC; null or past: not locked.</param>
/// <param name="HasTotp">A second step is asked for.</param>
/// <param name="MustChangePassword">Has a one-time password that was not used yet.</param>
/// <param name="Subject">As whom the identity provider knows it; null: it does not.</param>
public sealed record AccountRow(
    Guid Id, string Email, DateTimeOffset? DisabledAt, DateTimeOffset? LockedUntil, bool HasTotp, bool MustChangePassword, DateTimeOffset? LastSignInAt, int RecoveryCodesLeft,
    bool HasPassword, string? Subject, int Passkeys);

/// <summary>A key as listed: never the key itself.</summary>
public sealed record ApiKeyRow(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>What the administration pages and one's own page show.</summary>
public sealed class PeopleQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<PersonRow>> PeopleAsync(CancellationToken stopping) => await ReadAsync(null, stopping);

    public async Task<PersonRow?> PersonAsync(PersonId id, CancellationToken stopping) => (await ReadAsync(id, stopping)).SingleOrDefault();

    /// <summary>Every key, revoked ones last, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> KeysAsync(CancellationToken stopping)
    {
        await using var db = databases.CreateDbContext();
        var names = await db.Persons.AsNoTracking().ToDictionaryAsync(person => person.Id, person => person.Name, stopping);
        var keys = await db.ApiKeys.AsNoTracking().OrderBy(key => key.RevokedAt != null).ThenByDescending(key => key.CreatedAt).ThenBy(key => key.Name).ToListAsync(stopping);
        return [.. keys.Select(key => new ApiKeyRow(key.Id, key.Name, key.Prefix, key.Scopes,
            key.CreatedBy is { } by ? names.GetValueOrDefault(by, "") : "OpsPortal", key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt))];
    }

    private async Task<List<PersonRow>> ReadAsync(PersonId? only, CancellationToken stopping)
    {
        await using var db = databases.CreateDbContext();
        var persons = await db.Persons.AsNoTracking().Include(person => person.Duties)
            .Where(person => only == null || person.Id == only).OrderBy(person => person.Name).ThenBy(person => person.Id).ToListAsync(stopping);
        var accounts = (await db.Users.AsNoTracking().Where(account => only == null || account.PersonId == only).ToListAsync(stopping)).ToLookup(account => account.PersonId);
        var subjects = (await db.Set<IdentityUserLogin<Guid>>().AsNoTracking().Where(login => login.LoginProvider == LinkExternal.Provider).ToListAsync(stopping)).ToLookup(login => login.UserId, login => login.ProviderKey);
        var passkeys = (await db.Set<IdentityUserPasskey<Guid>>().GroupBy(passkey => passkey.UserId).Select(own => new { own.Key, Count = own.Count() }).ToListAsync(stopping)).ToDictionary(own => own.Key, own => own.Count);
        return [.. persons.Select(person => new PersonRow(person.Id, person.Name, person.CreatedAt,
            [.. person.Duties.OrderBy(grant => grant.Duty).Select(grant => new DutyRow(grant.Duty, grant.GrantedAt, grant.GrantedBy))],
            [.. accounts[person.Id].OrderBy(account => account.Email, StringComparer.Ordinal).Select(account => Row(account, subjects[account.Id].FirstOrDefault(), passkeys.GetValueOrDefault(account.Id)))]))];
    }

    private static AccountRow Row(Account account, string? subject, int passkeys) => new(account.Id, account.Email ?? "", account.DisabledAt, account.LockoutEnd, account.TwoFactorEnabled,
        account.MustChangePassword, account.LastSignInAt, account.RecoveryCodes.Count, account.PasswordHash is not null, subject, passkeys);
}
