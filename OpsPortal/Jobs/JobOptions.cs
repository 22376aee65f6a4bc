using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Jobs;

/// <summary>How recurring work is done; section <c>OpsPortal:Jobs</c>.</summary>
internal sealed class JobOptions
{
    /// <summary>Whether this process works on jobs at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many jobs run at the same time.</summary>
    [Range(1, 16)] public int Workers { get; init; } = 3;

    /// <summary>A resolved event whose condition is over is closed when nobody has touched it for this long. P1 and P2 wait for a person.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")] public TimeSpan CloseResolvedAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Closed events are kept this long.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")] public TimeSpan KeepClosedEvents { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Expired silences are kept this long.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")] public TimeSpan KeepExpiredSilences { get; init; } = TimeSpan.FromDays(90);
}

[OptionsValidator]
internal sealed partial class JobOptionsValidator : IValidateOptions<JobOptions>;
