using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.Improve.Advice.Counting;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Another significance rule, or one more; tried on the kept signals as a rule is tried before it is saved.</summary>
internal sealed class RuleAdvisor(RuleBook book, TryRule attempt, ILogger<RuleAdvisor> log) : IAdvisor
{
    /// <summary>How long signals of one service are one event where they are put together, in seconds.</summary>
    private const long TogetherSeconds = 3600;

    private static readonly Actor Portal = Actor.Portal("OpsPortal");

    public async Task<IReadOnlyList<Offer>> AdviseAsync(NoisyRule rule, IReadOnlyList<JudgedEvent> history, int days, CancellationToken stopping)
    {
        var present = book.Current;
        var own = rule.Kind == SubjectKind.Rule && Guid.TryParse(rule.Key, out var id) ? present.ById.GetValueOrDefault(id) : null;
        if (rule.Kind == SubjectKind.Rule && own is not { Enabled: true }) return [];
        var offers = new List<Offer>();
        foreach (var (kind, text, draft) in own is not null ? Changes(own) : Additions(rule))
        {
            var outcome = await attempt.RunAsync(Portal, own?.Id, draft, days, stopping);
            if (outcome is Outcome<RuleTrial>.Done(var trial)) offers.Add(new(kind, text, own is null ? new AddRule(draft) : new SetRule(own.Id, own.Version, draft), trial.Rehearsal.EventsBefore.Count > 0 ? Judge(trial.Rehearsal, own, present, history, days) : JudgeByEvents(kind, history, days)));
            else log.NoAdvice(nameof(RuleAdvisor), rule.Subject, outcome.Refusal?.Message ?? "");
        }

        return offers;
    }

    private static BackTested Judge(Rehearsal rehearsal, SignificanceRule? own, SignificanceRules present, IReadOnlyList<JudgedEvent> history, int days)
    {
        var fired = own is null ? history.Count : rehearsal.EventsBefore.Count(one => one.Rule == own.Id);
        List<JudgedEvent> worked = [.. history.Where(one => one.Outcome == EventOutcome.Worked)];
        List<RehearsedEvent> left = [.. rehearsal.EventsAfter.Where(one => one.Rule is { } by && (by == own?.Id || !present.ById.ContainsKey(by)))];
        var missed = worked.Count(one => !left.Exists(after => after.From <= one.Until && after.Until >= one.At));
        return new(days, fired, Math.Max(0, fired + rehearsal.EventsAfter.Count - rehearsal.EventsBefore.Count), worked.Count, missed);
    }

    /// <summary>Signals that are events by habit are not kept; what they became is.</summary>
    private static BackTested JudgeByEvents(AdviceKind kind, IReadOnlyList<JudgedEvent> history, int days)
    {
        List<JudgedEvent> worked = [.. history.Where(one => one.Outcome == EventOutcome.Worked)];
        if (kind == AdviceKind.Retire) return new(days, history.Count, 0, worked.Count, worked.Count);
        var (left, together) = (new List<JudgedEvent>(), TimeSpan.FromSeconds(TogetherSeconds));
        foreach (var service in history.GroupBy(one => one.Service, StringComparer.Ordinal))
        {
            DateTimeOffset? last = null;
            foreach (var one in service.OrderBy(one => one.At))
            {
                if (last is null || one.At - last > together) left.Add(one);
                last = one.At;
            }
        }

        // What is put together still tells of all that comes while it goes on.
        return new(days, history.Count, left.Count, worked.Count, 0);
    }

    private static IEnumerable<(AdviceKind Kind, string Text, RuleDraft Draft)> Changes(SignificanceRule rule)
    {
        var draft = RuleDraft.Of(rule);
        switch (rule.Test.Kind)
        {
            case TestKind.Count when rule.Test.Count * 2 <= SignificanceTest.MaxCount:
                yield return (AdviceKind.RaiseThreshold, $"Ask for {rule.Test.Count * 2} signals instead of {rule.Test.Count}.", draft with { Count = rule.Test.Count * 2 });
                break;
            case TestKind.RateChange when rule.Test.Factor * 2 <= 1000:
                yield return (AdviceKind.RaiseThreshold, FormattableString.Invariant($"Ask for {rule.Test.Factor * 2:0.#} times the usual instead of {rule.Test.Factor:0.#}."), draft with { Factor = rule.Test.Factor * 2 });
                break;
            case TestKind.Absence or TestKind.FirstSeen when rule.Test.Within * 2 <= SignificanceTest.Longest:
                yield return (AdviceKind.LongerFor, $"Wait {Ui.Time.Spans.Duration(rule.Test.Within * 2)} instead of {Ui.Time.Spans.Duration(rule.Test.Within)}.", draft with { WithinSeconds = draft.WithinSeconds * 2 });
                break;
            case TestKind.Match when rule.Significant:
                yield return (AdviceKind.Group, "Make one event of what comes for a service within an hour.", draft with { Test = TestKind.FirstSeen, WithinSeconds = TogetherSeconds, By = ["service"] });
                break;
        }

        yield return rule.Test.Kind == TestKind.Match && rule.Significant
            ? (AdviceKind.Retire, $"Let {rule.Name} keep its signals out of the queue: they are kept, and are no events.", draft with { Significant = false })
            : (AdviceKind.Retire, $"Switch {rule.Name} off.", draft with { Enabled = false });
    }

    /// <summary>For what no rule of the portal speaks of: one that does, asked after all others.</summary>
    private static IEnumerable<(AdviceKind Kind, string Text, RuleDraft Draft)> Additions(NoisyRule rule)
    {
        var (source, matcher) = rule.Kind == SubjectKind.Monitor ? (Detect.Monitors.Evaluation.MonitorSignals.Source, Matchers.Equal("monitor", rule.Key)) : (rule.Subject.Alert.Source, Matchers.Equal("alertname", rule.Subject.Alert.Name));
        var draft = new RuleDraft { Owner = "", Source = source, Matchers = [matcher] };
        yield return (AdviceKind.Group, "Make one event of what comes for a service within an hour, by a new rule.", draft with
        {
            Name = Named("Together", rule.Name),
            Reason = "Advice of the noise budget: it comes many at a time.",
            Test = TestKind.FirstSeen,
            WithinSeconds = TogetherSeconds,
            By = ["service"],
            ClearAfterSeconds = TogetherSeconds,
        });
        if (rule.Kind == SubjectKind.Alert)
            yield return (AdviceKind.Retire, $"Keep {rule.Name} out of the queue by a new rule: its signals are no events any more.", draft with { Name = Named("Quiet", rule.Name), Reason = "Advice of the noise budget: nobody ever works it.", Significant = false });
    }

    private static string Named(string what, string name) => OneLine.Of($"{what}: {name}", SignificanceRule.MaxNameLength);
}

/// <summary>Conditions on labels as they are typed.</summary>
internal static class Matchers
{
    public static string Equal(string name, string value) => $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
