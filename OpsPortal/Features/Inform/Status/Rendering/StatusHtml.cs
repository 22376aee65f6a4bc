using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>The public page as HTML that needs no script and nothing from anywhere. Every text is encoded where it is put in.</summary>
internal static class StatusHtml
{
    public static string Page(StatusSnapshot status)
    {
        var html = new StringBuilder(16 * 1024);
        PublicPage.Open(html, status.Name, Head(status), "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"" + Safe(status.Name) + "\" href=\"/status.rss\">");
        html.Append("<section class=\"overall ").Append(status.Worst).Append("\"><h1>").Append(Safe(Head(status))).Append("</h1><p>As of ").Append(Time(status.At)).Append("</p></section>");
        if (status.Current.Count > 0) Announcements(html, "now", "Going on now", status.Current);
        Services(html, status);
        if (status.Planned.Count > 0) Announcements(html, "planned", "Planned work", status.Planned);
        html.Append("<section aria-labelledby=\"past\"><h2 id=\"past\">The last ").Append(StatusSnapshot.HistoryDays).Append(" days</h2>");
        if (status.Past.Count == 0) html.Append("<p class=\"soft\">Nothing else was announced.</p>");
        foreach (var one in status.Past) Announcement(html, one, folded: true);
        html.Append("</section>");
        PublicPage.Close(html);
        return html.ToString();
    }

    private static string Head(StatusSnapshot status) => status.Worst switch
    {
        _ when status.Services.Count == 0 => status.Name,
        PublicLight.Operational => "Everything works",
        PublicLight.Maintenance => "Work is being done",
        PublicLight.Degraded => "Something does not work as it should",
        _ => "Something is down",
    };

    private static void Services(StringBuilder html, StatusSnapshot status)
    {
        if (status.Services.Count == 0) return;
        html.Append("<section aria-labelledby=\"services\"><h2 id=\"services\">Services</h2><ul class=\"services\">");
        var today = DateOnly.FromDateTime(status.At.UtcDateTime);
        foreach (var service in status.Services)
        {
            html.Append("<li><div class=\"line\"><span class=\"name\">").Append(Safe(service.Name)).Append("</span>");
            Light(html, service.Light);
            var bad = service.Days.Values.Count(day => day is PublicLight.Degraded or PublicLight.Down);
            html.Append("</div><div class=\"days\" role=\"img\" aria-label=\"The last ").Append(StatusSnapshot.HistoryDays).Append(" days: ")
                .Append(service.Days.Count == 0 ? "no record yet" : Text($"{bad} of {service.Days.Count} recorded days with a disruption")).Append("\">");
            for (var back = StatusSnapshot.HistoryDays - 1; back >= 0; back--)
            {
                var day = today.AddDays(-back);
                var known = service.Days.TryGetValue(day, out var worst) || back == 0;
                if (back == 0 && service.Light > worst) worst = service.Light;
                html.Append("<i class=\"").Append(known ? worst.ToString() : "none").Append("\" title=\"").Append(day.ToString("d MMM", CultureInfo.InvariantCulture)).Append(": ").Append(known ? PublicLights.Word(worst) : "no record").Append("\"></i>");
            }

            html.Append("</div></li>");
        }

        html.Append("</ul></section>");
    }

    private static void Announcements(StringBuilder html, string id, string heading, IReadOnlyList<ShownAnnouncement> announcements)
    {
        html.Append("<section aria-labelledby=\"").Append(id).Append("\"><h2 id=\"").Append(id).Append("\">").Append(heading).Append("</h2>");
        foreach (var one in announcements) Announcement(html, one, folded: false);
        html.Append("</section>");
    }

    private static void Announcement(StringBuilder html, ShownAnnouncement one, bool folded)
    {
        html.Append("<article class=\"").Append(folded ? "past" : one.Effect.ToString()).Append("\" id=\"").Append(Safe(one.Anchor)).Append("\"><h3>").Append(Safe(one.Title)).Append("</h3><p class=\"soft\">");
        if (one.State == AnnouncementState.Cancelled) html.Append("<b>Cancelled.</b> ");
        html.Append(When(one));
        if (one.Services.Count > 0) html.Append(" · ").Append(Safe(string.Join(", ", one.Services)));
        html.Append("</p>");
        if (folded) html.Append("<details><summary>What it was</summary>");
        Paragraphs(html, one.Impact);
        if (one.Link.Length > 0) html.Append("<p><a href=\"").Append(Safe(one.Link)).Append("\" rel=\"noopener nofollow\">More about this</a></p>");
        if (one.Updates.Count > 0)
        {
            html.Append("<ol class=\"updates\">");
            foreach (var update in one.Updates)
            {
                html.Append("<li><b>").Append(Word(update.Moment)).Append("</b> <span class=\"soft\">").Append(Time(update.At)).Append("</span>");
                Paragraphs(html, update.Text);
                html.Append("</li>");
            }

            html.Append("</ol>");
        }

        if (folded) html.Append("</details>");
        html.Append("</article>");
    }

    private static string When(ShownAnnouncement one) => (one.StartsAt, one.OverAt ?? one.EndsAt) switch
    {
        ({ } starts, { } ends) => $"{Time(starts)} to {Time(ends)}",
        ({ } starts, null) => $"From {Time(starts)}",
        (null, { } ends) when one.OverAt is not null => $"{Time(one.PublishedAt)} to {Time(ends)}",
        _ => $"Since {Time(one.PublishedAt)}",
    };

    private static void Paragraphs(StringBuilder html, string text)
    {
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) html.Append("<p>").Append(Safe(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal)).Append("</p>");
    }

    /// <summary>Colour, shape and word together.</summary>
    private static void Light(StringBuilder html, PublicLight light) =>
        html.Append("<span class=\"light ").Append(light).Append("\"><span aria-hidden=\"true\">").Append(light switch { PublicLight.Operational => "●", PublicLight.Maintenance => "◆", PublicLight.Degraded => "▲", _ => "■" }).Append("</span> ").Append(PublicLights.Word(light)).Append("</span>");

    private static string Word(TellingMoment moment) => moment switch
    {
        TellingMoment.Ahead => "Planned",
        TellingMoment.Started => "Started",
        TellingMoment.Changed => "Update",
        TellingMoment.Overrun => "Takes longer",
        TellingMoment.Ended => "Over",
        _ => "Cancelled",
    };

    private static string Time(DateTimeOffset at) => $"<time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{AnnouncementText.Said(at)}</time>";

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
