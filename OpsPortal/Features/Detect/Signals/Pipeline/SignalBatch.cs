using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Significance.Log;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>What a source's signal turns on an event that exists.</summary>
internal enum TurnKind
{
    /// <summary>The condition is over.</summary>
    Clear,

    /// <summary>The condition is back.</summary>
    Refire,

    /// <summary>Annotations or link are new.</summary>
    Describe,
}

/// <summary>One turn of an event, to be carried out on its row. Turns of one event are in the order they arrived.</summary>
/// <param name="Signal">What told us; null where the source fell silent.</param>
internal sealed record Turn(KnownEvent Known, TurnKind Kind, Signal? Signal)
{
    /// <summary>What silences and windows do to an event which fires again.</summary>
    public HoldingView? Holds { get; set; }
}

/// <summary>A signal that matters.</summary>
/// <param name="Rule">Who says so; null: habit does, or the event it repeats is known.</param>
internal readonly record struct SignificantSignal(Signal Signal, SignificanceRule? Rule);

/// <summary>An event that begins with this batch; the steps fill in what they find out.</summary>
internal sealed class RaisedEvent(KnownEvent known, Signal signal, SignificanceRule? rule)
{
    /// <summary>The rule that made an event of it; null: habit did.</summary>
    public SignificanceRule? Rule { get; } = rule;

    public KnownEvent Known { get; } = known;

    /// <summary>The signal that raised it.</summary>
    public Signal Signal { get; } = signal;

    /// <summary>The key of the service it concerns; empty where no rule leads to one.</summary>
    public string Service { get; set; } = "";

    public EventType Type { get; set; }

    public Priority Priority { get; set; }

    /// <summary>What silences and windows do to it.</summary>
    public Hold Hold { get; set; }
}

/// <summary>Signals that become durable together, and what the steps conclude from them.</summary>
/// <param name="now">UTC; one instant for the whole batch.</param>
internal sealed class SignalBatch(DateTimeOffset now)
{
    public DateTimeOffset Now { get; } = now;

    public List<Signal> Signals { get; } = [];

    /// <summary>What goes on down the path, in the order it arrived.</summary>
    public List<SignificantSignal> Significant { get; } = [];

    /// <summary>What is kept in the signal log: records, and states that are not significant.</summary>
    public List<JudgedSignal> Judged { get; } = [];

    /// <summary>Events not held in memory that a returning signal may continue, by identity.</summary>
    public Dictionary<(string Source, Fingerprint Fingerprint), KnownEvent> Returning { get; } = [];

    /// <summary>Events that signals of this batch repeat, each once.</summary>
    public List<KnownEvent> Touched { get; } = [];

    public Dictionary<(string Source, Fingerprint Fingerprint), RaisedEvent> Raised { get; } = [];

    public List<Turn> Turns { get; } = [];

    /// <summary>Whether there is anything to make durable.</summary>
    public bool IsEmpty => !ChangesEvents && Judged.Count == 0;

    /// <summary>Whether any event is new or other than before.</summary>
    public bool ChangesEvents => Touched.Count > 0 || Raised.Count > 0 || Turns.Count > 0;

    /// <summary>Sends on what a verdict lets through.</summary>
    public void GoesOn(Verdict verdict)
    {
        if (verdict.GoesOn is { } signal) Significant.Add(new(signal, verdict.Rule));
    }
}
