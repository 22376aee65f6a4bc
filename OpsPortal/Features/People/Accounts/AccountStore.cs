using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Accounts;

/// <summary>Identity's store, told never to save by itself: the use case saves, together with its act, in one transaction.</summary>
internal sealed class AccountStore : UserOnlyStore<Account, OpsDb, Guid>
{
    public AccountStore(OpsDb db, IdentityErrorDescriber describer) : base(db, describer) => AutoSaveChanges = false;
}

/// <summary>Accounts and the database behind them, for one operation.</summary>
/// <remarks>A page lives longer than an operation, so neither is ever taken from the page's own scope.</remarks>
public sealed class AccountUnit(AsyncServiceScope scope) : IAsyncDisposable
{
    public UserManager<Account> Users { get; } = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

    public OpsDb Db { get; } = scope.ServiceProvider.GetRequiredService<OpsDb>();

    public IUserClaimsPrincipalFactory<Account> Claims => scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>();

    /// <summary>Sets a password and signs the account out everywhere. Returns what the password rules object to, or null. Does not save.</summary>
    public async Task<Refusal?> SetPasswordAsync(Account account, string password, bool mustChange)
    {
        foreach (var rule in Users.PasswordValidators)
        {
            if (await rule.ValidateAsync(Users, account, password) is { Succeeded: false } weak)
                return PeopleRefusals.PasswordWeak(weak.Errors.First().Description);
        }

        account.PasswordHash = Users.PasswordHasher.HashPassword(account, password);
        account.MustChangePassword = mustChange;
        Renew(account);
        return null;
    }

    /// <summary>Saves, and ends at once the open sessions of everybody whose account was <see cref="Renew">renewed</see>.</summary>
    public async Task SaveAsync(CancellationToken stopping)
    {
        var renewed = Db.ChangeTracker.Entries<Account>().Where(entry => entry.State == EntityState.Modified && entry.Property(account => account.SecurityStamp).IsModified)
            .SelectMany(entry => new[] { entry.Entity.PersonId, entry.Property(account => account.PersonId).OriginalValue }).Distinct().ToList();
        await Db.SaveChangesAsync(stopping);
        scope.ServiceProvider.GetRequiredService<SessionWatch>().End(renewed);
    }

    /// <summary>Ends every session of the account with the next <see cref="SaveAsync"/>. Does not save.</summary>
    public static void Renew(Account account)
    {
        account.SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        account.ConcurrencyStamp = account.SecurityStamp;
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

/// <summary>Opens an <see cref="AccountUnit"/> for each operation.</summary>
public sealed class AccountUnits(IServiceScopeFactory scopes)
{
    public AccountUnit Open() => new(scopes.CreateAsyncScope());
}
