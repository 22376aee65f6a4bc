using OpsPortal.Domain.Deliver.Verifications.Checks;

namespace OpsPortal.Domain.Deliver.Verifications;

/// <summary>One line of a verdict: what was looked at, and what it says.</summary>
/// <param name="Counts">False for a dry run.</param>
public sealed record Finding(string Name, CheckState? State, string Why, bool Counts = true);

/// <summary>What a verification says so far.</summary>
/// <param name="State">Null: nothing is decided yet. A no decides at once.</param>
/// <param name="Findings">The worst first.</param>
/// <param name="NextAt">When something is to be measured next; null: everything is over, or a no has decided.</param>
public sealed record VerificationVerdict(CheckState? State, IReadOnlyList<Finding> Findings, DateTimeOffset? NextAt)
{
    /// <summary>What decided, in words; empty where nothing counts against it.</summary>
    public string Why => string.Join(" ", Findings.Where(finding => finding.Counts && finding.State is not null and not CheckState.Successful).Select(finding => $"{finding.Name}: {finding.Why}"));
}

/// <summary>Brings checks, analyses and events together: it is as bad as the worst of them, and nothing looked at is no yes.</summary>
public static class Verification
{
    /// <param name="checks">Each with where it stands.</param>
    /// <param name="others">What was found elsewhere, as of a canary or the portal's events.</param>
    public static VerificationVerdict Of(IReadOnlyList<CheckStanding> checks, IReadOnlyList<Finding> others)
    {
        List<Finding> findings = [.. checks.Select(standing => new Finding(standing.Check.Name, standing.State, standing.Why, !standing.Check.IsDryRun)).Concat(others).OrderByDescending(finding => finding.Counts).ThenByDescending(finding => finding.State)];
        var counting = findings.Where(finding => finding.Counts).ToList();
        if (counting.Exists(finding => finding.State == CheckState.Failed)) return new(CheckState.Failed, findings, null);
        var next = checks.Min(standing => standing.NextAt);
        var isOpen = checks.Any(standing => standing is { IsOver: false, Check.IsDryRun: false });
        return new(isOpen ? null : counting.Max(finding => finding.State) ?? CheckState.Inconclusive, findings, next);
    }
}
