using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>What happens to an event that a trigger can wait for.</summary>
public enum Occasion
{
    /// <summary>The condition began, or began again.</summary>
    Raised,

    /// <summary>Somebody took the event on.</summary>
    Acknowledged,

    /// <summary>The source says that the condition is over.</summary>
    Cleared,

    /// <summary>Nobody has taken it on for a time.</summary>
    Unacknowledged,
}

/// <summary>Something that happened to an event, once.</summary>
/// <param name="Occurrence">Tells the occasions of one event apart: the entry of its timeline, or 0 for its beginning.</param>
/// <param name="At">UTC.</param>
public readonly record struct Happening(EventNumber Event, Occasion Occasion, long Occurrence, DateTimeOffset At);

/// <summary>Which events a trigger speaks of, and on which occasion. Everything that is given must hold; what is left out does not narrow.</summary>
public sealed class TriggerCondition
{
    public const int MaxMatchers = 50;

    /// <summary>An event can wait between a minute and a week for somebody.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    private TriggerCondition()
    {
    }

    public Occasion On { get; private init; }

    /// <summary>How long nobody has taken the event on; zero for every other occasion.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>The intake, as <c>alertmanager</c>; empty: any.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The key of the service concerned; empty: any.</summary>
    public string Service { get; private init; } = "";

    /// <summary>The mildest priority that counts; null: any.</summary>
    public Priority? AtLeast { get; private init; }

    /// <summary>The mildest type that counts; null: any.</summary>
    public EventType? TypeAtLeast { get; private init; }

    public IReadOnlyList<Matcher> Matchers { get; private init; } = [];

    /// <summary>Nothing narrows it: it holds for every event there is.</summary>
    public bool HoldsForEverything => Source.Length == 0 && Service.Length == 0 && AtLeast is null && TypeAtLeast is null && Matchers.Count == 0;

    /// <summary>Refused for matchers that cannot be read or are too many, and for a wait out of bounds.</summary>
    /// <param name="matchers">Each as Alertmanager writes it, as <c>job=~"web.*"</c>; blank ones are left out.</param>
    public static Outcome<TriggerCondition> Create(Occasion on, TimeSpan wait, string source, string service, Priority? atLeast, EventType? typeAtLeast, IReadOnlyList<string> matchers)
    {
        if (on == Occasion.Unacknowledged && (wait < ShortestWait || wait > LongestWait)) return AutomationRefusals.BadWait(ShortestWait, LongestWait);
        var read = new List<Matcher>();
        foreach (var text in matchers.Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            switch (MatcherText.Parse(text))
            {
                case Outcome<Matcher>.Done(var matcher):
                    read.Add(matcher);
                    break;
                case Outcome<Matcher>.Refused(var why):
                    return AutomationRefusals.BadMatchers(why.Message);
            }
        }

        if (read.Count > MaxMatchers) return AutomationRefusals.BadMatchers($"There can be {MaxMatchers} matchers at most.");
        return new TriggerCondition
        {
            On = on,
            Wait = on == Occasion.Unacknowledged ? wait : TimeSpan.Zero,
            Source = source.Trim(),
            Service = service.Trim(),
            AtLeast = atLeast,
            TypeAtLeast = typeAtLeast,
            Matchers = read,
        };
    }

    public bool Holds(Event e) => MissedBy(e) is null;

    /// <summary>The first condition on the event that does not hold and what it has instead, in words; null where all hold.</summary>
    public string? MissedBy(Event e)
    {
        if (Source.Length > 0 && e.Source != Source) return $"it comes from {e.Source}, not from {Source}";
        if (Service.Length > 0 && e.Service != Service) return e.Service.Length > 0 ? $"it concerns {e.Service}, not {Service}" : $"it is not known to concern {Service}";
        if (AtLeast is { } priority && e.Priority > priority) return $"it is {e.Priority}, milder than {priority}";
        if (TypeAtLeast is { } type && e.Type < type) return $"it is {e.Type}, milder than {type}";
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(e.Labels)) return e.Labels[matcher.Name] is { Length: > 0 } value ? $"{matcher} does not hold: {matcher.Name} is \"{value}\"" : $"{matcher} does not hold: it has no label {matcher.Name}";
        }

        return null;
    }
}
