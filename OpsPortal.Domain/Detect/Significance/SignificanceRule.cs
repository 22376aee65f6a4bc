using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>Decides whether the signals it speaks of are events. Rules are asked in order; the first whose filter holds decides.</summary>
/// <remarks>All rules that a portal has are one list; a place in it is a rule's priority over those after it.</remarks>
public sealed class SignificanceRule
{
    public const int MaxNameLength = 120;
    public const int MaxReasonLength = 1000;

    /// <summary>Most rules a portal can have; all of them are held in memory.</summary>
    public const int MaxRules = 5000;

    /// <summary>How long the event of a record stays firing unless the rule says otherwise: until somebody has had a day to look.</summary>
    public static readonly TimeSpan UsualClearAfter = TimeSpan.FromDays(1);

    public Guid Id { get; init; }

    /// <summary>From 1; lower is asked first.</summary>
    public int Position { get; set; }

    public required string Name { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Who answers for it, as shown.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Why it is there.</summary>
    public required string Reason { get; set; }

    public required SignalFilter Filter { get; set; }

    public SignificanceTest Test { get; set; } = SignificanceTest.Match;

    /// <summary>What the rule says of a signal that passes filter and test. What passes the filter alone is not significant.</summary>
    public bool Significant { get; set; } = true;

    /// <summary>The type of the event; null: from the severity.</summary>
    public EventType? Type { get; set; }

    /// <summary>The priority of the event; null: from the severity.</summary>
    public Priority? Priority { get; set; }

    /// <summary>After how long without a signal the event of a record, or of several signals together, is over.</summary>
    public TimeSpan ClearAfter { get; set; } = UsualClearAfter;

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; set; }

    /// <summary>Why it cannot be saved, or null where it can.</summary>
    /// <param name="confirmed">The person has been asked whether a rule that holds for everything is meant.</param>
    public Refusal? Check(bool confirmed)
    {
        if (string.IsNullOrWhiteSpace(Name)) return RuleRefusals.NameMissing();
        if (Name.Length > MaxNameLength) return RuleRefusals.NameTooLong();
        if (string.IsNullOrWhiteSpace(Reason)) return RuleRefusals.ReasonMissing();
        if (Reason.Length > MaxReasonLength) return RuleRefusals.ReasonTooLong();
        if (ClearAfter < TimeSpan.FromMinutes(1) || ClearAfter > TimeSpan.FromDays(30)) return RuleRefusals.BadClearAfter();
        if (Test.Kind == TestKind.Absence && !Significant) return RuleRefusals.AbsenceIsSignificant();
        if (Test.Check() is { } bad) return bad;
        return Filter.HoldsForEverything && Enabled && !confirmed ? RuleRefusals.HoldsForEverything(Significant) : null;
    }
}
