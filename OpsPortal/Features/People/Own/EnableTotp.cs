using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Own;

/// <summary>Turns the second step on, once a code shows that the app has the secret. Answers the recovery codes, shown once.</summary>
public sealed class EnableTotp(OwnAccount own)
{
    public Task<Outcome<IReadOnlyList<string>>> RunAsync(Actor by, string password, string secret, string code, CancellationToken stopping) =>
        own.RunAsync<IReadOnlyList<string>>(by, password, (unit, account) => Task.FromResult(Enable(by, unit, account, secret, code)), stopping);

    private Outcome<IReadOnlyList<string>> Enable(Actor by, AccountUnit unit, Account account, string secret, string code)
    {
        if (account.TwoFactorEnabled) return PeopleRefusals.TotpOn;
        if (TwoStep.Accept(secret, code, own.Now, lastStep: 0) is not { } step) return PeopleRefusals.CodeWrong;
        var codes = TwoStep.NewRecoveryCodes();
        account.TurnTotpOn(secret, step, [.. codes.Select(TwoStep.Hash)]);
        unit.Db.Record(new(by, own.Now, "account.totp-enabled", account.Email!, new { totp = false }, new { totp = true }));
        return new Outcome<IReadOnlyList<string>>.Done(codes);
    }
}
