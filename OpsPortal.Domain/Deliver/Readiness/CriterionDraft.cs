using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>A criterion as somebody wants it to be.</summary>
public sealed record CriterionDraft
{
    public const int MaxNameLength = 120, MaxTextLength = 1000, MaxCheckLength = 60, MaxEnvironments = 50;

    public static readonly TimeSpan LongestHold = TimeSpan.FromDays(366);

    public string Name { get; init; } = "";

    /// <summary>What is to be looked at, for whoever gives evidence; may be empty.</summary>
    public string Text { get; init; } = "";

    public CriterionKind Kind { get; init; } = CriterionKind.ByPerson;

    /// <summary>As the catalogue names them; empty: any.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>How long evidence counts; what the portal finds out by itself is asked anew each time.</summary>
    public TimeSpan Holds { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For a signed report: which check it is about, as <c>security-baseline</c>.</summary>
    public string Report { get; init; } = "";

    /// <summary>For capacity: how much must be left, in percent of what is full.</summary>
    public int Headroom { get; init; } = 20;

    /// <summary>Who owns it, and where it is found out by persons, whose members say so; null: nobody in particular.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Whether it holds approval and start back; else it is only shown.</summary>
    public bool IsBinding { get; init; } = true;

    /// <summary>Why it cannot be, or null where it can.</summary>
    public Refusal? Check()
    {
        if (Plain.Fault("name", Name, MaxNameLength) is { } why) return why with { Code = "readiness.invalid-name" };
        if (Text.Length > MaxTextLength || Plain.HasUnprintable(Text, lines: true)) return ReadinessRefusals.BadText("text", MaxTextLength);
        if (Environments.Count > MaxEnvironments || Environments.Any(name => name.Length > ServiceDraft.MaxPartNameLength || Plain.HasUnprintable(name, lines: false))) return ReadinessRefusals.BadText("environments", ServiceDraft.MaxPartNameLength);
        if (Kind == CriterionKind.SignedReport && !IsCheck(Report)) return ReadinessRefusals.BadCheck(Report);
        if (Holds < TimeSpan.FromMinutes(1) || Holds > LongestHold) return ReadinessRefusals.BadHold();
        return Headroom is < 0 or > 90 ? ReadinessRefusals.BadHeadroom() : null;
    }

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public static bool IsCheck(string name) => name.Length is > 0 and <= MaxCheckLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Trimmed, with what its kind does not need left out.</summary>
    public CriterionDraft AsKept() => this with
    {
        Name = Name.Trim(),
        Text = Text.ReplaceLineEndings("\n").Trim(),
        Report = Kind == CriterionKind.SignedReport ? Report.Trim() : "",
        Environments = [.. Environments.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
        Tiers = [.. Tiers.Distinct().Order()],
    };
}
