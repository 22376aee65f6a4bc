using System.Text;
using System.Text.Encodings.Web;
using OpsPortal.Features.Inform.Mail;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>A bulletin as a mail: plain text, and the same as HTML that needs nothing from anywhere.</summary>
internal static class BulletinLetter
{
    public static Letter Of(Bulletin bulletin, string to) => new(to, bulletin.Subject, Text(bulletin), Html(bulletin), bulletin.IsMailing ? bulletin.EndLink : "");

    private static string Text(Bulletin bulletin)
    {
        var text = new StringBuilder();
        foreach (var paragraph in bulletin.Paragraphs) text.Append(paragraph).Append("\n\n");
        foreach (var line in bulletin.Lines)
        {
            text.Append(line.Mark.PadRight(5)).Append(' ').Append(line.Text).Append('\n');
            if (line.Link.Length > 0) text.Append("      ").Append(line.Link).Append('\n');
        }

        if (bulletin.Lines.Count > 0) text.Append('\n');
        if (bulletin.Link.Length > 0) text.Append(bulletin.LinkText).Append(": ").Append(bulletin.Link).Append("\n\n");
        if (bulletin.Footer.Length + bulletin.EndLink.Length > 0) text.Append("-- \n");
        if (bulletin.Footer.Length > 0) text.Append(bulletin.Footer).Append('\n');
        if (bulletin.EndLink.Length > 0) text.Append("Unsubscribe: ").Append(bulletin.EndLink).Append('\n');
        return text.ToString();
    }

    private static string Html(Bulletin bulletin)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><body style=\"font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1a212b;max-width:640px;margin:0 auto;padding:16px\">");
        html.Append("<h1 style=\"font-size:18px\">").Append(Safe(bulletin.Subject)).Append("</h1>");
        foreach (var paragraph in bulletin.Paragraphs) html.Append("<p>").Append(Safe(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal)).Append("</p>");
        if (bulletin.Lines.Count > 0)
        {
            html.Append("<ul>");
            foreach (var line in bulletin.Lines) html.Append("<li><b>").Append(Safe(line.Mark)).Append("</b> ").Append(line.Link.Length > 0 ? $"<a href=\"{Safe(line.Link)}\">{Safe(line.Text)}</a>" : Safe(line.Text)).Append("</li>");
            html.Append("</ul>");
        }

        if (bulletin.Link.Length > 0) html.Append("<p><a href=\"").Append(Safe(bulletin.Link)).Append("\">").Append(Safe(bulletin.LinkText)).Append("</a></p>");
        if (bulletin.Footer.Length + bulletin.EndLink.Length > 0) html.Append("<p style=\"font-size:12px;color:#525d6c\">").Append(Safe(bulletin.Footer));
        if (bulletin.EndLink.Length > 0) html.Append(" <a href=\"").Append(Safe(bulletin.EndLink)).Append("\">Unsubscribe</a>");
        if (bulletin.Footer.Length + bulletin.EndLink.Length > 0) html.Append("</p>");
        return html.Append("</body></html>").ToString();
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
