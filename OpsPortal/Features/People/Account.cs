using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

/// <summary>A way for a person to sign in. A person may own several; what counts is the person.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Failures in a row after which the account is locked.</summary>
    public const int FailuresAllowed = 5;

    /// <summary>How long a locked account stays locked.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public PersonId PersonId { get; set; }

    public Person? Person { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null: may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Somebody else knows the password: it must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>UTC; null: never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Shared secret of the second step, base 32; null while it is off.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>The 30-second step of the last code accepted; a code works once.</summary>
    public long TotpStep { get; set; }

    /// <summary>SHA-256 of every recovery code not used yet, lower-case hex.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public bool IsLocked(DateTimeOffset at) => LockoutEnd > at;

    public bool MayTry(DateTimeOffset at) => DisabledAt is null && !IsLocked(at);

    /// <summary>Counts a wrong password or code. Returns whether this one locked the account.</summary>
    public bool CountFailure(DateTimeOffset at)
    {
        ConcurrencyStamp = Guid.CreateVersion7(at).ToString();
        if (++AccessFailedCount < FailuresAllowed) return false;
        AccessFailedCount = 0;
        LockoutEnd = at + LockedFor;
        return true;
    }

    /// <summary>A right password, code or passkey of somebody who is signed in already.</summary>
    /// <param name="isCode">A code counts once: of two that come at the same moment only one can save.</param>
    public void CountConfirmation(DateTimeOffset at, bool isCode)
    {
        if (AccessFailedCount == 0 && !isCode) return;
        ConcurrencyStamp = Guid.CreateVersion7(at).ToString();
        AccessFailedCount = 0;
    }

    public void CountSuccess(DateTimeOffset at)
    {
        ConcurrencyStamp = Guid.CreateVersion7(at).ToString();
        AccessFailedCount = 0;
        LockoutEnd = null;
        LastSignInAt = at;
    }

    /// <summary>Asks for a code at every sign-in from now on.</summary>
    public void TurnTotpOn(string secret, long step, IReadOnlyList<string> recoveryCodeHashes) =>
        (TwoFactorEnabled, TotpSecret, TotpStep, RecoveryCodes) = (true, secret, step, recoveryCodeHashes);

    public void TurnTotpOff() => (TwoFactorEnabled, TotpSecret, TotpStep, RecoveryCodes) = (false, null, 0, []);
}
