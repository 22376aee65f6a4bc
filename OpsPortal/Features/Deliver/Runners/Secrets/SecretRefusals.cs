using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

internal static class SecretRefusals
{
    public const string UnknownCode = "secret.unknown";

    public static Refusal BadName() => new("secret.invalid-name", $"A name begins with a letter and has letters, digits and underscores, {StoredSecret.MaxNameLength} at most.");

    public static Refusal BadValue() => new("secret.invalid-value", $"A secret has between {StoredSecret.ShortestValue} and {StoredSecret.LongestValue} characters. Shorter ones cannot be kept out of logs.");

    public static Refusal NameTaken(string name) => new("secret.name-taken", $"There is a secret {name} already.");

    public static Refusal TooMany() => new("secret.too-many", $"There can be {StoredSecret.Most} secrets at most.");

    public static Refusal Unknown(string name) => new(UnknownCode, $"There is no secret {name}. Set it, then try again.");

    public static Refusal Unreadable(string name) => new("secret.unreadable", $"The secret {name} cannot be read any more: the keys it was sealed with are gone. Set it again.");

    public static Refusal BadReference() => new("secret.invalid-reference", "A secret is named as {secret:NAME}, and stands for a value, not for the name of a member.");
}
