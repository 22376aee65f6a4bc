using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Oidc;

/// <summary>Every no to somebody whom the identity provider named.</summary>
internal static class OidcRefusals
{
    public static Refusal NoSubject { get; } = new("oidc.no-subject", "The identity provider did not say who you are. Ask an administrator of the portal.");

    public static Refusal NotAdmitted { get; } = new("oidc.not-admitted", "The identity provider knows you, but none of your groups gives a duty here and no account is linked. Ask an administrator of the portal.");

    public static Refusal NoEmail { get; } = new("oidc.no-email", "The identity provider gave no verified e-mail address for you, which an account here needs. Ask an administrator of the portal.");

    public static Refusal EmailOfAnother(string email) => new("oidc.email-of-another", $"There is already an account {email}. An address alone proves nothing, so an administrator has to link it with the identity provider.");

    /// <summary>Those that may be shown on the sign-in page, by what stands in its address.</summary>
    public static string? Told(string notice) => notice switch
    {
        "oidc.no-subject" => NoSubject.Message,
        "oidc.not-admitted" => NotAdmitted.Message,
        "oidc.no-email" => NoEmail.Message,
        "oidc.email-of-another" => "There is already an account with your e-mail address. An address alone proves nothing, so an administrator has to link it with the identity provider.",
        "account.sign-in-expired" => "That took too long. Start again.",
        "provider-failed" => "The identity provider did not sign you in. Try again, or sign in with e-mail and password.",
        _ => null,
    };
}
