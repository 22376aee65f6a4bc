using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>The risk of a change, every point of it with its reason.</summary>
/// <param name="Points">The facts first, then the answers; also those that give none.</param>
/// <param name="Total">The sum of the points.</param>
/// <param name="Floor">The level is higher than the total alone would make it, because the environment is production.</param>
public sealed record RiskAssessment(IReadOnlyList<RiskPoint> Points, int Total, RiskLevel Level, bool Floor)
{
    /// <summary>Judges by facts and answers alone: the same always gives the same. A worse fact, and any answer, never lowers the total or the level.</summary>
    /// <param name="answers">As <see cref="RiskQuestionnaire.Score"/> gives them.</param>
    public static RiskAssessment Of(RiskFacts facts, IReadOnlyList<RiskPoint> answers)
    {
        List<RiskPoint> points = [.. RiskScale.Of(facts), .. answers.Where(answer => answer.Points > 0)];
        var total = points.Sum(point => point.Points);
        var level = RiskScale.Level(total, facts.Tier);
        return new(points, total, level, level != RiskScale.Level(total, Tier.Development));
    }
}
