namespace OpsPortal.Features.People.Administration;

/// <summary>The state of an account in a few words.</summary>
internal static class AccountState
{
    public static string Of(AccountRow account, DateTimeOffset at)
    {
        var words = new List<string>();
        if (account.DisabledAt is not null) words.Add("disabled");
        if (account.LockedUntil > at) words.Add("locked");
        if (account.MustChangePassword) words.Add("one-time password");
        if (account.HasTotp) words.Add("two-step");
        if (account.Passkeys > 0) words.Add(account.Passkeys == 1 ? "1 passkey" : $"{account.Passkeys} passkeys");
        if (account.Subject is not null) words.Add("identity provider");
        return string.Join(" · ", words);
    }
}
