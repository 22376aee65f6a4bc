using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Components.Handling;

/// <summary>Asks how an incident was resolved.</summary>
public sealed partial class ResolveDialog : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>What it is done to; also names the draft.</summary>
    [Parameter, EditorRequired] public string On { get; set; } = "";

    [Parameter] public bool NeedsCause { get; set; }

    private ResolutionCode Code { get; set; }

    private string Cause { get; set; } = "";

    private string? Missing { get; set; }

    private string Draft => $"Resolve/{On}";

    /// <summary>Null when the person thinks better of it.</summary>
    public static async Task<ResolvedHow?> AskAsync(IDialogService dialogs, string on, bool needsCause)
    {
        var dialog = await dialogs.ShowAsync<ResolveDialog>($"Resolve {on}", new DialogParameters<ResolveDialog> { { d => d.On, on }, { d => d.NeedsCause, needsCause } },
            new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as ResolvedHow;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private void Send()
    {
        Missing = NeedsCause && string.IsNullOrWhiteSpace(Cause) ? "Write the cause: P1 and P2 are resolved with one." : null;
        if (Missing is null) Dialog.Close(DialogResult.Ok(new ResolvedHow(Code, Cause)));
    }
}

/// <summary>How an incident was resolved.</summary>
public sealed record ResolvedHow(ResolutionCode Code, string Cause);
