namespace OpsPortal.Ui.Keyboard;

/// <summary>A key that does something on this page.</summary>
/// <param name="Key">As the browser names it, lower case: <c>j</c>, <c>Enter</c>, <c>shift+x</c>, <c>ctrl+k</c>.</param>
/// <param name="Title">What it does, as the help shows it.</param>
/// <param name="Run">Ends when all is done, after the dialog it opened: the next key waits for it, unless a dialog is there to take it.</param>
public sealed record Shortcut(string Key, string Title, Func<Task> Run)
{
    /// <summary>Opens a dialog or enters a field: what is typed right after it is meant for that, not for the page.</summary>
    public bool Opens { get; init; }
}

/// <summary>The keys of one open page. They do nothing while the person types or a dialog is open.</summary>
public sealed class Shortcuts
{
    private readonly List<(string Area, IReadOnlyList<Shortcut> Keys)> _bound = [];

    /// <summary>Keys were bound or released.</summary>
    public event Action? Changed;

    /// <summary>The areas in the order they were bound, each with its keys.</summary>
    public IReadOnlyList<(string Area, IReadOnlyList<Shortcut> Keys)> Areas => _bound;

    /// <summary>Those of <see cref="Keys"/> that open a dialog.</summary>
    public IEnumerable<string> OpeningKeys => _bound.SelectMany(bound => bound.Keys).Where(shortcut => shortcut.Opens).Select(shortcut => shortcut.Key).Distinct();

    public IEnumerable<string> Keys => _bound.SelectMany(bound => bound.Keys).Select(shortcut => shortcut.Key).Distinct();

    /// <summary>Binds keys until the result is disposed. Of two bindings of one key the later counts.</summary>
    public IDisposable Bind(string area, IReadOnlyList<Shortcut> keys)
    {
        var bound = (area, keys);
        _bound.Add(bound);
        Changed?.Invoke();
        return new Binding(() =>
        {
            _bound.Remove(bound);
            Changed?.Invoke();
        });
    }

    /// <summary>Runs what the key does; nothing where it does nothing here.</summary>
    public Task PressAsync(string key) =>
        _bound.AsEnumerable().Reverse().SelectMany(bound => bound.Keys).FirstOrDefault(shortcut => shortcut.Key == key)?.Run() ?? Task.CompletedTask;

    private sealed class Binding(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
