using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Components.Dialogs;

/// <summary>What a person is asked to write before an act.</summary>
/// <param name="Act">The button's name.</param>
/// <param name="On">What it is done to, as <c>EVT-7</c>; also names the draft.</param>
public sealed record NoteAsked(string Act, string On, string Label)
{
    /// <summary>The note may be left empty.</summary>
    public bool Optional { get; init; }

    public string Hint { get; init; } = "";

    /// <summary>The label of a second field; null: there is none.</summary>
    public string? Lesson { get; init; }

    /// <summary>What may be chosen beside it; null: nothing.</summary>
    public string? Option { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Chosen">The option was chosen.</param>
/// <param name="Sent">Call when it has arrived: the draft is then forgotten.</param>
public sealed record NoteWritten(string Text, string Lesson, bool Chosen, Func<Task> Sent);

/// <summary>Asks for a note. What is typed is kept in the browser until it has been sent.</summary>
public sealed partial class NoteDialog(IJSRuntime browser) : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public NoteAsked Asked { get; set; } = default!;

    private string Text { get; set; } = "";

    private string Lesson { get; set; } = "";

    private bool Chosen { get; set; }

    /// <summary>Why it cannot be sent yet; null: it can, or nobody has tried.</summary>
    private string? Missing { get; set; }

    private string Draft => $"{Asked.Act}/{Asked.On}";

    /// <summary>Null when the person thinks better of it.</summary>
    public static async Task<NoteWritten?> AskAsync(IDialogService dialogs, NoteAsked asked)
    {
        var dialog = await dialogs.ShowAsync<NoteDialog>($"{asked.Act} {asked.On}", new DialogParameters<NoteDialog> { { d => d.Asked, asked } },
            new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as NoteWritten;
    }

    private void OnKey(KeyboardEventArgs key)
    {
        if (key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true }) Send();
    }

    private void Send()
    {
        Missing = !Asked.Optional && string.IsNullOrWhiteSpace(Text) ? $"Write a {Asked.Label.ToLowerInvariant()}."
            : Asked.Lesson is not null && string.IsNullOrWhiteSpace(Lesson) ? $"Write the {Asked.Lesson.ToLowerInvariant()}: P1 and P2 are closed with one." : null;
        if (Missing is null) Dialog.Close(DialogResult.Ok(new NoteWritten(Text, Lesson, Asked.Option is not null && Chosen, ForgetAsync)));
    }

    private async Task ForgetAsync()
    {
        await browser.InvokeVoidAsync("opsDraftDone", Draft);
        await browser.InvokeVoidAsync("opsDraftDone", $"{Draft}/lesson");
    }
}
