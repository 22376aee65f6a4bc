using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Links;
using OpsPortal.Live;

namespace OpsPortal.Features.People.Oidc;

/// <summary>Signs in whoever the identity provider has just named. The account is found by the provider's subject, never by an e-mail address.</summary>
/// <remarks>
/// Somebody new gets a person and an account where one of the groups gives a duty. Duties that groups give are made what the groups say at every sign-in;
/// duties that an administrator granted stay.
/// </remarks>
internal sealed class SignInWithProvider(AccountUnits units, IOptions<OidcOptions> options, ChangeFeed feed, TimeProvider clock, ILogger<SignInWithProvider> log)
{
    public async Task<Outcome<SignInStep>> RunAsync(HttpContext request)
    {
        var stopping = request.RequestAborted;
        if (!options.Value.IsOn || (await request.AuthenticateAsync(OidcScheme.CookieScheme)).Principal is not { } said) return PeopleRefusals.SignInExpired;
        await request.SignOutAsync(OidcScheme.CookieScheme);
        var visitor = new ProviderVisitor(said, options.Value.GroupsClaim);
        await using var unit = units.Open();
        var at = clock.GetUtcNow();
        var found = await FindOrAddAsync(unit, visitor, at, stopping);
        if (found is not Outcome<Account>.Done(var account)) return await RefuseAsync(request, visitor, found.Refusal ?? OidcRefusals.NoSubject, at);
        if (account.DisabledAt is not null) return await RefuseAsync(request, visitor, OidcRefusals.NotAdmitted, at);
        try
        {
            await TakeGroupsAsync(unit, account, visitor, at, stopping);
            var step = await unit.ContinueAsync(request, account, codeGiven: true, at, "identity provider");
            feed.Publish(ChangeKind.People);
            return step;
        }
        catch (DbUpdateConcurrencyException)
        {
            log.AttemptsCollided(account.Email ?? "");
            return PeopleRefusals.SignInExpired;
        }
    }

    private async Task<Outcome<Account>> FindOrAddAsync(AccountUnit unit, ProviderVisitor visitor, DateTimeOffset at, CancellationToken stopping)
    {
        if (visitor.Subject.Length is 0 or > LinkExternal.MaxSubjectLength) return OidcRefusals.NoSubject;
        var login = await unit.Db.Set<IdentityUserLogin<Guid>>().AsNoTracking().SingleOrDefaultAsync(known => known.LoginProvider == LinkExternal.Provider && known.ProviderKey == visitor.Subject, stopping);
        if (login is not null) return await unit.Db.Users.FindAsync([login.UserId], stopping) is { } known ? known : OidcRefusals.NotAdmitted;
        if (options.Value.DutiesOf(visitor.Groups).Count == 0) return OidcRefusals.NotAdmitted;
        if (visitor.Email.Length is 0 or > 254 || !visitor.IsEmailVerified) return OidcRefusals.NoEmail;
        if (await unit.Users.FindByEmailAsync(visitor.Email) is not null) return OidcRefusals.EmailOfAnother(visitor.Email);

        var person = new Person { Id = PersonId.New(at), Name = OneLine.Of(visitor.Name, Person.MaxNameLength), CreatedAt = at };
        var account = new Account { Id = Guid.CreateVersion7(at), UserName = visitor.Email, Email = visitor.Email, EmailConfirmed = true, PersonId = person.Id, CreatedAt = at };
        AccountUnit.Renew(account);
        await unit.Users.UpdateNormalizedUserNameAsync(account);
        await unit.Users.UpdateNormalizedEmailAsync(account);
        unit.Db.AddRange(person, account, LinkExternal.Login(account.Id, visitor.Subject));
        unit.Db.Record(new(Actor.Portal("Identity provider"), at, "person.added", person.Name, After: new { person = person.Id.ToString(), account = visitor.Email, subject = visitor.Subject }));
        await unit.Db.SaveChangesAsync(stopping);
        return account;
    }

    private async Task TakeGroupsAsync(AccountUnit unit, Account account, ProviderVisitor visitor, DateTimeOffset at, CancellationToken stopping)
    {
        var person = await unit.Db.Persons.Include(found => found.Duties).SingleAsync(found => found.Id == account.PersonId, stopping);
        var before = person.Duties.Select(grant => grant.Duty).ToArray();
        if (!person.TakeFromGroups(options.Value.DutiesOf(visitor.Groups), at)) return;
        (await unit.Db.Users.Where(own => own.PersonId == person.Id).ToListAsync(stopping)).ForEach(AccountUnit.Renew);
        unit.Db.Record(new(Actor.Portal("Identity provider"), at, "duty.mapped", person.Name,
            new { person = person.Id.ToString(), duties = before }, new { person = person.Id.ToString(), duties = person.Duties.Select(grant => grant.Duty), groups = person.Duties.Where(grant => grant.Group.Length > 0).Select(grant => grant.Group) }));

        // What the cookie says is read from the database.
        await unit.SaveAsync(stopping);
    }

    private async Task<Outcome<SignInStep>> RefuseAsync(HttpContext request, ProviderVisitor visitor, Refusal why, DateTimeOffset at)
    {
        await using var unit = units.Open();
        unit.Db.Record(new(Actors.Nobody with { Account = visitor.Email, From = request.From() }, at, "account.sign-in-failed", visitor.Email.Length == 0 ? "unknown account" : visitor.Email,
            After: new { way = "identity provider", subject = OneLine.Of(visitor.Subject, LinkExternal.MaxSubjectLength), refused = why.Code }));
        await unit.Db.SaveChangesAsync(request.RequestAborted);
        return why;
    }
}

/// <summary>Whom the identity provider named.</summary>
internal sealed class ProviderVisitor(ClaimsPrincipal said, string groupsClaim)
{
    public string Subject { get; } = said.FindFirstValue("sub") ?? "";

    public string Email { get; } = (said.FindFirstValue("email") ?? "").Trim();

    /// <summary>Providers that say nothing of it are believed; the address only names the account.</summary>
    public bool IsEmailVerified { get; } = !string.Equals(said.FindFirstValue("email_verified"), "false", StringComparison.OrdinalIgnoreCase);

    public string Name { get; } = said.FindFirstValue("name") is { Length: > 0 } name ? name : said.FindFirstValue("preferred_username") ?? said.FindFirstValue("email") ?? "Somebody";

    public IReadOnlyList<string> Groups { get; } = [.. said.FindAll(groupsClaim).Select(claim => claim.Value)];
}
