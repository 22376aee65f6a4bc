using Microsoft.JSInterop;
using OpsPortal.Ui.Keyboard;

namespace OpsPortal.Ui.Lists;

/// <summary>How the person moves and picks, by key and by mouse.</summary>
public sealed partial class Listing<TRow>
{
    /// <summary>Selecting all reaches this far; more at once is a job for the interface of programs.</summary>
    public const int MostSelected = 1000;

    private IDisposable? _keys;
    private IReadOnlyList<ListAct<TRow>> _bound = [];

    private string? CursorRowId => _marks.Cursor is { } cursor && _rows.Knows(cursor) ? $"row-{cursor}" : null;

    /// <summary>What acts would act on, in words.</summary>
    private string On => _marks.Selected.Count switch
    {
        > 1 => $"on {_marks.Selected.Count} {Noun}s",
        1 => $"on {_marks.Selected.First()}",
        _ => _marks.Cursor is { } cursor ? $"on {cursor}" : Acts.Count > 0 ? "j and k move, x selects, ? shows all keys" : "",
    };

    internal async Task PointAsync(string key, bool reveal)
    {
        _marks.Put(key);
        StateHasChanged();
        if (reveal && _view is not null) await _view.InvokeVoidAsync("reveal", _rows.IndexOf(key));
    }

    internal Task PickAsync(string key, bool range)
    {
        if (range) _marks.ExtendTo(_rows.Keys, key);
        else _marks.Toggle(key);
        _marks.Put(key);
        StateHasChanged();
        return Task.CompletedTask;
    }

    internal Task OpenAsync(string key)
    {
        if (Href is not null && _rows[key] is { } row) navigation.NavigateTo(Href(row));
        return Task.CompletedTask;
    }

    private void BindKeys()
    {
        List<Shortcut> keys =
        [
            new("j", "Next", () => StepAsync(1)), new("k", "Previous", () => StepAsync(-1)),
            new("ArrowDown", "Next", () => StepAsync(1)), new("ArrowUp", "Previous", () => StepAsync(-1)),
            new("Escape", "Clear the selection", ClearAsync), new("/", "Search", () => Task.CompletedTask),
        ];
        if (Source.Members is not null) keys.AddRange([new("ArrowRight", "Show what it stands for", () => UnfoldAsync(true)), new("ArrowLeft", "Hide what it stands for", () => UnfoldAsync(false))]);
        if (Acts.Count > 0)
        {
            keys.AddRange([
                new("x", "Select", () => WithCursorAsync(key => PickAsync(key, range: false))),
                new("shift+x", "Select up to here", () => WithCursorAsync(key => PickAsync(key, range: true))),
                new("ctrl+a", "Select all", SelectAllAsync),
            ]);
        }

        if (Href is not null) keys.Add(new("Enter", "Open", () => WithCursorAsync(OpenAsync)));
        keys.AddRange(Acts.Where(act => act.Key.Length > 0).Select(act => new Shortcut(act.Key, act.Name, () => ActAsync(act)) { Opens = act.Asks }));
        (_keys, _bound) = (tools.Shortcuts.Bind(Name, keys), Acts);
    }

    private async Task StepAsync(int by)
    {
        await ReadAlreadyAsync();
        if (by > 0) await FillAsync();
        var to = _marks.Move(_rows.Keys, by);
        if (to < 0) return;
        StateHasChanged();
        if (_view is not null) await _view.InvokeVoidAsync("reveal", to);
    }

    private async Task WithCursorAsync(Func<string, Task> act)
    {
        await ReadAlreadyAsync();
        if (_marks.Cursor is { } cursor) await act(cursor);
    }

    private async Task SelectAllAsync()
    {
        await ReadAlreadyAsync();
        await TryAsync(async stopping =>
        {
            while (_rows.Next is { } cursor && _rows.Keys.Count < MostSelected) _rows.Add(await Source.Page(Query, cursor, PageSize, stopping));
        });
        _marks.SelectAll(_rows.Keys.Take(MostSelected));
        Said = $"{_marks.Selected.Count} selected";
        StateHasChanged();
    }

    /// <summary>Lets go of everything; at the top the list then follows what happens again.</summary>
    private async Task ClearAsync()
    {
        await ReadAlreadyAsync();
        _marks.Clear();
        StateHasChanged();
        if (_first == 0) await RefreshAsync();
        Waiting = Holding ? Waiting : 0;
        StateHasChanged();
    }
}
