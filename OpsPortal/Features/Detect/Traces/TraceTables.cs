using OpsPortal.Domain.Detect.Traces;

namespace OpsPortal.Features.Detect.Traces;

/// <summary>What is to become of a trace.</summary>
internal enum TraceFate
{
    /// <summary>Nothing of it is slow or failed so far, and more may come.</summary>
    Open,

    /// <summary>Something of it is slow or failed.</summary>
    Kept,

    /// <summary>Ordinary, and kept to compare others with.</summary>
    Sample,
}

/// <summary>One trace, summed up over all of its spans that have come.</summary>
internal sealed class TraceRow
{
    /// <summary>32 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Of where it begins; while that has not come, of the earliest span.</summary>
    public string Name { get; private set; } = "";

    public string Service { get; private set; } = "";

    public bool HasRoot { get; private set; }

    /// <summary>When the span began that gave name and service.</summary>
    public DateTimeOffset NamedAt { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    public int Spans { get; private set; }

    public int Failed { get; private set; }

    public bool Slow { get; private set; }

    public TraceFate Fate { get; set; }

    /// <summary>When something of it last came.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>How many <see cref="TraceSpansRow"/> it has.</summary>
    public int Parts { get; set; }

    /// <summary>Their bytes together.</summary>
    public long Bytes { get; set; }

    /// <summary>Adds a span; what results is the same in whatever order they come.</summary>
    public void Add(TraceSpan span, TimeSpan slowAfter)
    {
        var first = Spans++ == 0;
        if (first || (span.IsRoot == HasRoot ? span.At < NamedAt : span.IsRoot))
            (Name, Service, NamedAt, HasRoot) = (span.Name, span.Service, span.At, span.IsRoot);
        if (first || span.At < StartedAt) StartedAt = span.At;
        if (first || span.EndsAt > EndedAt) EndedAt = span.EndsAt;
        if (span.Failed) Failed++;
        Slow |= span.IsSlow(slowAfter);
        if (Slow || Failed > 0) Fate = TraceFate.Kept;
    }
}

/// <summary>The share of one service in a trace: that it took part, and how it did.</summary>
internal sealed class TraceShareRow
{
    public required string Trace { get; init; }

    public required string Service { get; init; }

    /// <summary>When its first span there began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Whether one of its own spans failed.</summary>
    public bool Failed { get; set; }

    /// <summary>Whether one of its own spans was slow.</summary>
    public bool Slow { get; set; }
}

/// <summary>The spans of one trace that came in one commit; never changed.</summary>
internal sealed class TraceSpansRow
{
    public required string Trace { get; init; }

    public int Part { get; init; }

    /// <summary>As <see cref="Store.SpanPack"/> packs them.</summary>
    public required byte[] Packed { get; init; }
}
