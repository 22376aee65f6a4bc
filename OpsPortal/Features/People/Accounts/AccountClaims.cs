using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Accounts;

/// <summary>What the cookie says about who is signed in: the person, the account, the duties.</summary>
internal sealed class AccountClaims(OpsDb db, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var person = await db.Persons.AsNoTracking().Include(p => p.Duties).SingleAsync(p => p.Id == user.PersonId);
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, person.Name),
            new(Actors.PersonClaim, person.Id.ToString()),
            new(Actors.AccountClaim, user.Email ?? ""),
            new(options.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""),
        };
        claims.AddRange(person.Duties.Select(grant => new Claim(Actors.DutyClaim, grant.Duty.ToString())));
        return new(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme));
    }
}

/// <summary>Adds the caller's address, so that acts on a page, which has no request, still say where they came from.</summary>
internal sealed class AddressClaim(IHttpContextAccessor requests) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is ClaimsIdentity { AuthenticationType: var scheme } person && scheme == IdentityConstants.ApplicationScheme
            && requests.HttpContext is { } request && !person.HasClaim(claim => claim.Type == Actors.FromClaim))
            person.AddClaim(new(Actors.FromClaim, request.From()));
        return Task.FromResult(principal);
    }
}
