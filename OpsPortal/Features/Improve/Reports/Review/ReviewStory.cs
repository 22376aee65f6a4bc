using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>Chooses the sentences on top of the review from those of its chapters, by rule: what happened in each area, what changed most, what to look at, what cannot be said.</summary>
internal static class ReviewStory
{
    /// <summary>More would be no summary.</summary>
    public const int MostSentences = 12;

    private const int MostChanges = 3, MostLooks = 3;

    /// <summary>One report speaks for each area: estate, respond, detect, deliver, improve.</summary>
    private static readonly string[] Areas = ["availability", "incidents", "event-volume", "deployments", "improvements"];

    /// <summary>What is counted, by report, when it is asked whether anything was recorded at all.</summary>
    private static readonly (string Report, string Figure)[] Recorded =
    [
        ("availability", "without-planned"), ("incidents", "incidents"), ("incidents", "problems"), ("incidents", "fixed"), ("event-volume", "events"), ("deployments", "deployments"),
        ("changes", "changes"), ("maintenance", "times"), ("maintenance", "cancelled"), ("handoffs", "handoffs"), ("capacity", "alarms"), ("improvements", "done"), ("improvements", "measured"),
    ];

    /// <param name="chapters">In the order of the review.</param>
    /// <param name="when">The month in words.</param>
    public static IReadOnlyList<Sentence> Of(IReadOnlyList<ReviewChapter> chapters, string when)
    {
        var missing = chapters.Where(chapter => chapter.Report is null).ToList();
        if (missing.Count == 0 && IsEmpty(chapters)) return [new(SentenceKind.Happened, $"Nothing was recorded in {when}.", Scorecard.Name, $"#{Scorecard.Name}")];
        List<Sentence> unknown = missing.Count > 0
            ? [new(SentenceKind.Unknown, $"{string.Join(", ", missing.Select(chapter => chapter.Head.Title))} could not be read, so nothing is said of {(missing.Count == 1 ? "it" : "them")}.", missing[0].Head.Name, $"#{missing[0].Head.Name}")]
            : [.. Of(SentenceKind.Unknown).Take(1).Select(Told)];

        // The same thing is said once, whichever chapters say it.
        return [.. Happened().Concat(Changed()).Concat(Of(SentenceKind.LookAt).Take(MostLooks)).Select(Told).Concat(unknown).DistinctBy(sentence => sentence.Text).Take(MostSentences)];

        IEnumerable<Spoken> Happened() => Areas.Select(area => Of(SentenceKind.Happened).FirstOrDefault(one => one.Report.Head.Name == area)).OfType<Spoken>();

        // One of each chapter: a chapter whose figures all move together would else be the whole story.
        IEnumerable<Spoken> Changed() => chapters.SelectMany(chapter => All(chapter, SentenceKind.Changed)).DistinctBy(one => one.Sentence.Text)
            .Select(one => (One: one, Figure: one.Report.Find(one.Sentence.Evidence))).Where(one => one.Figure is not null)
            .OrderBy(one => one.Figure!.IsBetter switch { false => 0, null => 1, true => 2 }).ThenByDescending(one => Math.Abs(one.Figure!.Movement.Ratio ?? 1))
            .DistinctBy(one => one.One.Report.Head.Name).Take(MostChanges).Select(one => one.One);

        IEnumerable<Spoken> Of(SentenceKind kind) => chapters.Select(chapter => All(chapter, kind).FirstOrDefault()).OfType<Spoken>();
    }

    private static IEnumerable<Spoken> All(ReviewChapter chapter, SentenceKind kind) => chapter.Report is { } report ? report.Story.Where(sentence => sentence.Kind == kind).Select(sentence => new Spoken(report, sentence)) : [];

    private static bool IsEmpty(IReadOnlyList<ReviewChapter> chapters) =>
        !Recorded.Any(one => chapters.FirstOrDefault(chapter => chapter.Head.Name == one.Report)?.Report?.Find(one.Figure)?.Value is { } value && (value > 0 || one.Figure == "without-planned"));

    private static Sentence Told(Spoken one)
    {
        var chapter = one.Report.Head.Name;
        return one.Sentence with { Evidence = $"{chapter}/{one.Sentence.Evidence}", Href = $"#{ReviewChapter.Anchor(chapter, one.Sentence.Evidence)}" };
    }

    private sealed record Spoken(Report Report, Sentence Sentence);
}
