using System.Collections.Concurrent;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Metrics.Series;

/// <summary>Every series by its labels and by its name. Written by the one writer, read by anybody.</summary>
internal sealed class SeriesIndex
{
    private readonly ConcurrentDictionary<LabelSet, MetricSeries> _byLabels = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<long, MetricSeries>> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _bySource = new(StringComparer.Ordinal);

    private Retiring? _retiring;

    public int Count => _byLabels.Count;

    public IEnumerable<MetricSeries> All => _byLabels.Values;

    public MetricSeries? Find(LabelSet labels) => _byLabels.GetValueOrDefault(labels);

    public int CountOf(string source) => _bySource.GetValueOrDefault(source);

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<MetricSeries> Find(MetricSelector selector)
    {
        IEnumerable<MetricSeries> candidates = selector.Name.Length == 0 ? _byLabels.Values
            : _byName.TryGetValue(selector.Name, out var named) ? named.Values : [];
        return [.. candidates.Where(series => selector.Matches(series.Labels)).OrderBy(series => series.Id)];
    }

    /// <summary>Names that begin with a text, in order; for those who type one.</summary>
    public IReadOnlyList<string> Names(string beginning, int most) =>
        [.. _byName.Where(named => !named.Value.IsEmpty && named.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).Select(named => named.Key).Order(StringComparer.Ordinal).Take(most)];

    public void Add(MetricSeries series)
    {
        if (!_byLabels.TryAdd(series.Labels, series)) return;
        _byName.GetOrAdd(series.Name, _ => new())[series.Id] = series;
        _bySource.AddOrUpdate(series.Source, 1, (_, count) => count + 1);
    }

    public void Remove(MetricSeries series)
    {
        if (!_byLabels.TryRemove(series.Labels, out _)) return;
        if (_byName.TryGetValue(series.Name, out var named)) named.TryRemove(series.Id, out _);
        _bySource.AddOrUpdate(series.Source, 0, (_, count) => count - 1);
    }

    /// <summary>Names series that may go if they have said nothing since an instant.</summary>
    public void Retire(IReadOnlyList<long> ids, long before) => Volatile.Write(ref _retiring, new(ids.ToHashSet(), before));

    /// <summary>Takes the series that may go, and are still silent. Only the writer asks.</summary>
    public IReadOnlyList<MetricSeries> TakeRetired() =>
        Interlocked.Exchange(ref _retiring, null) is { } retiring ? [.. All.Where(series => retiring.Ids.Contains(series.Id) && series.LastAt < retiring.Before && series.Snapshot().Count == 0)] : [];

    public void Clear()
    {
        _byLabels.Clear();
        _byName.Clear();
        _bySource.Clear();
    }

    private sealed record Retiring(IReadOnlySet<long> Ids, long Before);
}
