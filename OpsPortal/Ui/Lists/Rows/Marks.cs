namespace OpsPortal.Ui.Lists.Rows;

/// <summary>Where the person is in a list, and what they have picked: a cursor, and a selection in any order.</summary>
internal sealed class Marks
{
    private readonly HashSet<string> _selected = new(StringComparer.Ordinal);
    private string? _anchor;

    /// <summary>The key of the row the keys act on; null: none yet.</summary>
    public string? Cursor { get; private set; }

    public IReadOnlyCollection<string> Selected => _selected;

    /// <summary>Nothing is picked: the list may follow what happens.</summary>
    public bool None => Cursor is null && _selected.Count == 0;

    public bool Has(string key) => _selected.Contains(key);

    public void Put(string? cursor) => Cursor = cursor;

    /// <summary>Moves the cursor by rows, within the list; from nowhere it comes to the first row.</summary>
    public int Move(IReadOnlyList<string> keys, int by)
    {
        if (keys.Count == 0) return -1;
        var at = Cursor is null ? -1 : Index(keys, Cursor);
        var to = at < 0 ? 0 : Math.Clamp(at + by, 0, keys.Count - 1);
        Cursor = keys[to];
        return to;
    }

    public void Toggle(string key)
    {
        if (!_selected.Remove(key)) _selected.Add(key);
        _anchor = key;
    }

    /// <summary>Selects everything from the row last picked to this one.</summary>
    public void ExtendTo(IReadOnlyList<string> keys, string key)
    {
        var (from, to) = (_anchor is null ? -1 : Index(keys, _anchor), Index(keys, key));
        if (from < 0) from = to;
        for (var i = Math.Min(from, to); i >= 0 && i <= Math.Max(from, to); i++) _selected.Add(keys[i]);
        _anchor = key;
    }

    public void SelectAll(IEnumerable<string> keys) => _selected.UnionWith(keys);

    public void Clear()
    {
        _selected.Clear();
        (_anchor, Cursor) = (null, null);
    }

    public void ClearSelection()
    {
        _selected.Clear();
        _anchor = null;
    }

    /// <summary>A row has gone; the cursor comes to the one that takes its place.</summary>
    public void Left(IReadOnlyList<string> keysBefore, string key)
    {
        _selected.Remove(key);
        if (_anchor == key) _anchor = null;
        if (Cursor != key) return;
        var at = Index(keysBefore, key);
        Cursor = at + 1 < keysBefore.Count ? keysBefore[at + 1] : at > 0 ? keysBefore[at - 1] : null;
    }

    private static int Index(IReadOnlyList<string> keys, string key)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] == key) return i;
        }

        return -1;
    }
}
