using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>A silence as somebody asks for it.</summary>
/// <param name="StartsAt">UTC; an instant in the past means now.</param>
/// <param name="EndsAt">UTC; in the future.</param>
public sealed record SilenceDraft(IReadOnlyList<Matcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy, string Comment)
{
    /// <summary>Why it cannot be set, or null where it can.</summary>
    public Refusal? Check(DateTimeOffset now)
    {
        if (StartsAt >= EndsAt) return SilenceRefusals.StartsAfterEnd();
        if (EndsAt <= now) return SilenceRefusals.EndsInPast();
        if (Matchers.Count == 0) return SilenceRefusals.NoMatchers();
        if (Matchers.Count > Silence.MaxMatchers) return SilenceRefusals.TooManyMatchers();
        for (var i = 0; i < Matchers.Count; i++)
        {
            var (name, value) = (Matchers[i].Name, Matchers[i].Value);
            if (!LabelName.IsValid(name)) return SilenceRefusals.BadMatcher(i, $"invalid label name \"{name}\"");
            if (name.Length + value.Length > Silence.MaxTextLength) return SilenceRefusals.BadMatcher(i, $"longer than {Silence.MaxTextLength} characters");
        }

        // As Alertmanager: one that only excludes may cover a great deal, but not by mistake.
        if (Matchers.All(matcher => matcher is { Kind: MatchKind.Equal or MatchKind.Regex, MatchesEmpty: true })) return SilenceRefusals.MatchesEverything();
        if (CreatedBy.Length > Silence.MaxTextLength) return SilenceRefusals.TextTooLong("createdBy");
        return Comment.Length > Silence.MaxTextLength ? SilenceRefusals.TextTooLong("comment") : null;
    }
}
