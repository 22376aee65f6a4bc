using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Administration;

namespace OpsPortal.Features.People.Links;

/// <summary>Says as whom the identity provider knows an account, and takes that away again. Nobody does it for himself; sessions of the person end.</summary>
public sealed class LinkExternal(PeopleDesk desk)
{
    /// <summary>The name under which subjects of the one identity provider are kept.</summary>
    public const string Provider = "oidc";

    public const int MaxSubjectLength = 255;

    /// <summary>Refused for a subject that another account has.</summary>
    public Task<Outcome<Account>> LinkAsync(Actor by, Guid id, string subject, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.link-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (PeopleRefusals.Linking(by, account.PersonId) is { } own) return own;
            if (subject.Trim() is not { Length: > 0 and <= MaxSubjectLength } known) return PeopleRefusals.SubjectInvalid;
            var logins = unit.Db.Set<IdentityUserLogin<Guid>>();
            if (await logins.AnyAsync(login => login.LoginProvider == Provider && login.ProviderKey == known, stopping)) return PeopleRefusals.SubjectTaken;
            logins.Add(Login(id, known));
            (await unit.Db.AccountsOfAsync(account.PersonId, stopping)).ForEach(AccountUnit.Renew);
            unit.Db.Record(new(by, desk.Now, "account.external-linked", account.Email ?? "", null, new { provider = Provider, subject = known }));
            return account;
        }, stopping);

    /// <summary>Refused where nobody could sign in to the account any more.</summary>
    public Task<Outcome<Account>> UnlinkAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.unlink-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (PeopleRefusals.Linking(by, account.PersonId) is { } own) return own;
            var linked = await unit.Db.Set<IdentityUserLogin<Guid>>().Where(login => login.UserId == id && login.LoginProvider == Provider).ToListAsync(stopping);
            if (linked.Count == 0) return Refusals.NotFound("That link");
            if (account.PasswordHash is null && !await unit.Db.Set<IdentityUserPasskey<Guid>>().AnyAsync(passkey => passkey.UserId == id, stopping)) return PeopleRefusals.LastWayIn;
            unit.Db.RemoveRange(linked);
            (await unit.Db.AccountsOfAsync(account.PersonId, stopping)).ForEach(AccountUnit.Renew);
            unit.Db.Record(new(by, desk.Now, "account.external-unlinked", account.Email ?? "", new { provider = Provider, subjects = linked.Select(login => login.ProviderKey) }, null));
            return account;
        }, stopping);

    internal static IdentityUserLogin<Guid> Login(Guid account, string subject) => new() { UserId = account, LoginProvider = Provider, ProviderKey = subject, ProviderDisplayName = "OpenID Connect" };
}
