using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Metrics;

/// <summary>One series: what its samples are of.</summary>
internal sealed class MetricSeriesRow
{
    public long Id { get; init; }

    /// <summary>The name as label <c>__name__</c>, and all others.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Who sent its first sample; counts against the bound of that source.</summary>
    public required string Source { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Samples of one series that are complete; never changed.</summary>
internal sealed class MetricChunkRow
{
    public long Series { get; init; }

    /// <summary>Time of the first sample; milliseconds since 1970 UTC.</summary>
    public long Start { get; init; }

    public long End { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>One day of one series, summed up in steps.</summary>
internal sealed class MetricRollUpRow
{
    public long Series { get; init; }

    /// <summary>Width of a bucket in seconds: 300 or 3600.</summary>
    public int Step { get; init; }

    /// <summary>The day's first instant in UTC; milliseconds since 1970.</summary>
    public long Start { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>Samples that are durable here and not yet in a chunk of their own. One row a commit.</summary>
internal sealed class MetricLogRow
{
    public long Id { get; private set; }

    /// <summary>As <see cref="Writer.MetricLog"/> writes it.</summary>
    public required byte[] Bytes { get; init; }
}
