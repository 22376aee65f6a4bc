using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Prioritisation;

/// <summary>How soon something must be done, least first.</summary>
public enum Urgency
{
    Low,
    Medium,
    High,
}

/// <summary>Impact × urgency = priority (ITIL 4, incident management practice; the cells are the organisation's own).</summary>
public sealed record PriorityMatrix
{
    /// <summary>The annotation or label with which a source tells when a limit will be reached, as an ISO 8601 instant.</summary>
    public const string BreachAt = "breach_at";

    /// <summary>A limit that is reached sooner is urgent, whatever the type.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    private static readonly Priority[][] UsualCells =
    [
        [Priority.P5, Priority.P4, Priority.P3],
        [Priority.P4, Priority.P3, Priority.P2],
        [Priority.P3, Priority.P2, Priority.P2],
        [Priority.P3, Priority.P2, Priority.P1],
    ];

    private PriorityMatrix(Priority[][] cells) => Cells = cells;

    public static PriorityMatrix Usual { get; } = new(UsualCells);

    /// <summary>By impact, then by urgency, each the least first.</summary>
    public IReadOnlyList<IReadOnlyList<Priority>> Cells { get; }

    public Priority this[Impact impact, Urgency urgency] => Cells[(int)impact][(int)urgency];

    /// <summary>Refused unless every cell is there and nothing is less pressing for being graver or more urgent.</summary>
    public static Outcome<PriorityMatrix> Create(IReadOnlyList<IReadOnlyList<Priority>> cells)
    {
        if (cells.Count != Enum.GetValues<Impact>().Length || cells.Any(row => row is null || row.Count != Enum.GetValues<Urgency>().Length || !row.All(Enum.IsDefined))) return PriorityRefusals.Incomplete();
        for (var impact = 0; impact < cells.Count; impact++)
        {
            for (var urgency = 0; urgency < cells[impact].Count; urgency++)
            {
                if (impact > 0 && cells[impact][urgency] > cells[impact - 1][urgency]) return PriorityRefusals.Falls((Impact)impact, (Urgency)urgency);
                if (urgency > 0 && cells[impact][urgency] > cells[impact][urgency - 1]) return PriorityRefusals.Falls((Impact)impact, (Urgency)urgency);
            }
        }

        return new PriorityMatrix([.. cells.Select(row => row.ToArray())]);
    }

    /// <summary>An exception is urgent, a warning less so, and what is reached soon is urgent in any case.</summary>
    /// <param name="breachAt">When a limit will be reached (UTC); null: nobody says.</param>
    public static Urgency UrgencyOf(EventType type, DateTimeOffset? breachAt, DateTimeOffset now) => type switch
    {
        EventType.Exception => Urgency.High,
        _ when breachAt is { } at && at - now <= Soon => Urgency.High,
        EventType.Warning => Urgency.Medium,
        _ => Urgency.Low,
    };

    /// <summary>Null where the source does not tell, or not so that it can be read.</summary>
    public static DateTimeOffset? Breach(LabelSet labels, LabelSet annotations)
    {
        var text = annotations[BreachAt] is { Length: > 0 } told ? told : labels[BreachAt];
        return text.Length > 0 && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}

/// <summary>Every expected no about priorities.</summary>
public static class PriorityRefusals
{
    public static Refusal Incomplete() => new("priority.invalid-matrix", "Every impact needs a priority for every urgency.");

    public static Refusal Falls(Impact impact, Urgency urgency) => new("priority.invalid-order", $"{impact} impact with {urgency.ToString().ToLowerInvariant()} urgency is less pressing than something less grave or less urgent.");

    public static Refusal Same(Priority priority) => new("priority.same", $"It has priority {priority} already.");

    public static Refusal ChangedMeanwhile() => new("priority.changed-meanwhile", "Somebody changed the matrix meanwhile. Look again, then decide.");
}
