using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>One report as a chapter of the review.</summary>
/// <param name="Report">Null: it could not be read.</param>
/// <param name="Failed">Why not; empty where it was read.</param>
public sealed record ReviewChapter(ReportHead Head, Report? Report, string Failed = "")
{
    /// <summary>Where something of a chapter stands in the review, without the <c>#</c>; keys are unique only within a chapter.</summary>
    public static string Anchor(string chapter, string key) => $"{chapter}-{key}";

    /// <summary>What the review shows of its charts: the first, and those that its story rests on.</summary>
    public IReadOnlyList<ReportChart> Charts => Report is { } report ? [.. report.Charts.Where((chart, at) => at == 0 || IsEvidence(chart.Key))] : [];

    /// <summary>The same of its tables.</summary>
    public IReadOnlyList<ReportTable> Tables => Report is { } report ? [.. report.Tables.Where((table, at) => at == 0 || IsEvidence(table.Key))] : [];

    private bool IsEvidence(string key) => Report?.Story.Any(sentence => sentence.Evidence == key) == true;
}
