using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>All rules in their order, made ready to judge. Immutable; the cost of judging hardly grows with the number of rules that do not hold.</summary>
public sealed class SignificanceRules
{
    /// <summary>How long the event of an absence stays firing without being confirmed; it is confirmed far more often.</summary>
    private static readonly TimeSpan AbsenceHolds = TimeSpan.FromMinutes(5);

    private readonly MatcherIndex<SignificanceRule> _index;

    /// <param name="rules">In any order; their positions tell.</param>
    public SignificanceRules(IEnumerable<SignificanceRule> rules)
    {
        All = [.. rules.OrderBy(rule => rule.Position).ThenBy(rule => rule.Id)];
        ById = All.ToFrozenDictionary(rule => rule.Id);
        _index = new([.. All.Where(rule => rule.Enabled)], rule => rule.Filter.Matchers);
        Absences = [.. All.Where(rule => rule is { Enabled: true, Test.Kind: TestKind.Absence })];
    }

    public static SignificanceRules None { get; } = new([]);

    /// <summary>In the order they are asked.</summary>
    public IReadOnlyList<SignificanceRule> All { get; }

    public FrozenDictionary<Guid, SignificanceRule> ById { get; }

    /// <summary>Whether any rule waits for signals that do not come.</summary>
    public bool LooksForAbsence => Absences.Length > 0;

    private SignificanceRule[] Absences { get; }

    /// <summary>Judges one signal and remembers it. Signals are judged in the order they arrived.</summary>
    public Verdict Judge(Signal signal, SignificanceMemory memory, DateTimeOffset now)
    {
        for (var after = 0; ;)
        {
            if (First(signal, after) is not { } rule) return Habit.Judge(signal, now);
            if (Ask(rule, signal, memory, now) is { } verdict) return verdict;
            after = rule.Position;
        }
    }

    /// <summary>What signals that have not come mean: an event for each group that has been silent for longer than its rule allows.</summary>
    public IEnumerable<Verdict> Absent(SignificanceMemory memory, DateTimeOffset now)
    {
        if (!LooksForAbsence) yield break;
        foreach (var rule in Absences.Where(rule => rule.Test.Groups.Count == 0 && memory.Of(rule, LabelSet.Empty) is { } group && group.LastAt == default))
        {
            // Nothing has ever come: waiting begins with the rule.
            memory.Of(rule, LabelSet.Empty)!.LastAt = now;
        }

        foreach (var group in memory.Groups.Where(group => ById.TryGetValue(group.Rule, out var rule) && rule is { Enabled: true, Test.Kind: TestKind.Absence } && now - group.LastAt > rule.Test.Within))
        {
            var rule = ById[group.Rule];
            group.IsAbsent = true;
            var detail = $"nothing for more than {Words.Span(rule.Test.Within)}";
            yield return new(true, rule, detail, RecordEvent.OfGroup(rule, group.Labels, detail, group.LastAt + rule.Test.Within, now + AbsenceHolds));
        }
    }

    /// <summary>What each rule has to say of a signal, in order, without remembering it.</summary>
    public IReadOnlyList<RuleExplanation> Explain(Signal signal)
    {
        var decided = false;
        var said = new List<RuleExplanation>();
        foreach (var rule in All)
        {
            if (!rule.Enabled) said.Add(new(rule, RuleSays.Off, "it is switched off"));
            else if (rule.Filter.MissedBy(signal) is { } missed) said.Add(new(rule, RuleSays.Nothing, missed));
            else if (decided) said.Add(new(rule, RuleSays.NotAsked, "it holds, but a rule before it has decided"));
            else
            {
                decided = rule.Significant || !rule.Test.IsCollective;
                said.Add(new(rule, RuleSays.Decides, Words.Of(rule)));
            }
        }

        return said;
    }

    private SignificanceRule? First(Signal signal, int after)
    {
        var search = new Search(signal, after, null);
        _index.Visit(signal.Labels, ref search, static (rule, ref search) =>
        {
            if (rule.Position > search.After && (search.Found is null || rule.Position < search.Found.Position) && rule.Filter.Holds(search.Signal)) search = search with { Found = rule };
        });
        return search.Found;
    }

    /// <summary>Null where a rule that only mutes has nothing to mute: then the next one is asked.</summary>
    private static Verdict? Ask(SignificanceRule rule, Signal signal, SignificanceMemory memory, DateTimeOffset now)
    {
        if (!rule.Test.IsCollective) return new(rule.Significant, rule, Words.Of(rule), rule.Significant ? RecordEvent.Of(signal, now, rule.ClearAfter) : null);
        var labels = LabelSet.From(rule.Test.Groups.Select(name => new Label(name, signal.Labels[name])));
        if (memory.Of(rule, labels) is not { } group) return new(true, rule, "too many groups to count; taken as significant", RecordEvent.Of(signal, now, rule.ClearAfter));
        var (passed, detail) = Test(rule.Test, group, now);
        if (rule.Test.Kind == TestKind.Absence)
        {
            var wasAbsent = group.IsAbsent;
            group.IsAbsent = false;
            return new(false, rule, detail, wasAbsent ? RecordEvent.OfGroup(rule, labels, detail, now, now) : null);
        }

        if (!rule.Significant) return passed ? new(false, rule, detail, null) : null;
        return new(passed, rule, detail, passed ? RecordEvent.OfGroup(rule, labels, detail, now, now + rule.ClearAfter) : null);
    }

    private static (bool Passed, string Detail) Test(SignificanceTest test, GroupMemory group, DateTimeOffset now)
    {
        var (first, before) = (group.FirstAt == default, group.LastAt);
        group.See(now);
        switch (test.Kind)
        {
            case TestKind.Count:
                var count = group.CountWithin(test.Within, test.Count, now);
                return (count >= test.Count, $"{count} of {test.Count} within {Words.Span(test.Within)}");
            case TestKind.FirstSeen:
                var isNew = first || now - before > test.Within;
                return (isNew, first ? "never seen before" : isNew ? $"not seen for {Words.Span(now - before)}" : $"last seen {Words.Span(now - before)} ago");
            case TestKind.RateChange:
                var (present, usual) = group.CountPerWindow(test.Within, now);
                return (usual is { } mean && present >= test.Count && present >= test.Factor * mean,
                    usual is null ? $"{present} within {Words.Span(test.Within)}; what is usual is not known yet" : FormattableString.Invariant($"{present} within {Words.Span(test.Within)}, {usual:0.#} are usual"));
            default:
                return (false, "a sign of life");
        }
    }

    private readonly record struct Search(Signal Signal, int After, SignificanceRule? Found);
}
