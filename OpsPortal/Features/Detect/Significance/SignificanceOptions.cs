using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Detect.Significance;

/// <summary>How long signals are kept beside the events they became or did not become.</summary>
public sealed class SignificanceOptions
{
    public const string Section = "OpsPortal:Signals";

    [Range(typeof(TimeSpan), "01:00:00", "400.00:00:00")] public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Packed; the oldest go first when there are more.</summary>
    [Range(16, 1_000_000)] public int KeepMegabytes { get; init; } = 2048;
}

[OptionsValidator]
internal sealed partial class SignificanceOptionsValidator : IValidateOptions<SignificanceOptions>;
