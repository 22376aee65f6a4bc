using System.Text;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Features.Inform.Status.Rendering;
using OpsPortal.Features.Inform.Subscriptions.Acts;

namespace OpsPortal.Features.Inform.Subscriptions.Doors;

/// <summary>The pages by which people subscribe and leave; plain forms without a script.</summary>
internal static class SubscriptionHtml
{
    private static readonly (DestinationKind Kind, string Title)[] Ways = [(DestinationKind.Mail, "Mail"), (DestinationKind.Webhook, "Webhook, signed"), (DestinationKind.Slack, "Slack"), (DestinationKind.Teams, "Microsoft Teams")];

    /// <param name="why">Why the last attempt was refused; null: there was none. What was typed stays.</param>
    public static string Form(string name, IReadOnlyList<PublicEntry> services, bool takesMail, SubscriptionWish wish, string? why)
    {
        var html = new StringBuilder();
        PublicPage.Open(html, name, "Subscribe");
        html.Append("<h1>Subscribe</h1><p>Be told when a service is disturbed, worked on, or well again. You confirm first, and can leave at any time with one click.</p><form method=\"post\" action=\"/status/subscribe\">");
        if (why is not null) html.Append("<p class=\"refused\" role=\"alert\">").Append(PublicPage.Safe(why)).Append("</p>");
        html.Append("<label for=\"kind\">How</label><select id=\"kind\" name=\"kind\">");
        foreach (var (kind, title) in Ways.Where(way => takesMail || way.Kind != DestinationKind.Mail))
            html.Append("<option value=\"").Append(kind).Append('"').Append(kind == wish.Kind ? " selected" : "").Append('>').Append(title).Append("</option>");
        html.Append("</select>");
        if (!takesMail) html.Append("<p class=\"soft\">Mail cannot be subscribed to here at the moment.</p>");
        html.Append("<label for=\"address\">").Append(takesMail ? "Mail address, or the address of the webhook" : "Address of the webhook").Append("</label><input id=\"address\" name=\"address\" type=\"")
            .Append(takesMail && wish.Kind == DestinationKind.Mail ? "text\" inputmode=\"email\" autocomplete=\"email" : "text\" inputmode=\"url").Append("\" maxlength=\"2000\" required value=\"").Append(PublicPage.Safe(wish.Address)).Append("\">");
        if (services.Count > 1)
        {
            html.Append("<fieldset><legend>About which services? None chosen: all.</legend>");
            foreach (var service in services)
                html.Append("<label class=\"check\"><input type=\"checkbox\" name=\"service\" value=\"").Append(PublicPage.Safe(service.Service.Value)).Append('"').Append(wish.Services.Contains(service.Service.Value) ? " checked" : "").Append("> ").Append(PublicPage.Safe(service.Name)).Append("</label>");
            html.Append("</fieldset>");
        }

        html.Append("<button type=\"submit\">Subscribe</button></form>");
        PublicPage.Close(html);
        return html.ToString();
    }

    public static string Asked(string name, DestinationKind kind) => PublicPage.Saying(name, "One more step", kind switch
    {
        DestinationKind.Mail => "<p>If mail can reach this address, a message is on its way. Open the link in it within 24 hours to confirm.</p>",
        DestinationKind.Webhook => "<p>The address gets a POST with a <code>challenge</code> and its signing <code>secret</code>. It is subscribed once it answers with a success that repeats the challenge.</p>",
        _ => "<p>If the address takes messages, one is on its way. Open the link in it within 24 hours to confirm.</p>",
    });

    public static string AskConfirm(string name) => PublicPage.Saying(name, "Confirm the subscription", "<form method=\"post\"><p>You will be told of disturbances and planned work.</p><button type=\"submit\">Confirm</button></form>");

    public static string Confirmed(string name) => PublicPage.Saying(name, "You are subscribed", "<p>Every message carries a link that ends it.</p><p><a href=\"/status\">To the status page</a></p>");

    public static string AskEnd(string name) => PublicPage.Saying(name, "Unsubscribe?", "<form method=\"post\"><p>Nothing more will be sent, and the address is forgotten.</p><button type=\"submit\">Unsubscribe</button></form>");

    public static string Ended(string name) => PublicPage.Saying(name, "You are unsubscribed", "<p>Nothing more will be sent, and the address is forgotten.</p><p><a href=\"/status\">To the status page</a></p>");

    public static string Unknown(string name) => PublicPage.Saying(name, "This link does not work", "<p>It is not valid, or not any more.</p><p><a href=\"/status/subscribe\">Subscribe</a></p>");

    public static string Refused(string name, string why) => PublicPage.Saying(name, "That did not work", $"<p>{PublicPage.Safe(why)}</p>");
}
