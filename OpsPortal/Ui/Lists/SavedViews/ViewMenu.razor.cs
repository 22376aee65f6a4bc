using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Lists.SavedViews;

/// <summary>Opens, saves, renames, shares and deletes the views of a list.</summary>
public sealed partial class ViewMenu(SavedViewBook book, Viewer viewer) : ComponentBase
{
    private Actor? _actor;

    /// <summary>The list, as <c>events</c>.</summary>
    [Parameter, EditorRequired] public string List { get; set; } = "";

    /// <summary>The path of the list's page.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>What the list shows now, as its query string.</summary>
    [Parameter, EditorRequired] public string Query { get; set; } = "";

    private IReadOnlyList<SavedView> Views { get; set; } = [];

    private Guid? Renaming { get; set; }

    private string NewName { get; set; } = "";

    /// <summary>Why the last wish was refused.</summary>
    private string? Why { get; set; }

    private PersonId? Me => _actor?.Person;

    private SavedView? Current => Query.Length == 0 ? null : Views.FirstOrDefault(view => view.Query == Query);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await LoadAsync();
        StateHasChanged();
    }

    private string Said(SavedView view) => view.Owner != Me ? $"shared by {view.OwnerName}" : view.Shared ? "shared" : "";

    private async Task LoadAsync()
    {
        _actor = await viewer.ActorAsync();
        Views = await book.ListAsync(_actor, List, CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        if (await AskAsync(by => book.SaveAsync(by, List, NewName, Query, CancellationToken.None))) NewName = "";
    }

    private async Task RenameAsync(SavedView view, ChangeEventArgs typed)
    {
        if (await AskAsync(by => book.RenameAsync(by, view.Id, typed.Value as string ?? "", CancellationToken.None))) Renaming = null;
    }

    private Task ShareAsync(SavedView view) => AskAsync(by => book.ShareAsync(by, view.Id, !view.Shared, CancellationToken.None));

    private Task DeleteAsync(SavedView view) => AskAsync(by => book.DeleteAsync(by, view.Id, CancellationToken.None));

    private async Task<bool> AskAsync(Func<Actor, Task<Outcome<SavedView>>> ask)
    {
        Why = (await ask(await viewer.ActorAsync())).Refusal?.Message;
        await LoadAsync();
        return Why is null;
    }
}
