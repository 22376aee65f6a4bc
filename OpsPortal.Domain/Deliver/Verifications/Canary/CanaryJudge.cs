using System.Globalization;

namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>Judges a canary by all its metrics.</summary>
public static class CanaryJudge
{
    /// <summary>
    /// The score is the share of metrics that pass, group by group and weighed; 0 where a critical one fails. A metric that says nothing has not passed,
    /// and a run with one passes only as far as a person says so. Half or more that say nothing fail it. An error is an error, never a pass, and too many in a row fail.
    /// </summary>
    /// <param name="earlierErrors">How many looks just before this one were in error, without another between.</param>
    public static CanaryVerdict Judge(IReadOnlyList<MetricSeries> series, CanaryTerms terms, int earlierErrors = 0)
    {
        List<MetricVerdict> metrics = [.. series.Select(MetricJudge.Judge)];
        var counting = metrics.Where(verdict => !verdict.Metric.IsDryRun).ToList();
        List<GroupScore> groups = [.. counting.GroupBy(verdict => verdict.Metric.Group).Select(group => Score(group.Key, [.. group], terms))];
        var critical = counting.Find(verdict => verdict.Metric.IsCritical && verdict.Fails);
        var score = critical is not null || groups.Count == 0 ? 0 : 100 * groups.Sum(group => group.Weight * group.Share) / groups.Sum(group => group.Weight);
        var (state, why) = State(counting, critical, score, terms, earlierErrors);
        return new(state, score, why, groups, metrics);
    }

    private static (CheckState State, string Why) State(List<MetricVerdict> counting, MetricVerdict? critical, double score, CanaryTerms terms, int earlierErrors)
    {
        if (counting.Count == 0) return (CheckState.Inconclusive, "Nothing was compared.");
        if (critical is not null) return (CheckState.Failed, $"{critical.Metric.Name} is critical and fails. {critical.Why}");
        var silent = counting.Where(verdict => verdict.SaysNothing).ToList();
        var errors = counting.Where(verdict => verdict.Class == MetricClass.Error).ToList();
        if (errors.Count > 0)
        {
            return earlierErrors + 1 > terms.ErrorLimit
                ? (CheckState.Failed, $"{Named(errors)} could not be measured, for the {Ordinal(earlierErrors + 1)} time in a row. {errors[0].Why}")
                : (CheckState.Error, $"{Named(errors)} could not be measured. {errors[0].Why}");
        }

        if (silent.Count * 2 >= counting.Count) return (CheckState.Failed, $"Too little was measured: {silent.Count} of {counting.Count} metrics say nothing.");
        var points = Points(score);
        var failing = counting.Where(verdict => verdict.Fails).ToList();
        var told = failing.Count > 0 ? $" {Named(failing)}: {failing[0].Why}" : "";
        if (Reaches(score, terms.Pass)) return silent.Count == 0 ? (CheckState.Successful, $"{points} points.{told}") : (CheckState.Inconclusive, $"{points} points, but {Named(silent)} says nothing. {silent[0].Why}");
        return Reaches(score, terms.Marginal)
            ? (CheckState.Inconclusive, $"{points} points, between {Points(terms.Marginal)} and {Points(terms.Pass)}.{told}")
            : (CheckState.Failed, $"{points} points, below {Points(terms.Marginal)}.{told}");
    }

    private static GroupScore Score(string name, IReadOnlyCollection<MetricVerdict> metrics, CanaryTerms terms) =>
        new(name, terms.Groups.FirstOrDefault(group => group.Name == name)?.Weight ?? 1, (double)metrics.Count(verdict => verdict.Class == MetricClass.Pass) / metrics.Count);

    /// <summary>Inclusive, and not undone by the last digit of a sum.</summary>
    private static bool Reaches(double score, double wanted) => score >= wanted - 1e-9;

    private static string Named(List<MetricVerdict> verdicts) => string.Join(", ", verdicts.Take(5).Select(verdict => verdict.Metric.Name)) + (verdicts.Count > 5 ? " and others" : "");

    private static string Points(double score) => score.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Ordinal(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}{(number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");
}
