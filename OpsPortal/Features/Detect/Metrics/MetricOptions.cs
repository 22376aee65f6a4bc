using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Detect.Metrics;

/// <summary>How much is kept of metrics, and for how long; section <c>OpsPortal:Metrics</c>.</summary>
internal sealed class MetricOptions
{
    /// <summary>Different series that one source may send; points of further ones are refused.</summary>
    [Range(1, 1_000_000)] public int MostSeriesPerSource { get; init; } = 20_000;

    /// <summary>Different series in all.</summary>
    [Range(1, 1_000_000)] public int MostSeries { get; init; } = 100_000;

    /// <summary>Every sample is kept this long; back-tests reach as far.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan KeepSamples { get; init; } = TimeSpan.FromDays(32);

    /// <summary>Minimum, maximum, sum and count of every five minutes are kept this long.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan KeepFiveMinutes { get; init; } = TimeSpan.FromDays(180);

    /// <summary>The same of every hour.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan KeepHours { get; init; } = TimeSpan.FromDays(800);
}

[OptionsValidator]
internal sealed partial class MetricOptionsValidator : IValidateOptions<MetricOptions>;
