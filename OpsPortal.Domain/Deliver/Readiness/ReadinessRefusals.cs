using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>Every expected no of readiness, in the words people read.</summary>
public static class ReadinessRefusals
{
    public const string NotMetCode = "readiness.not-met";

    /// <param name="missing">The criteria that do not hold.</param>
    public static Refusal NotMet(IReadOnlyList<CriterionStanding> missing) =>
        new(NotMetCode, $"It is not ready. {string.Join(" ", missing.Select(standing => $"{standing.Name}: {standing.Words}"))}");

    public static Refusal BadText(string what, int most) => new("readiness.invalid-text", $"The {what} has to be plain text of at most {most} characters.");

    public static Refusal BadCheck(string name) => new("readiness.invalid-check", $"\"{(name.Length > 80 ? name[..79] + "…" : name)}\" names no check; write one as security-baseline.");

    public static Refusal BadHold() => new("readiness.invalid-hold", $"Evidence counts for at least a minute and at most {CriterionDraft.LongestHold.TotalDays:0} days.");

    public static Refusal BadHeadroom() => new("readiness.invalid-headroom", "The headroom is a whole number of percent from 0 to 90.");

    public static Refusal TooMany() => new("readiness.too-many", $"There can be at most {Criterion.Most} criteria.");

    public static Refusal Changed() => new("readiness.changed-meanwhile", "Somebody else changed this criterion at the same moment; look again, then decide.");

    public static Refusal UnknownTeam() => new("readiness.invalid-team", "There is no such team.");

    public static Refusal Automatic(string criterion) => new("readiness.automatic", $"{criterion} is found out by the portal; nobody can say so instead.");

    public static Refusal NotAPerson() => new("readiness.not-a-person", "Only a person who is signed in can answer for evidence, not a key.");

    public static Refusal NotInTeam(string team) => new("readiness.not-in-team", $"Only the members of {team} answer for this.");

    public static Refusal NoEvidence() => new("readiness.invalid-evidence", "Write what was looked at, or where it can be looked at.");

    public static Refusal BadLink() => new("readiness.invalid-link", "The address of evidence begins with http:// or https://.");

    public static Refusal BadExpiry(DateTimeOffset latest) => new("readiness.invalid-expiry", $"Evidence of this kind has to expire in the future, and no later than {latest.UtcDateTime:d MMM yyyy HH:mm} UTC.");

    public static Refusal BadReport(string what) => new("readiness.invalid-report", $"The report has to give {what}.");

    public static Refusal Expired() => new("readiness.invalid-expiry", "The report has expired already.");

    public static Refusal BadSignature(string why) => new("readiness.bad-signature", $"The signature is not good: {why}.");

    public static Refusal Replayed(string id) => new("readiness.replayed", $"The report {id} was taken before. Each one has an id of its own.");

    public static Refusal NoSecret() => new("readiness.no-secret", "No secret is set for reports: OpsPortal:Readiness:Secrets names none.");
}
