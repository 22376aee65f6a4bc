using System.Globalization;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Posting;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>What people are told of events: what fires now, and what is over.</summary>
internal static class NotificationText
{
    /// <summary>Most events in one message; the rest goes into the next.</summary>
    public const int Most = 50;

    /// <param name="rule">The rule behind the first of them, as it was called.</param>
    public static Bulletin Of(IReadOnlyList<Event> fired, IReadOnlyList<Event> over, NotificationNumber rule, string ruleName, InformLinks links)
    {
        var facts = new JsonObject
        {
            ["rule"] = new JsonObject { ["number"] = rule.ToString(), ["name"] = ruleName },
            ["fired"] = new JsonArray([.. fired.Select(e => Facts(e, links))]),
            ["cleared"] = new JsonArray([.. over.Select(e => Facts(e, links))]),
        };
        return new("events.notification", Subject(fired, over), [Lead(fired, over)], facts)
        {
            Lines = [.. fired.OrderBy(e => e.Priority).ThenBy(e => e.Number).Select(e => Line(e.Priority.ToString(), e, links)), .. over.OrderBy(e => e.Number).Select(e => Line("Over", e, links))],
            Link = links.To("/events"),
            LinkText = "Open the queue",
            Footer = $"You get this because of the rule {ruleName} ({rule}).",
        };
    }

    private static string Subject(IReadOnlyList<Event> fired, IReadOnlyList<Event> over) => (fired.Count, over.Count) switch
    {
        (1, 0) => $"[{fired[0].Priority}] {OneLine.Of(fired[0].Title)}",
        (0, 1) => $"[Over] {OneLine.Of(over[0].Title)}",
        (0, _) => Text($"[Over] {over.Count} events"),
        (_, 0) => Text($"[{fired.Min(e => e.Priority)}] {fired.Count} events"),
        _ => Text($"[{fired.Min(e => e.Priority)}] {fired.Count} new, {over.Count} over"),
    };

    private static string Lead(IReadOnlyList<Event> fired, IReadOnlyList<Event> over) => (fired.Count, over.Count) switch
    {
        (0, 1) => "An event you were told of is over.",
        (0, _) => Text($"{over.Count} events you were told of are over."),
        (1, 0) => "An event came up.",
        (_, 0) => Text($"{fired.Count} events came up."),
        _ => Text($"{fired.Count} came up, {over.Count} you were told of are over."),
    };

    private static BulletinLine Line(string mark, Event e, InformLinks links) =>
        new(mark, $"{e.Number} {OneLine.Of(e.Title)}{(e.Service.Length > 0 ? $" ({OneLine.Of(e.Service)})" : "")}", links.To($"/events/{e.Number}"));

    private static JsonObject Facts(Event e, InformLinks links) => new()
    {
        ["number"] = e.Number.ToString(),
        ["title"] = e.Title,
        ["service"] = e.Service,
        ["source"] = e.Source,
        ["type"] = e.Type.ToString(),
        ["priority"] = e.Priority.ToString(),
        ["startsAt"] = e.StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["link"] = links.To($"/events/{e.Number}"),
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
