using System.Globalization;
using System.Text;
using System.Xml;
using OpsPortal.Domain.Inform.Announcements;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>Announcements as RSS 2.0: one item for the announcement and one for everything readers were told after it, newest first.</summary>
internal static class StatusFeed
{
    private const int Most = 100;

    public static byte[] Write(StatusSnapshot status, InformLinks links)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = true }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", status.Name);
            xml.WriteElementString("link", links.Status);
            xml.WriteElementString("description", "What goes on, what is planned, and what is over.");
            xml.WriteElementString("lastBuildDate", Date(status.At));
            xml.WriteElementString("ttl", "5");
            foreach (var item in status.Current.Concat(status.Planned).Concat(status.Past).SelectMany(Items).OrderByDescending(item => item.At).Take(Most)) Item(xml, item, links);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static IEnumerable<(string Id, string Anchor, string Title, string Text, DateTimeOffset At)> Items(ShownAnnouncement one)
    {
        var when = (one.StartsAt, one.EndsAt) switch
        {
            ({ } starts, { } ends) => $"\n{AnnouncementText.Said(starts)} to {AnnouncementText.Said(ends)}",
            ({ } starts, null) => $"\nFrom {AnnouncementText.Said(starts)}",
            _ => "",
        };
        yield return ($"{one.Anchor}-0", one.Anchor, one.Title, one.Impact + when, one.PublishedAt);
        for (var at = 0; at < one.Updates.Count; at++)
        {
            var update = one.Updates[at];
            yield return (string.Create(CultureInfo.InvariantCulture, $"{one.Anchor}-{one.Updates.Count - at}"), one.Anchor, $"{Mark(update.Moment)}: {one.Title}", update.Text, update.At);
        }
    }

    private static void Item(XmlWriter xml, (string Id, string Anchor, string Title, string Text, DateTimeOffset At) item, InformLinks links)
    {
        xml.WriteStartElement("item");
        xml.WriteElementString("title", item.Title);
        xml.WriteElementString("link", $"{links.Status}#{item.Anchor}");
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString($"{links.Status}#{item.Id}");
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", Date(item.At));

        // Readers take the description for HTML, so what is plain text is encoded once more than XML asks.
        xml.WriteElementString("description", PublicPage.Safe(item.Text).Replace("&#xA;", "<br>", StringComparison.Ordinal));
        xml.WriteEndElement();
    }

    private static string Mark(TellingMoment moment) => moment switch
    {
        TellingMoment.Changed => "Update",
        TellingMoment.Overrun => "Takes longer",
        TellingMoment.Ended => "Over",
        _ => moment.ToString(),
    };

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
}
