using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Respond.Problems.Queries;

/// <summary>The open problems in memory, found by what an event is called and bears. Never changes once made.</summary>
internal sealed class HeldProblems
{
    private readonly FrozenDictionary<ProblemPattern, (ProblemPattern Pattern, ProblemMatch Match)[]> _byKind;
    private readonly FrozenDictionary<Guid, string> _rules;

    /// <param name="rules">The names of the significance rules; without known errors none are needed.</param>
    public HeldProblems(IReadOnlyCollection<(ProblemPattern Pattern, ProblemMatch Match)> problems, IReadOnlyDictionary<Guid, string> rules)
    {
        _byKind = problems.GroupBy(problem => problem.Pattern.Kind).ToFrozenDictionary(
            kind => kind.Key, kind => kind.OrderByDescending(problem => problem.Pattern.Labels.Count).ThenByDescending(problem => problem.Match.Number).ToArray());
        _rules = rules.ToFrozenDictionary();
        KnowsErrors = problems.Any(problem => problem.Match.IsKnownError);
    }

    public int Count => _byKind.Count;

    /// <summary>Whether one of them at least is a known error.</summary>
    public bool KnowsErrors { get; }

    /// <summary>Those an event belongs to, the narrowest first.</summary>
    /// <param name="kind">Its own pattern.</param>
    public IEnumerable<ProblemMatch> Of(ProblemPattern kind, LabelSet labels) =>
        _byKind.TryGetValue(kind, out var problems) ? problems.Where(problem => problem.Pattern.Recognises(labels)).Select(problem => problem.Match) : [];

    /// <summary>The known error that an event of the queue is recognised as; null: none.</summary>
    public ProblemMatch? KnownErrorOf(EventRow row) =>
        Of(ProblemPattern.Of(row.Labels, row.Rule is { } rule ? _rules.GetValueOrDefault(rule) : null, row.Title, row.Service), row.Labels).FirstOrDefault(match => match.IsKnownError);
}
