using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Components.Dialogs;

/// <summary>A possible owner; without an id: nobody.</summary>
public sealed record OwnerChoice(PersonId? Id, string Name)
{
    /// <summary>The person who is asked.</summary>
    public bool IsMe { get; init; }
}

/// <summary>Asks who is to own an event: oneself first, nobody last.</summary>
public sealed partial class AssignDialog : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>In the order shown.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<OwnerChoice> Choices { get; set; } = [];

    private string Text { get; set; } = "";

    private int Marked { get; set; }

    private IReadOnlyList<OwnerChoice> Found => [.. Choices.Where(choice => Said(choice).Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase))];

    /// <summary>Null when the person thinks better of it.</summary>
    public static async Task<OwnerChoice?> AskAsync(IDialogService dialogs, string on, IReadOnlyList<(PersonId Id, string Name)> people, PersonId? me)
    {
        List<OwnerChoice> choices =
        [
            .. people.Where(person => person.Id == me).Select(person => new OwnerChoice(person.Id, person.Name) { IsMe = true }),
            .. people.Where(person => person.Id != me).Select(person => new OwnerChoice(person.Id, person.Name)),
            new(null, "Nobody"),
        ];
        var dialog = await dialogs.ShowAsync<AssignDialog>($"Assign {on}", new DialogParameters<AssignDialog> { { d => d.Choices, choices } },
            new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        return (await dialog.Result)?.Data as OwnerChoice;
    }

    private static string Said(OwnerChoice choice) => choice.IsMe ? $"{choice.Name} (me)" : choice.Name;

    private void Typed(string? text) => (Text, Marked) = (text ?? "", 0);

    private void OnKey(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown": Marked = Math.Min(Marked + 1, Math.Max(0, Found.Count - 1)); break;
            case "ArrowUp": Marked = Math.Max(0, Marked - 1); break;
            case "Enter": Choose(Marked); break;
        }
    }

    private void Choose(int index)
    {
        if (index < Found.Count) Dialog.Close(DialogResult.Ok(Found[index]));
    }
}
