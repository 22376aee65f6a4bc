using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace OpsPortal.Features.People.Components;

/// <summary>Asks before an act that takes something away: names it, says what follows, and the button is the act.</summary>
public sealed partial class ConfirmDialog
{
    [Parameter, EditorRequired] public string Question { get; set; } = "";

    [Parameter, EditorRequired] public string Consequence { get; set; } = "";

    [Parameter, EditorRequired] public string Act { get; set; } = "";

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Whether the person went on.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, string question, string consequence, string act)
    {
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(question, new DialogParameters<ConfirmDialog>
        {
            { asked => asked.Question, question }, { asked => asked.Consequence, consequence }, { asked => asked.Act, act },
        });
        return await dialog.Result is { Canceled: false };
    }
}
