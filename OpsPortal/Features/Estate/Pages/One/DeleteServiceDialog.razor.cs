using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.One;

/// <summary>Asks before a service is deleted: names what depends on it, and has its key typed where anything does.</summary>
public sealed partial class DeleteServiceDialog(DeleteService delete, Viewer viewer) : ComponentBase
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired] public ServiceKey Key { get; set; }

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The names of those that depend on it.</summary>
    [Parameter] public IReadOnlyList<string> Dependants { get; set; } = [];

    private string Typed { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private async Task DeleteAsync()
    {
        if (Busy) return;
        Busy = true;
        Why = (await delete.RunAsync(await viewer.ActorAsync(), Key, Typed.Trim(), CancellationToken.None)).Refusal;
        Busy = false;
        if (Why is null) Dialog.Close();
    }
}
