using System.Text;
using System.Text.Encodings.Web;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using OpsPortal.Features.Inform.Mail;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>A report as a mail: its story as plain text and as HTML that needs nothing from anywhere; all else is attached.</summary>
internal static class ReportLetter
{
    /// <param name="link">Where the report is in the portal.</param>
    /// <param name="footer">Why it is sent, and where that is changed.</param>
    public static Letter Of(ReportDocument document, string to, string link, string footer)
    {
        var story = document.Chapters is [var only] ? only.Story : document.Story;
        return new(to, Subject(document), Text(document, story, link, footer), Html(document, story, link, footer));
    }

    public static string Subject(ReportDocument document) => $"{document.Title}, {Words.Days(document.Period)}{(document.Scope.Length > 0 ? $", {document.Scope}" : "")}";

    private static string About(ReportDocument document) =>
        $"{ReportPrint.Told(document.Period)}{(document.Compared is { } compared ? $", against {Words.Days(compared)}" : "")}{(document.Scope.Length > 0 ? $". {document.Scope}" : "")}.";

    private static string Text(ReportDocument document, IReadOnlyList<Sentence> story, string link, string footer)
    {
        var text = new StringBuilder().Append(document.Title).Append('\n').Append(About(document)).Append("\n\n");
        foreach (var (title, sentences) in Kinds(story))
        {
            text.Append(title).Append('\n');
            foreach (var sentence in sentences) text.Append("  - ").Append(sentence).Append('\n');
            text.Append('\n');
        }

        return text.Append("Open it in the portal: ").Append(link).Append("\n\n-- \n").Append(footer).Append('\n').ToString();
    }

    private static string Html(ReportDocument document, IReadOnlyList<Sentence> story, string link, string footer)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><body style=\"font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1a212b;max-width:680px;margin:0 auto;padding:16px\">");
        html.Append("<h1 style=\"font-size:20px;margin:0\">").Append(Safe(document.Title)).Append("</h1><p style=\"margin:4px 0 16px;color:#525d6c\">").Append(Safe(About(document))).Append("</p>");
        foreach (var (title, sentences) in Kinds(story))
        {
            html.Append("<h2 style=\"font-size:14px;margin:14px 0 4px\">").Append(Safe(title)).Append("</h2><ul style=\"margin:0;padding-left:20px\">");
            foreach (var sentence in sentences) html.Append("<li>").Append(Safe(sentence)).Append("</li>");
            html.Append("</ul>");
        }

        return html.Append("<p><a href=\"").Append(Safe(link)).Append("\">Open it in the portal</a></p><p style=\"font-size:12px;color:#525d6c\">").Append(Safe(footer)).Append("</p></body></html>").ToString();
    }

    private static IEnumerable<(string Title, IEnumerable<string> Sentences)> Kinds(IReadOnlyList<Sentence> story) =>
        story.GroupBy(sentence => sentence.Kind).OrderBy(kind => kind.Key).Select(kind => (Words.Title(kind.Key), kind.Select(sentence => sentence.Text)));

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
