using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Detect.Traces;

/// <summary>Which traces are kept, and for how long; section <c>OpsPortal:Traces</c>.</summary>
internal sealed class TraceOptions
{
    /// <summary>A trace whose beginning, or any span of kind server, takes this long or longer is slow.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")] public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a trace is ordinary is decided when nothing more of it has come for this long.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")] public TimeSpan SettleAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Ordinary traces kept for comparison in every <see cref="SampleEvery"/>, for each service where traces begin; no two of the same name.</summary>
    [Range(0, 1000)] public int SamplePerService { get; init; } = 5;

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")] public TimeSpan SampleEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Spans of one trace; further ones are refused.</summary>
    [Range(10, 20_000)] public int MostSpans { get; init; } = 2000;

    [Range(typeof(TimeSpan), "01:00:00", "400.00:00:00")] public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Packed; the oldest go first when there are more.</summary>
    [Range(16, 1_000_000)] public int KeepMegabytes { get; init; } = 1024;
}

[OptionsValidator]
internal sealed partial class TraceOptionsValidator : IValidateOptions<TraceOptions>;
