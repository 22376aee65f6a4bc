using System.Data.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Versions.Pages;

/// <summary>Where the portal asks which versions run, and what it was told last.</summary>
public sealed partial class LookupsPage(Viewer viewer, IDialogService dialogs) : ComponentBase, IDisposable
{
    private PageSubscription? _changes;

    [Inject] private VersionTools Tools { get; set; } = default!;

    private IReadOnlyList<VersionLookup>? Rows { get; set; }

    /// <summary>Null: nothing is being typed.</summary>
    private LookupForm? Form { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>What is wrong with what was typed; shown in the form.</summary>
    private Refusal? FormWhy { get; set; }

    private string? Failure { get; set; }

    private string Said { get; set; } = "";

    public void Dispose() => _changes?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _changes = Tools.Follow(() => InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            (Rows, Failure) = (await Tools.Lookups.ListAsync(CancellationToken.None), null);
        }
        catch (DbException)
        {
            Failure = "The look-ups could not be read just now.";
        }

        StateHasChanged();
    }

    private void Begin(VersionLookup? lookup) => (Form, FormWhy, Said) = (LookupForm.Of(lookup), null, "");

    private Task SaveAsync() => ActAsync(async () =>
    {
        if (Form is not { } form) return;
        var outcome = await Tools.Lookups.SaveAsync(await viewer.ActorAsync(), form.Id, form.Read(), form.Seen, CancellationToken.None);
        FormWhy = outcome.Refusal;
        if (outcome is Outcome<VersionLookup>.Done(var saved)) (Said, Form) = ($"{saved.Name} in {saved.Environment} is saved; it is asked within a minute.", null);
    });

    private Task RemoveAsync(VersionLookup lookup) => ActAsync(async () =>
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Remove the look-up of {lookup.Name} in {lookup.Environment}?", "What it has seen stays; nobody asks there any more.", "Remove")) return;
        Why = (await Tools.Lookups.RemoveAsync(await viewer.ActorAsync(), lookup.Id, lookup.Version, CancellationToken.None)).Refusal;
        if (Why is null) Said = $"The look-up of {lookup.Name} in {lookup.Environment} is removed.";
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
