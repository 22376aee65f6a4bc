using System.ComponentModel;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Rules;

namespace OpsPortal.Features.Detect.Significance.Rest;

/// <summary>A kept signal over HTTP.</summary>
internal sealed record SignalItem(
    string Id, DateTimeOffset At, string Source, SignalKind Kind, IReadOnlyDictionary<string, string> Labels, string Text, bool Significant, Guid? RuleId, string Rule, string Reason)
{
    public static SignalItem Of(KeptSignal kept) => new(
        kept.Id, kept.Judged.At, kept.Judged.Signal.Source, kept.Judged.Signal.Kind, kept.Judged.Signal.Labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal), kept.Judged.Signal.Text,
        kept.Judged.IsSignificant, kept.Judged.Rule == Guid.Empty ? null : kept.Judged.Rule, kept.Judged.RuleName, kept.Judged.Detail);
}

/// <summary>What one rule says of a signal as the rules are now.</summary>
internal sealed record RuleWord(Guid Rule, string Name, RuleSays Says, string Words);

internal sealed record SignalWhy(SignalItem Signal, IReadOnlyList<RuleWord> Rules)
{
    public static SignalWhy Of(KeptSignal kept, IReadOnlyList<RuleExplanation> rules) =>
        new(SignalItem.Of(kept), [.. rules.Select(said => new RuleWord(said.Rule.Id, said.Rule.Name, said.Says, said.Words))]);
}

internal sealed record RuleItem(Guid Id, int Position, int Version, RuleDraft Rule)
{
    public static RuleItem Of(SignificanceRule rule) => new(rule.Id, rule.Position, rule.Version, RuleDraft.Of(rule));
}

/// <param name="Version">As it was read; not asked of a new rule.</param>
/// <param name="Confirmed">A rule that holds for every signal is meant.</param>
internal sealed record RuleBody(RuleDraft Draft, int Version = 0, bool Confirmed = false);

internal sealed record RuleTryBody(RuleDraft Draft, Guid? Replaces = null, [property: Description("From 1 to 30")] int Days = 7);

/// <param name="Position">From 1.</param>
internal sealed record RulePlace(int Position);

/// <summary>What a draft would have made of the past.</summary>
/// <param name="Signals">How many it was tried on.</param>
/// <param name="IsPartial">There were more; the latest were taken.</param>
/// <param name="Changed">How many it judges otherwise.</param>
/// <param name="Before">By day, as the rules are.</param>
/// <param name="After">The same days, with the draft.</param>
internal sealed record RuleTryAnswer(int Signals, bool IsPartial, int Changed, IReadOnlyList<RehearsedDay> Before, IReadOnlyList<RehearsedDay> After);
