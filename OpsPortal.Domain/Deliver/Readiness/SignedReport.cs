using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>What a program has found out about one service in one environment. Its signature was good when it was taken; it is never edited.</summary>
public sealed class SignedReport
{
    public const int MaxIdLength = 128, MaxSummaryLength = 1000;

    /// <summary>As its sender gave it; each is taken once.</summary>
    public required string Id { get; init; }

    /// <summary>As <c>security-baseline</c>.</summary>
    public required string Check { get; init; }

    public ServiceKey Service { get; init; }

    /// <summary>As the catalogue names it.</summary>
    public required string Environment { get; init; }

    public bool Passed { get; init; }

    /// <summary>In words; may be empty.</summary>
    public required string Summary { get; init; }

    /// <summary>Where the whole of it can be looked at; empty: nowhere.</summary>
    public required string Link { get; init; }

    /// <summary>When it was signed.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The first instant at which it no longer counts.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whose key brought it, as shown.</summary>
    public required string From { get; init; }

    /// <summary>Why it cannot be taken, or null where it can.</summary>
    public Refusal? Fault(DateTimeOffset now)
    {
        if (Id.Length is 0 or > MaxIdLength || Plain.HasUnprintable(Id, lines: false)) return ReadinessRefusals.BadReport($"an id of at most {MaxIdLength} characters in the header webhook-id");
        if (!CriterionDraft.IsCheck(Check)) return ReadinessRefusals.BadCheck(Check);
        if (Environment.Length is 0 or > ServiceDraft.MaxPartNameLength || Plain.HasUnprintable(Environment, lines: false)) return ReadinessRefusals.BadReport("the environment");
        if (Summary.Length > MaxSummaryLength || Plain.HasUnprintable(Summary, lines: true)) return ReadinessRefusals.BadText("summary", MaxSummaryLength);
        if (Link.Length > 0 && !ReadinessEvidence.IsLink(Link)) return ReadinessRefusals.BadLink();
        if (ExpiresAt <= now) return ReadinessRefusals.Expired();
        return ExpiresAt > now + CriterionDraft.LongestHold ? ReadinessRefusals.BadExpiry(now + CriterionDraft.LongestHold) : null;
    }
}
