using System.Globalization;
using System.Text;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>A handoff as text, to be pasted into a chat. The same handoff gives the same text.</summary>
public static class HandoffText
{
    public static string Write(Handoff handoff, IEnumerable<HandoffItem> items)
    {
        var text = new StringBuilder();
        var taker = handoff.TakerName.Length > 0 ? handoff.TakerName : "nobody yet";
        text.Append(CultureInfo.InvariantCulture, $"{handoff.Number} {handoff.Subject}\n{handoff.GiverName} → {taker}\n{handoff.From.UtcDateTime:yyyy-MM-dd HH:mm} – {handoff.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n");
        if (handoff.Summary.Length > 0) text.Append('\n').Append(handoff.Summary).Append('\n');
        foreach (var section in items.GroupBy(item => item.Section).OrderBy(section => section.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Title(section.Key)} ({section.Count()})\n");
            foreach (var item in InOrder(section)) Line(text, item);
        }

        return text.ToString();
    }

    /// <summary>The most pressing first.</summary>
    public static IEnumerable<HandoffItem> InOrder(IEnumerable<HandoffItem> items) => items.OrderBy(item => item.Weight).ThenBy(item => item.Reference, StringComparer.Ordinal).ThenBy(item => item.Id);

    public static string Title(HandoffSection section) => section switch
    {
        HandoffSection.Unacknowledged => "Open, nobody has taken it on",
        HandoffSection.Acknowledged => "Open, somebody works it",
        HandoffSection.Incidents => "Open incidents",
        HandoffSection.Watch => "Watch",
        HandoffSection.Hypotheses => "What may be the cause",
        HandoffSection.LastWord => "Last word to stakeholders",
        HandoffSection.Suppressions => "Suppressed",
        HandoffSection.PlannedWork => "Planned for the next shift",
        HandoffSection.Opened => "Came up in the shift",
        HandoffSection.Resolved => "Done in the shift",
        _ => "Changed in the shift",
    };

    private static void Line(StringBuilder text, HandoffItem item)
    {
        text.Append("- ");
        if (item.Reference.Length > 0) text.Append(item.Reference).Append(' ');
        text.Append(item.Title);
        if (item.Detail.Length > 0) text.Append(" · ").Append(item.Detail);
        if (item.OwnerName.Length > 0) text.Append(" · ").Append(item.OwnerName);
        else if (item.IsWork) text.Append(" · nobody").Append(item.UnownedBecause.Length > 0 ? $": {item.UnownedBecause}" : "");
        text.Append('\n');
        if (item.Note.Length > 0) text.Append("  ").Append(item.Note).Append('\n');
        if (item.Question.Length > 0) text.Append("  ? ").Append(item.Question).Append(item.Reply.Length > 0 ? $"\n  ! {item.Reply}" : "").Append('\n');
    }
}
