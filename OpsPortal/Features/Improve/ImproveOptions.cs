using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Improve;

/// <summary>What feeds the improvement register, and by what it measures; section <c>OpsPortal:Improvements</c>.</summary>
internal sealed class ImproveOptions
{
    public const string Section = "OpsPortal:Improvements";

    /// <summary>How many events a week that nobody works a rule may raise, unless it has an allowance of its own.</summary>
    [Range(0, 10_000)] public int NoiseBudgetPerWeek { get; init; } = 5;

    /// <summary>How far back advice is tried, in days, and so for how long its effect is counted.</summary>
    [Range(7, 30)] public int AdviceDays { get; init; } = 14;

    /// <summary>How far back the register looks for what should become better.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")] public TimeSpan LookBack { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Over how long a time a measure is taken, before and after.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "180.00:00:00")] public TimeSpan MeasureOver { get; init; } = TimeSpan.FromDays(28);

    /// <summary>An event that was last seen no longer than this before an incident precedes it.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")] public TimeSpan PrecedingWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A major incident is reviewed, and a change past the approvals looked into, within this.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "90.00:00:00")] public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Somebody decides on a proposed problem within this.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "180.00:00:00")] public TimeSpan DecideProblemsWithin { get; init; } = TimeSpan.FromDays(14);
}

[OptionsValidator]
internal sealed partial class ImproveOptionsValidator : IValidateOptions<ImproveOptions>;
