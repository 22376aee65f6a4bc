using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Inform.Destinations;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>A bulletin as what webhooks, Slack and Teams take.</summary>
internal static class BulletinPost
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Bulletin bulletin, DestinationKind kind, DateTimeOffset now) => (kind switch
    {
        DestinationKind.Slack => new JsonObject { ["text"] = Slack(bulletin) },
        DestinationKind.Teams => Teams(bulletin),
        _ => new JsonObject
        {
            ["type"] = bulletin.Type,
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["data"] = bulletin.Facts.DeepClone(),
        },
    }).ToJsonString(Relaxed);

    private static string Slack(Bulletin bulletin)
    {
        var text = new StringBuilder().Append('*').Append(Escaped(bulletin.Subject)).Append('*');
        foreach (var paragraph in bulletin.Paragraphs) text.Append('\n').Append(Escaped(paragraph));
        foreach (var line in bulletin.Lines) text.Append("\n• *").Append(Escaped(line.Mark)).Append("* ").Append(line.Link.Length > 0 ? $"<{Escaped(line.Link)}|{Escaped(line.Text).Replace('|', '/')}>" : Escaped(line.Text));
        if (bulletin.Link.Length > 0) text.Append("\n<").Append(Escaped(bulletin.Link)).Append('|').Append(Escaped(bulletin.LinkText)).Append('>');
        if (bulletin.EndLink.Length > 0) text.Append("\n<").Append(Escaped(bulletin.EndLink)).Append("|Unsubscribe>");
        return text.ToString();
    }

    /// <summary>An adaptive card, as the workflows of Teams take it.</summary>
    private static JsonObject Teams(Bulletin bulletin)
    {
        var body = new JsonArray(Block(bulletin.Subject, strong: true));
        foreach (var paragraph in bulletin.Paragraphs) body.Add(Block(paragraph, strong: false));
        foreach (var line in bulletin.Lines) body.Add(Block($"{line.Mark} {line.Text}", strong: false));
        var actions = new JsonArray();
        if (bulletin.Link.Length > 0) actions.Add(Open(bulletin.LinkText, bulletin.Link));
        if (bulletin.EndLink.Length > 0) actions.Add(Open("Unsubscribe", bulletin.EndLink));
        var card = new JsonObject { ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4", ["body"] = body, ["actions"] = actions };
        return new() { ["type"] = "message", ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }) };
    }

    private static JsonObject Block(string text, bool strong)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Marked(text), ["wrap"] = true };
        if (strong) (block["weight"], block["size"]) = ("Bolder", "Medium");
        return block;
    }

    private static JsonObject Open(string title, string url) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = url };

    /// <summary>Slack's three characters; nothing a source writes can mention a whole channel or hide a link.</summary>
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A card reads a little Markdown; brackets would make links of it.</summary>
    private static string Marked(string text) => text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
