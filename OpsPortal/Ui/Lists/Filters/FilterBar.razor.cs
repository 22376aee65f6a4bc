using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Lists.Filters;

/// <summary>Words, chips and order of a list. It only asks; what counts is the address.</summary>
public sealed partial class FilterBar(TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>How long typing must rest before it is searched for.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private ITimer? _typing;
    private string _typed = "";
    private string _told = "";

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public ListQuery Query { get; set; } = ListQuery.Everything;

    [Parameter] public IReadOnlyList<Facet> Facets { get; set; } = [];

    /// <summary>The first is the list's own.</summary>
    [Parameter] public IReadOnlyList<Choice> Orders { get; set; } = [];

    [Parameter] public EventCallback<ListQuery> Changed { get; set; }

    /// <summary>What is being typed stays as it is typed; an address from elsewhere replaces it.</summary>
    private string Text => _typed;

    protected override void OnParametersSet()
    {
        if (Query.Text != _told) (_typed, _told) = (Query.Text, Query.Text);
    }

    public void Dispose() => _typing?.Dispose();

    private void Typed(string? text)
    {
        _typed = text ?? "";
        _typing ??= clock.CreateTimer(_ => _ = InvokeAsync(SearchAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _typing.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When typing rests, and at once when the field is left: the next key then meets what was searched for.</summary>
    private Task SearchAsync()
    {
        _typing?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_typed.Trim() == _told) return Task.CompletedTask;
        _told = _typed.Trim();
        return Changed.InvokeAsync(Query with { Text = _told });
    }

    private bool Has(Facet facet, Choice choice) => Query.Of(facet).Contains(choice.Value);

    private string Said(Facet facet) => Query.Of(facet) switch
    {
        [] => facet.Title,
        { Length: <= 2 } few => $"{facet.Title}: {string.Join(", ", few.Select(facet.TitleOf))}",
        var many => $"{facet.Title}: {many.Length}",
    };

    private Task ToggleAsync(Facet facet, string value) => Changed.InvokeAsync(Query.With(facet, facet.Toggle(Query.Of(facet), value)));

    private Task SetAsync(Facet facet, ChangeEventArgs typed) => Changed.InvokeAsync(Query.With(facet, facet.Read((typed.Value as string ?? "").Trim())));

    private Task OrderAsync(ChangeEventArgs chosen) =>
        Changed.InvokeAsync(Query with { Order = chosen.Value as string == Orders[0].Value ? null : chosen.Value as string });
}
