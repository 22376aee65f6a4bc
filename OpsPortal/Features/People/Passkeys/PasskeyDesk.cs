using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>Asks browsers for passkeys and judges what they say, for the request at hand.</summary>
internal sealed class PasskeyDesk(RelyingParty party, Ceremonies ceremonies)
{
    /// <param name="account">Whose passkey it is to be; null: whoever has one.</param>
    public async Task<PasskeyQuestion> AskAsync(AccountUnit unit, HttpContext request, CeremonyKind kind, Account? account)
    {
        var asked = await Handler(unit, request).MakeRequestOptionsAsync(account, request);
        return new(ceremonies.Keep(kind, account?.Id, asked.AssertionState ?? ""), Read(asked.RequestOptionsJson));
    }

    public async Task<PasskeyQuestion> AskForNewAsync(AccountUnit unit, HttpContext request, Account account, string name)
    {
        var asked = await Handler(unit, request).MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.Email ?? name, DisplayName = name }, request);
        return new(ceremonies.Keep(CeremonyKind.Add, account.Id, asked.AttestationState ?? ""), Read(asked.CreationOptionsJson));
    }

    /// <summary>The account that the passkey belongs to. Its counter is kept with the next save.</summary>
    public async Task<Outcome<Account>> JudgeAsync(AccountUnit unit, HttpContext request, CeremonyKind kind, Guid? account, PasskeyAnswer answer)
    {
        if (ceremonies.Take(answer.Ceremony, kind, account) is not { } ceremony) return PasskeyRefusals.TookTooLong;
        var result = await Handler(unit, request).PerformAssertionAsync(new() { HttpContext = request, CredentialJson = answer.Credential.GetRawText(), AssertionState = ceremony.State });
        if (result is not { Succeeded: true, Passkey: { } passkey, User: { } owner } || (account is { } wanted && owner.Id != wanted)) return PasskeyRefusals.NotRight;
        if (await unit.Db.Set<IdentityUserPasskey<Guid>>().FindAsync([passkey.CredentialId], request.RequestAborted) is not { } kept) return PasskeyRefusals.NotRight;
        (kept.Data.SignCount, kept.Data.IsBackedUp, kept.Data.IsUserVerified) = (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified);
        return owner;
    }

    public async Task<Outcome<UserPasskeyInfo>> JudgeNewAsync(AccountUnit unit, HttpContext request, Account account, PasskeyAnswer answer)
    {
        if (ceremonies.Take(answer.Ceremony, CeremonyKind.Add, account.Id) is not { } ceremony) return PasskeyRefusals.TookTooLong;
        var result = await Handler(unit, request).PerformAttestationAsync(new() { HttpContext = request, CredentialJson = answer.Credential.GetRawText(), AttestationState = ceremony.State });
        return result is { Succeeded: true, Passkey: { } passkey, UserEntity: { } entity } && entity.Id == account.Id.ToString() ? passkey : PasskeyRefusals.NotRight;
    }

    private PasskeyHandler<Account> Handler(AccountUnit unit, HttpContext request) => new(unit.Users, party.For(request.Request));

    private static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
