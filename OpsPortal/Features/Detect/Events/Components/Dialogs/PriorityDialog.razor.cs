using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Components.Dialogs;

/// <summary>The priority a person chose, and why.</summary>
public sealed record PriorityChosen(Priority Priority, string Reason);

/// <summary>Asks for a priority and a reason.</summary>
public sealed partial class PriorityDialog : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>What it is now; null where several events differ.</summary>
    [Parameter] public Priority? Now { get; set; }

    private Priority? Chosen { get; set; }

    private string Text { get; set; } = "";

    /// <summary>Why it cannot be sent yet; null: it can, or nobody has tried.</summary>
    private string? Missing { get; set; }

    /// <summary>Null when the person thinks better of it.</summary>
    public static async Task<PriorityChosen?> AskAsync(IDialogService dialogs, string on, Priority? now)
    {
        var dialog = await dialogs.ShowAsync<PriorityDialog>($"Priority of {on}", new DialogParameters<PriorityDialog> { { d => d.Now, now } }, new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as PriorityChosen;
    }

    protected override void OnInitialized() => Chosen = Now;

    private void OnKey(KeyboardEventArgs key)
    {
        if (key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true }) Send();
    }

    private void Send()
    {
        Missing = Chosen is null ? "Choose a priority." : string.IsNullOrWhiteSpace(Text) ? "Write a reason." : null;
        if (Missing is null) Dialog.Close(DialogResult.Ok(new PriorityChosen(Chosen!.Value, Text)));
    }
}
