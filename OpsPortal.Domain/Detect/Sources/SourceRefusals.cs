using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Sources;

/// <summary>Every expected no of a source, in the words people read.</summary>
public static class SourceRefusals
{
    public static Refusal NameInvalid { get; } =
        new("source.name-invalid", $"A name begins with a lower-case letter, holds lower-case letters, digits, dots and hyphens, and has {Signal.MaxSourceLength} characters at most.");

    public static Refusal NameTaken { get; } = new("source.name-taken", "There is a source with this name already.");

    public static Refusal NameReserved { get; } = new("source.name-reserved", "The portal speaks under this name itself; choose another.");

    public static Refusal TeamTooLong { get; } = new("source.team-too-long", $"The name of a team has {IntakeSource.MaxTeamLength} characters at most.");

    public static Refusal HeartbeatOutOfBounds { get; } = new("source.heartbeat-out-of-bounds", "A heartbeat is between a minute and 31 days.");

    public static Refusal NoKey { get; } = new("source.no-key", "Syslog has no keys: whoever reaches the port may send. Restrict it in the network.");

    public static Refusal CannotSign { get; } = new("source.cannot-sign", "Senders of this kind do not sign what they send.");

    public static Refusal NoMapping { get; } = new("source.no-mapping", "Only a source of the kind JSON has a mapping.");

    public static Refusal IsDefault { get; } = new("source.is-default", "This source serves every key that belongs to none in particular; switch it off instead.");

    public static Refusal ChangedMeanwhile { get; } = new("source.changed-meanwhile", "Somebody changed this source meanwhile. Look again, then decide.");

    public static Refusal KeepsIdentity { get; } = new("source.keeps-identity", "Senders of this kind say themselves what belongs together, by a key of their own.");

    public static Refusal FingerprintLabels { get; } = new("source.fingerprint-labels", $"Name between one and {FingerprintRule.MostLabels} labels.");

    public static Refusal FingerprintLabelInvalid(string name) =>
        new("source.fingerprint-label-invalid", $"No label is called “{(name.Length <= 40 ? name : name[..40] + "…")}”: a name is one line of {FingerprintRule.MaxLabelLength} characters at most.");

    public static Refusal NotRenewed { get; } =
        new("source.not-renewed", "The rule is saved, but its open events could not be brought in line with it: the database cannot be written now. Save it once more.");

    public static Refusal MappingInvalid(string why) => new("source.mapping-invalid", why);
}
