using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Audit.Pages;

/// <summary>How the audit trail can be narrowed, and how its entries read.</summary>
internal static class AuditListing
{
    private static readonly Dictionary<string, (string Title, TimeSpan Length)> Periods = new(StringComparer.Ordinal)
    {
        ["1h"] = ("Last hour", TimeSpan.FromHours(1)),
        ["24h"] = ("Last 24 hours", TimeSpan.FromHours(24)),
        ["7d"] = ("Last 7 days", TimeSpan.FromDays(7)),
        ["30d"] = ("Last 30 days", TimeSpan.FromDays(30)),
    };

    private static readonly Facet ActFacet = new("act", "Act", []);
    private static readonly Facet ObjectFacet = new("object", "Object", []);
    private static readonly Facet ActorFacet = new("actor", "Who", []);
    private static readonly Facet PeriodFacet = new("period", "Period", [.. Periods.Select(period => new Choice(period.Key, period.Value.Title))]) { Single = true };

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [PeriodFacet, ActFacet, ObjectFacet, ActorFacet];

    public static AuditFilter Filter(ListQuery query, DateTimeOffset now) => new()
    {
        Text = query.Text,
        Act = Typed(query, ActFacet),
        Object = Typed(query, ObjectFacet),
        Actor = Typed(query, ActorFacet),
        From = Periods.TryGetValue(Typed(query, PeriodFacet), out var period) ? now - period.Length : null,
    };

    public static string Key(AuditRow entry) => entry.Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page of what an act was done to; null where there is none.</summary>
    public static string? Href(string @object) => MonitorNumber.TryParse(@object, null, out var monitor) && @object.StartsWith("MON-", StringComparison.Ordinal) ? $"/monitors/{monitor}"
        : @object.StartsWith("EVT-", StringComparison.Ordinal) && EventNumber.TryParse(@object, null, out var number) ? $"/events/{number}" : null;

    /// <summary>What changed, fact by fact: <c>state Prioritised → Investigating, owner – → Dana</c>.</summary>
    public static string Facts(AuditRow entry)
    {
        var (before, after) = (Read(entry.Before), Read(entry.After));
        if (before is null || after is null) return entry.Before.Length == 0 ? entry.After : entry.After.Length == 0 ? $"was {entry.Before}" : $"{entry.Before} → {entry.After}";
        var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(name => (Name: name, Before: before.GetValueOrDefault(name, "–"), After: after.GetValueOrDefault(name, "–")))
            .Where(fact => fact.Before != fact.After);
        return string.Join(", ", changes.Select(fact => fact.Before == "–" ? $"{fact.Name} {fact.After}" : $"{fact.Name} {fact.Before} → {fact.After}"));
    }

    private static string Typed(ListQuery query, Facet facet) => query.Of(facet) is [var value, ..] ? value : "";

    /// <summary>Facts as text by name; null: not an object. Empty facts read as no fact at all.</summary>
    private static Dictionary<string, string>? Read(string json)
    {
        if (json.Length == 0) return [];
        try
        {
            using var facts = JsonDocument.Parse(json);
            return facts.RootElement.ValueKind == JsonValueKind.Object
                ? facts.RootElement.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.ToString() is { Length: > 0 } text ? text : "–", StringComparer.Ordinal)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
