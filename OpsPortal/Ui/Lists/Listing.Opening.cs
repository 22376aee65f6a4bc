namespace OpsPortal.Ui.Lists;

/// <summary>How a row that stands for others opens in its place, and closes again.</summary>
public sealed partial class Listing<TRow>
{
    /// <summary>The row each shown member stands under.</summary>
    private readonly Dictionary<string, string> _under = new(StringComparer.Ordinal);

    internal bool IsOpened(string key) => _under.ContainsValue(key);

    /// <summary>Shows the members of a row below it, or hides them again.</summary>
    internal async Task ToggleAsync(string key)
    {
        await ReadAlreadyAsync();
        if (IsOpened(key)) Close(key);
        else await OpenMembersAsync(key);
        _marks.Put(key);
        StateHasChanged();
    }

    private async Task OpenMembersAsync(string key)
    {
        if (Source.Members is not { } read || _under.ContainsKey(key)) return;
        await TryAsync(async stopping =>
        {
            var members = await read(key, stopping);
            foreach (var member in _rows.Insert(key, members)) _under[member] = key;
            Said = members.Count == 0 ? "It stands for no other any more" : $"{members.Count} shown below {key}";
        });
    }

    private void Close(string key)
    {
        foreach (var member in _under.Where(pair => pair.Value == key).Select(pair => pair.Key).ToList())
        {
            _under.Remove(member);
            _rows.Remove(member);
            if (_marks.Has(member)) _marks.Toggle(member);
        }
    }

    private Task UnfoldAsync(bool open) => WithCursorAsync(async key =>
    {
        if (open && !IsOpened(key)) await ToggleAsync(key);
        else if (!open && IsOpened(key)) await ToggleAsync(key);
        else if (!open && _under.TryGetValue(key, out var above)) await ToggleAsync(above);
    });
}
