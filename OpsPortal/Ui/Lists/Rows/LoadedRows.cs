using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui.Lists.Rows;

/// <summary>
/// The rows a list has read so far, from its top on, in the order they were read. Their order is kept while the person
/// works; only <see cref="Begin"/> starts anew.
/// </summary>
internal sealed class LoadedRows<TRow>(Func<TRow, string> keyOf) where TRow : class
{
    /// <summary>Rows this far from the screen are forgotten but for their key.</summary>
    private const int Keep = 200;

    private readonly List<string> _keys = [];
    private readonly Dictionary<string, TRow> _rows = [];

    /// <summary>Where the next page begins; null when all are read.</summary>
    public string? Next { get; private set; }

    public IReadOnlyList<string> Keys => _keys;

    public TRow? this[string key] => _rows.GetValueOrDefault(key);

    public int IndexOf(string key) => _keys.IndexOf(key);

    public bool Knows(string key) => _rows.ContainsKey(key) || _keys.Contains(key);

    /// <summary>Starts anew from the top. Answers which known rows have changed, and which were not known.</summary>
    public (List<(TRow Before, TRow Now)> Changed, List<string> Added) Begin(Page<TRow> page)
    {
        var before = _rows.ToDictionary();
        _keys.Clear();
        _rows.Clear();
        Add(page);
        var changed = new List<(TRow, TRow)>();
        var added = new List<string>();
        foreach (var (key, row) in _rows)
        {
            if (!before.TryGetValue(key, out var old)) added.Add(key);
            else if (!old.Equals(row)) changed.Add((old, row));
        }

        return (changed, added);
    }

    /// <summary>Adds the next page; a row that has moved down since it was read is not shown twice.</summary>
    public void Add(Page<TRow> page)
    {
        var known = _keys.ToHashSet(StringComparer.Ordinal);
        foreach (var row in page.Items)
        {
            var key = keyOf(row);
            if (known.Add(key)) _keys.Add(key);
            _rows[key] = row;
        }

        Next = page.Next;
    }

    /// <summary>Takes over what rows are now, each in its place. Answers which have changed.</summary>
    public List<(TRow Before, TRow Now)> Update(IEnumerable<TRow> rows)
    {
        var changed = new List<(TRow, TRow)>();
        foreach (var row in rows)
        {
            var key = keyOf(row);
            if (_rows.TryGetValue(key, out var before) && !before.Equals(row)) changed.Add((before, row));
            _rows[key] = row;
        }

        return changed;
    }

    /// <summary>Shows rows below another; those that are shown already stay where they are. Answers which came.</summary>
    public IReadOnlyList<string> Insert(string below, IEnumerable<TRow> rows)
    {
        var came = new List<string>();
        foreach (var row in rows)
        {
            var key = keyOf(row);
            if (_keys.Contains(key)) continue;
            _rows[key] = row;
            came.Add(key);
        }

        _keys.InsertRange(_keys.IndexOf(below) + 1, came);
        return came;
    }

    public void Remove(string key)
    {
        _keys.Remove(key);
        _rows.Remove(key);
    }

    /// <summary>The keys of rows in a range that were forgotten.</summary>
    public List<string> Missing(int first, int count) => [.. _keys.Skip(first).Take(count).Where(key => !_rows.ContainsKey(key))];

    public void ForgetFarFrom(int first, int count)
    {
        if (_rows.Count <= count + (3 * Keep)) return;
        var near = _keys.Skip(first - Keep).Take(count + (2 * Keep)).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _rows.Keys.Where(key => !near.Contains(key)).ToList()) _rows.Remove(key);
    }
}
