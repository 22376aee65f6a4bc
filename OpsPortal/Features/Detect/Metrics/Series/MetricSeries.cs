using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics.Codec;

namespace OpsPortal.Features.Detect.Metrics.Series;

/// <summary>A chunk in memory.</summary>
internal readonly record struct HeldChunk(long Start, long End, byte[] Bytes);

/// <summary>One series as it is held in memory: its labels, and the samples that are durable only in the log so far.</summary>
internal sealed class MetricSeries(long id, LabelSet labels, string source)
{
    /// <summary>The label that holds the name.</summary>
    public const string NameLabel = "__name__";

    private readonly Lock _gate = new();
    private readonly List<HeldChunk> _complete = [];
    private ChunkWriter? _open;

    public long Id { get; } = id;

    public LabelSet Labels { get; } = labels;

    public string Source { get; } = source;

    public string Name => Labels[NameLabel];

    /// <summary>Time of the newest sample; 0: not known yet, or none.</summary>
    public long LastAt { get; private set; }

    /// <summary>The newest time that the writer has let in, durable or on its way. Only the writer touches it.</summary>
    public long ClaimedAt { get; set; }

    /// <summary>Whether <see cref="LastAt"/> has been looked up. Only the writer touches it.</summary>
    public bool IsKnown { get; set; }

    public void Remember(long lastAt) => (LastAt, ClaimedAt, IsKnown) = (lastAt, lastAt, true);

    public void Append(long at, double value)
    {
        lock (_gate)
        {
            _open ??= new();
            _open.Add(at, value);
            LastAt = at;
            if (_open.Count == ChunkWriter.Most) Complete();
        }
    }

    /// <summary>Takes a chunk as the log carried it.</summary>
    public void Restore(ReadOnlySpan<Domain.Detect.Monitors.Sample> samples)
    {
        foreach (var sample in samples)
        {
            if (sample.At > LastAt) Append(sample.At, sample.Value);
        }
    }

    /// <summary>Completes the open chunk where it is due, and gives all complete ones.</summary>
    public IReadOnlyList<HeldChunk> Collect(int least, TimeSpan longest)
    {
        lock (_gate)
        {
            if (_open is { Count: > 0 } open && (open.Count >= least || open.LastAt - open.FirstAt >= longest.TotalMilliseconds)) Complete();
            return [.. _complete];
        }
    }

    /// <summary>The first <paramref name="count"/> complete chunks are in the database now.</summary>
    public void Release(int count)
    {
        lock (_gate)
        {
            _complete.RemoveRange(0, count);
        }
    }

    /// <summary>The open chunk as bytes; null: there is none.</summary>
    public byte[]? Carry()
    {
        lock (_gate)
        {
            return _open is { Count: > 0 } ? _open.ToArray() : null;
        }
    }

    /// <summary>All that is not in the database yet, oldest first.</summary>
    public IReadOnlyList<HeldChunk> Snapshot()
    {
        lock (_gate)
        {
            if (_open is not { Count: > 0 } open) return [.. _complete];
            return [.. _complete, new(open.FirstAt, open.LastAt, open.ToArray())];
        }
    }

    private void Complete()
    {
        _complete.Add(new(_open!.FirstAt, _open.LastAt, _open.ToArray()));
        _open = null;
    }
}
