using System.Globalization;

namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>What happened to the services since the support began, as it is known now.</summary>
/// <param name="Incidents">In all.</param>
/// <param name="OpenIncidents">As <c>INC-7</c>.</param>
/// <param name="LastException">When the last event of that kind occurred; null: none did.</param>
/// <param name="Availability">In percent, without planned maintenance; null: not known.</param>
public sealed record EarlyLifeFacts(int Incidents, IReadOnlyList<string> OpenIncidents, DateTimeOffset? LastException, double? Availability);

/// <summary>Whether one criterion holds, and by what.</summary>
/// <param name="Holds">What is not known does not hold.</param>
public sealed record CriterionFinding(ExitCriterion Criterion, bool Holds, string Words);

/// <summary>Evaluates the criteria.</summary>
public static class ExitCriteria
{
    /// <summary>One finding for each criterion, in their order.</summary>
    /// <param name="shown">What was shown, by the words of the criterion.</param>
    public static IReadOnlyList<CriterionFinding> Evaluate(IReadOnlyList<ExitCriterion> criteria, EarlyLifeFacts facts, IReadOnlyCollection<ShownCriterion> shown, DateTimeOffset beganAt, DateTimeOffset now) =>
        [.. criteria.Select(criterion => Evaluate(criterion, facts, shown, beganAt, now))];

    private static CriterionFinding Evaluate(ExitCriterion criterion, EarlyLifeFacts facts, IReadOnlyCollection<ShownCriterion> shown, DateTimeOffset beganAt, DateTimeOffset now)
    {
        switch (criterion)
        {
            case ExitCriterion.MostIncidents(var most): return new(criterion, facts.Incidents <= most, string.Create(CultureInfo.InvariantCulture, $"{facts.Incidents} so far"));
            case ExitCriterion.NothingOpen: return new(criterion, facts.OpenIncidents.Count == 0, facts.OpenIncidents.Count == 0 ? "None is" : string.Join(", ", facts.OpenIncidents));
            case ExitCriterion.Availability(var least): return new(criterion, facts.Availability >= least, facts.Availability is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.###} %") : "Not known");
            case ExitCriterion.QuietFor(var time):
                var since = facts.LastException is { } last && last > beganAt ? last : beganAt;
                return new(criterion, now - since >= time, string.Create(CultureInfo.InvariantCulture, $"Quiet for {Math.Max(0, (now - since).TotalHours):0.#} hours"));
            default:
                var proof = shown.LastOrDefault(one => one.Criterion == criterion.Words);
                return new(criterion, proof is not null, proof is null ? "Nobody has shown it yet" : $"{proof.By}: {proof.Evidence}");
        }
    }
}

/// <summary>A person has shown that a criterion holds.</summary>
/// <param name="Criterion">Its words.</param>
/// <param name="By">As shown.</param>
public sealed record ShownCriterion(string Criterion, string Evidence, string By, DateTimeOffset At);

/// <summary>What a day of the support was like, for those who stand by.</summary>
/// <param name="Day">1, 2, 3 … since it began.</param>
/// <param name="StandsBy">Whose turn it is, as shown: the roster goes round, a day each.</param>
/// <param name="Findings">How far the criteria are.</param>
/// <param name="IsOverdue">The planned time is over, and it goes on because a criterion does not hold.</param>
public sealed record DailySummary(int Day, string StandsBy, EarlyLifeFacts Facts, IReadOnlyList<CriterionFinding> Findings, TimeSpan Left, bool IsOverdue)
{
    /// <summary>Everything in one sentence.</summary>
    public string Words
    {
        get
        {
            var open = Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.Criterion.Words} ({finding.Words})").ToList();
            return string.Create(CultureInfo.InvariantCulture, $"Day {Day}: {Facts.Incidents} {(Facts.Incidents == 1 ? "incident" : "incidents")} so far, {Facts.OpenIncidents.Count} open. {(open.Count == 0 ? "All criteria hold." : $"Still missing: {string.Join("; ", open)}.")}");
        }
    }
}
