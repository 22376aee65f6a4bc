using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>Why a silence cannot be set or found. The messages are those of Alertmanager, so that its users recognise them.</summary>
public static class SilenceRefusals
{
    public const string NotFoundCode = "silence.not-found";
    public const string ChangedMeanwhileCode = "silence.changed-meanwhile";
    public const string StartsAfterEndCode = "silence.starts-after-end";
    public const string EndsInPastCode = "silence.ends-in-past";

    public static Refusal NotFound() => new(NotFoundCode, "silence not found");

    public static Refusal ChangedMeanwhile() =>
        new(ChangedMeanwhileCode, "somebody else changed this silence at the same moment; look again, then decide");

    public static Refusal StartsAfterEnd() => new(StartsAfterEndCode, "start time must be before end time");

    public static Refusal EndsInPast() => new(EndsInPastCode, "end time can't be in the past");

    public static Refusal NoMatchers() => new("silence.no-matchers", "at least one matcher required");

    public static Refusal TooManyMatchers() =>
        new("silence.too-many-matchers", $"at most {Silence.MaxMatchers} matchers allowed");

    public static Refusal MatchesEverything() =>
        new("silence.matches-everything", "at least one matcher must not match the empty string");

    /// <param name="index">Place of the matcher in the list, from 0.</param>
    public static Refusal BadMatcher(int index, string why) => new("silence.bad-matcher", $"invalid label matcher {index}: {why}");

    public static Refusal TextTooLong(string what) =>
        new("silence.text-too-long", $"{what} longer than {Silence.MaxTextLength} characters");

    public static Refusal TooMany() =>
        new("silence.too-many", $"exceeded maximum number of silences: {Silence.MaxUnexpired} (limit: {Silence.MaxUnexpired})");
}
