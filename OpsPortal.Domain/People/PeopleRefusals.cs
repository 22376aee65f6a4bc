using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.People;

/// <summary>Every no that has to do with persons, accounts and keys.</summary>
public static class PeopleRefusals
{
    public static Refusal NotPermitted { get; } = new("people.not-permitted", "Your duties do not allow this.");

    public static Refusal SelfGrant { get; } = new("people.self-grant", "Nobody grants a duty to himself or herself. Ask another administrator.");

    /// <summary>A machine has no person to answer for the grant.</summary>
    public static Refusal PersonNeeded { get; } = new("people.person-needed", "Only a person may do this, not an API key.");

    public static Refusal NoDuty { get; } = new("people.no-duty", "Choose at least one duty: without one an account opens nothing.");

    public static Refusal NoSuchPerson { get; } = new("people.no-such-person", "This person does not exist any more.");

    public static Refusal NoSuchAccount { get; } = new("people.no-such-account", "This account does not exist any more.");

    public static Refusal LastAdministrator { get; } = new("people.last-administrator", "This is the last administrator who can sign in. Make somebody else administrator first.");

    public static Refusal OwnAccount { get; } = new("people.own-account", "Nobody does this to an account of his or her own. Ask another administrator.");

    public static Refusal SelfLink { get; } = new("people.self-link", "Nobody links accounts for himself or herself. Ask another administrator.");

    public static Refusal AlreadyLinked(string email, string person) => new("people.already-linked", $"{email} is an account of {person} already.");

    public static Refusal LastAccount(string person) => new("people.last-account", $"This is the only account of {person}. Link another one first, or disable this one.");

    public static Refusal LastWayIn { get; } = new("people.last-way-in", "Without this nobody could sign in to the account any more. Give it a password first.");

    public static Refusal SubjectInvalid { get; } = new("people.subject-missing", "Give the subject by which the identity provider knows the account, as it stands in the audit trail of the refused sign-in.");

    public static Refusal SubjectTaken { get; } = new("people.subject-taken", "Another account is linked with this subject already.");

    /// <summary>Whoever links an account of a person, and is no person or is that person; null for everybody else.</summary>
    public static Refusal? Linking(Actor by, params ReadOnlySpan<PersonId> persons) =>
        by.Person is not { } person ? PersonNeeded : persons.Contains(person) ? SelfLink : null;

    public static Refusal NameInvalid { get; } = new("people.name-invalid", $"Give a name of 1 to {Person.MaxNameLength} characters.");

    public static Refusal EmailInvalid { get; } = new("people.email-invalid", "Give a valid e-mail address.");

    public static Refusal EmailTaken(string email) => new("people.email-taken", $"There is already an account {email}.");

    public static Refusal DutyHeld(string person, Duty duty) => new("people.duty-held", $"{person} already has the duty {Duties.Title(duty)}.");

    public static Refusal DutyNotHeld(string person, Duty duty) => new("people.duty-not-held", $"{person} does not have the duty {Duties.Title(duty)}.");

    public static Refusal AlreadyDisabled { get; } = new("account.already-disabled", "This account is already disabled.");

    public static Refusal NotDisabled { get; } = new("account.not-disabled", "This account is not disabled.");

    public static Refusal PasswordWrong { get; } = new("account.password-wrong", "The current password is not right.");

    public static Refusal PasswordUnchanged { get; } = new("account.password-unchanged", "The new password is the old one. Choose another.");

    /// <summary>What a password lacks, as the password rules word it.</summary>
    public static Refusal PasswordWeak(string why) => new("account.password-weak", why);

    /// <summary>The same words whatever was wrong, so that nobody learns which accounts exist.</summary>
    public static Refusal SignInFailed { get; } = new("account.sign-in-failed",
        "Sign-in failed. Check e-mail and password. After 5 failures an account stays locked for 15 minutes.");

    public static Refusal TooManyAttempts { get; } = new("account.too-many-attempts", "Too many attempts from your address. Wait five minutes, then try again.");

    public static Refusal AccountLocked { get; } = new("account.locked-now", "This account is locked for 15 minutes after 5 wrong attempts. Wait, then try again.");

    public static Refusal SignInExpired { get; } = new("account.sign-in-expired", "That took too long. Start again with e-mail and password.");

    public static Refusal CodeWrong { get; } = new("account.code-wrong", "The code is not right. Codes change every 30 seconds and work once.");

    public static Refusal TotpOn { get; } = new("account.totp-on", "Two-step sign-in is already on for this account.");

    public static Refusal TotpOff { get; } = new("account.totp-off", "Two-step sign-in is not on for this account.");

    public static Refusal NoSuchKey { get; } = new("api-key.no-such-key", "This API key does not exist.");

    public static Refusal KeyRevoked { get; } = new("api-key.revoked", "This API key is already revoked.");

    public static Refusal KeyNameInvalid { get; } = new("api-key.name-invalid", "Give the key a name of 1 to 120 characters, such as the sender it is for.");

    public static Refusal NoScope { get; } = new("api-key.no-scope", "Choose at least one permission for the key.");

    public static Refusal UnknownScope(string scope) => new("api-key.unknown-scope", $"There is no permission {scope}.");

    public static Refusal ExpiryPast { get; } = new("api-key.expiry-past", "The expiry lies in the past.");

    public static Refusal SetupDone { get; } = new("setup.done", "The portal is already set up. Sign in instead.");

    public static Refusal TokenWrong { get; } = new("setup.token-wrong", "The token is not right. The portal wrote it to its log when it started.");
}
