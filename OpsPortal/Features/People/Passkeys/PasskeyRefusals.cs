using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>Every no that has to do with passkeys.</summary>
internal static class PasskeyRefusals
{
    public static Refusal NotRight { get; } = new("passkey.not-right", "The passkey was not accepted. Use one that belongs to this portal and to this account.");

    public static Refusal TookTooLong { get; } = new("passkey.took-too-long", "That took longer than five minutes, or was answered already. Start again.");

    public static Refusal NameMissing { get; } = new("passkey.name-missing", $"Give the passkey a name of 1 to {PasskeyConfiguration.MaxNameLength} characters, such as the device it is on.");

    public static Refusal None { get; } = new("passkey.none", "This account has no passkey.");

    public static Refusal TooMany { get; } = new("passkey.too-many", $"An account has at most {PasskeyConfiguration.MostOfOne} passkeys. Remove one that is not used any more.");

    public static Refusal LastWayIn { get; } = new("passkey.last-way-in", "Without this passkey nobody could sign in to the account any more. Add another one first.");
}
