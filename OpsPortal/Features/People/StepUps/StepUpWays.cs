using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.StepUps;

/// <summary>How an account can show once more who it is.</summary>
/// <param name="Code">Its authenticator app is set up.</param>
public sealed record StepUpWays(bool Password, bool Code, bool Passkey)
{
    public bool Any => Password || Code || Passkey;
}

/// <summary>Which ways an account has.</summary>
public sealed class StepUpQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>None for whoever is no person.</summary>
    public async Task<StepUpWays> WaysAsync(Actor by, CancellationToken stopping)
    {
        await using var db = databases.CreateDbContext();
        var account = await db.Users.AsNoTracking().Where(account => account.PersonId == by.Person && account.Email == by.Account)
            .Select(account => new { HasPassword = account.PasswordHash != null, HasCode = account.TotpSecret != null, HasPasskey = db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id) })
            .SingleOrDefaultAsync(stopping);
        return account is null ? new(false, false, false) : new(account.HasPassword, account.HasCode, account.HasPasskey);
    }
}
