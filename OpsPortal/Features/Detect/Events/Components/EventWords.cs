using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events.Components;

/// <summary>Events in the words of the list.</summary>
internal static class EventWords
{
    /// <summary>The label that the title is made of; it would say the same twice.</summary>
    private const string Told = "alertname";

    /// <summary>Where it stands, or why it is out of sight.</summary>
    public static string State(EventRow row) => row.Standing is Standing.Snoozed or Standing.Suppressed or Standing.Grouped ? row.Standing.ToString() : row.State.ToString();

    public static string Labels(LabelSet labels) => string.Join("  ", labels.Where(label => label.Name != Told).Select(label => $"{label.Name}={label.Value}"));

    /// <summary><c>EVT-7</c>, or how many.</summary>
    public static string Name(IReadOnlyList<EventRow> rows) => rows is [var one] ? one.Number.ToString() : $"{rows.Count} events";
}
