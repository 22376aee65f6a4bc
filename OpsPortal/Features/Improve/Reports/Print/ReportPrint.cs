using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>A document on paper: what it is about, its story, and its chapters.</summary>
internal static class ReportPrint
{
    /// <param name="made">Stands on the first page and in the file. The same document and the same instant make the same bytes.</param>
    public static byte[] Of(ReportDocument document, DateTimeOffset made)
    {
        var about = $"{Words.Days(document.Period)} ({document.Period.Zone}){(document.Scope.Length > 0 ? $", {document.Scope}" : "")}";
        return new Typesetter(new(document.Title, $"OpsPortal · made {Told(made)}", $"{OneLine.Of(document.Title, 60)} · {about}", made) { Subject = $"{document.Question} {about}" }).Set([.. Blocks(document, made)]);
    }

    /// <summary>One sentence after the other under what kind it is; nothing where nothing was said.</summary>
    public static IEnumerable<Block> Story(IReadOnlyList<Sentence> story)
    {
        foreach (var kind in Enum.GetValues<SentenceKind>())
        {
            List<string> told = [.. story.Where(sentence => sentence.Kind == kind).Select(sentence => sentence.Text)];
            if (told.Count == 0) continue;
            yield return new Heading(Words.Title(kind), 3);
            yield return new Points(told);
        }
    }

    /// <summary>As <c>1 March 2026 to 31 March 2026, 31 days in Europe/Berlin</c>.</summary>
    public static string Told(ReportPeriod period) => $"{Words.Days(period)}, {Words.Many(period.Days, "day")} in {period.Zone}";

    /// <summary>As <c>2026-04-01 06:00 UTC</c>.</summary>
    public static string Told(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static IEnumerable<Block> Blocks(ReportDocument document, DateTimeOffset made)
    {
        yield return new Heading(document.Title);
        yield return new Paragraph(document.Question, Lettering.Lead);
        yield return Grid.Facts(
            ("Period", Told(document.Period)),
            ("Compared with", document.Compared is { } compared ? Told(compared) : "Nothing"),
            ("Services", document.Scope.Length > 0 ? document.Scope : "All"),
            ("Made", Told(made)));
        if (document.Chapters is [var only])
        {
            foreach (var block in ReportChapter.Of(only, document)) yield return block;
            yield break;
        }

        if (document.Story.Count > 0) yield return new Heading("In short", 2);
        foreach (var block in Story(document.Story)) yield return block;
        yield return new Heading("Contents", 2);
        yield return new Contents();
        foreach (var chapter in document.Chapters)
        {
            yield return new Heading(chapter.Head.Title);
            yield return new Paragraph(chapter.Head.Question, Lettering.Lead);
            foreach (var block in ReportChapter.Of(chapter, document)) yield return block;
        }
    }
}
