using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Versions;

namespace OpsPortal.Features.Deliver.Versions;

/// <summary>How long versions may take; section <c>OpsPortal:Versions</c>.</summary>
internal sealed class VersionOptions
{
    public const string Section = "OpsPortal:Versions";

    /// <summary>A difference that lasts no longer is on its way.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")] public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What was not seen for longer tells nothing of now.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")] public TimeSpan Fresh { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long it is kept what ran before, and what differed.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "1830.00:00:00")] public TimeSpan History { get; init; } = TimeSpan.FromDays(90);

    public VersionTerms Terms => new(QuietPeriod, Fresh);
}

[OptionsValidator]
internal sealed partial class VersionOptionsValidator : IValidateOptions<VersionOptions>;
