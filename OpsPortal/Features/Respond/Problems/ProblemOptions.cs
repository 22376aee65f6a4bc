using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Features.Respond.Problems;

/// <summary>When the portal proposes problems, and how it measures fixes; section <c>OpsPortal:Problems</c>.</summary>
internal sealed class ProblemOptions
{
    public const string Section = "OpsPortal:Problems";

    /// <summary>How far back is looked for what recurs.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")] public TimeSpan Period { get; init; } = ProposalThresholds.Usual.Period;

    /// <summary>Occurrences closer together than this are one recurrence.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")] public TimeSpan BoutGap { get; init; } = ProposalThresholds.Usual.BoutGap;

    /// <summary>So many recurrences of the same alert or rule on the same service within the period are proposed as a problem.</summary>
    [Range(2, 1000)] public int LeastRecurrences { get; init; } = ProposalThresholds.Usual.LeastRecurrences;

    /// <summary>They must lie on so many different days (UTC).</summary>
    [Range(1, 365)] public int LeastDays { get; init; } = ProposalThresholds.Usual.LeastDays;

    /// <summary>The last part of the period, whose rate is compared with the part before; shorter than the period.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "180.00:00:00")] public TimeSpan Recent { get; init; } = ProposalThresholds.Usual.Recent;

    /// <summary>A rising rate is proposed from so many times as often on; what was dismissed is proposed again likewise.</summary>
    [Range(1.1, 100)] public double LeastRise { get; init; } = ProposalThresholds.Usual.LeastRise;

    /// <summary>How improbable a rise must be if nothing had changed.</summary>
    [Range(0.000001, 0.1)] public double RiseSignificance { get; init; } = ProposalThresholds.Usual.RiseSignificance;

    /// <summary>What recurs and makes this part of all events is proposed, from 0 to 1.</summary>
    [Range(0.01, 1)] public double LeastShare { get; init; } = ProposalThresholds.Usual.LeastShare;

    /// <summary>With fewer events of its own than this nothing is proposed for its share.</summary>
    [Range(1, 1_000_000)] public int LeastShareEvents { get; init; } = ProposalThresholds.Usual.LeastShareEvents;

    /// <summary>While so many proposals wait for a person, no more are made.</summary>
    [Range(1, 1000)] public int MostProposals { get; init; } = 50;

    /// <summary>How far back before a fix is looked for the former rate.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")] public TimeSpan MeasureBefore { get; init; } = TimeSpan.FromDays(90);

    /// <summary>What counts as improbable when a fix is judged; intervals have the confidence of 1 less twice this.</summary>
    [Range(0.001, 0.2)] public double Significance { get; init; } = 0.05;

    /// <summary>Counted occurrences are kept this long, whatever becomes of the events.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")] public TimeSpan KeepOccurrences { get; init; } = TimeSpan.FromDays(760);

    public ProposalThresholds Thresholds => new(Period, BoutGap, LeastRecurrences, LeastDays, Recent < Period ? Recent : Period / 2, LeastRise, RiseSignificance, LeastShare, LeastShareEvents);
}

[OptionsValidator]
internal sealed partial class ProblemOptionsValidator : IValidateOptions<ProblemOptions>;
