using System.Data.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Runners.Secrets.Pages;

/// <summary>The names of secrets: set, given other values, removed. No value is ever shown.</summary>
public sealed partial class SecretsPage(Viewer viewer, IDialogService dialogs, ChangeFeed feed) : ComponentBase, IDisposable
{
    private IDisposable? _changes;

    [Inject] private SecretBook Book { get; set; } = default!;

    [Inject] private SecretDesk Desk { get; set; } = default!;

    private IReadOnlyList<SecretRow>? Rows { get; set; }

    /// <summary>Null: nothing is being typed.</summary>
    private SecretForm? Form { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>What is wrong with what was typed; shown in the form.</summary>
    private Refusal? FormWhy { get; set; }

    private string? Failure { get; set; }

    private string Said { get; set; } = "";

    public void Dispose() => _changes?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) _changes = feed.Subscribe(ChangeKind.Secrets, () => _ = InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            (Rows, Failure) = (await Book.ListAsync(CancellationToken.None), null);
        }
        catch (DbException)
        {
            Failure = "The secrets could not be read just now.";
        }

        StateHasChanged();
    }

    private void Begin(string? known) => (Form, FormWhy, Said) = (new() { Name = known ?? "", IsKnown = known is not null }, null, "");

    private Task SetAsync() => ActAsync(async () =>
    {
        if (Form is not { } form) return;
        FormWhy = (await Desk.SetAsync(await viewer.ActorAsync(), form.Name.Trim(), form.Value, CancellationToken.None)).Refusal;
        if (FormWhy is null) (Said, Form) = ($"{form.Name.Trim()} is set.", null);
    });

    private Task RemoveAsync(SecretRow row) => ActAsync(async () =>
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Remove {row.Name}?", "Steps that name it are refused from then on. Its value cannot be brought back.", "Remove")) return;
        Why = (await Desk.RemoveAsync(await viewer.ActorAsync(), row.Name, CancellationToken.None)).Refusal;
        if (Why is null) Said = $"{row.Name} is removed.";
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Why, FormWhy, Said) = (true, null, null, "");
        try
        {
            await act();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
