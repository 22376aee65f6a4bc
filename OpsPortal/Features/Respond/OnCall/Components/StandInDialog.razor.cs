using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.Respond.OnCall.Acts;

namespace OpsPortal.Features.Respond.OnCall.Components;

/// <summary>Asks who stands in, and when, in the times of the rotation's zone.</summary>
public sealed partial class StandInDialog : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public Rotation Rotation { get; set; } = default!;

    [Parameter, EditorRequired] public IReadOnlyList<PersonChoice> People { get; set; } = [];

    [Parameter] public DateTimeOffset Now { get; set; }

    private string PersonText { get; set; } = "";

    private string Shift { get; set; } = "";

    private DateTime From { get; set; }

    private DateTime Until { get; set; }

    private string Reason { get; set; } = "";

    private string? Missing { get; set; }

    /// <summary>Null when the person thinks better of it.</summary>
    internal static async Task<StandInWanted?> AskAsync(IDialogService dialogs, Rotation rotation, IReadOnlyList<PersonChoice> people, DateTimeOffset now)
    {
        var dialog = await dialogs.ShowAsync<StandInDialog>($"Stand in on {rotation.Name}", new DialogParameters<StandInDialog> { { d => d.Rotation, rotation }, { d => d.People, people }, { d => d.Now, now } },
            new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        return (await dialog.Result)?.Data as StandInWanted;
    }

    protected override void OnInitialized()
    {
        var local = Zones.ToLocal(Now, Rotation.Zone);
        From = local.Date.AddHours(local.Hour + 1);
        Until = From.AddHours(8);
    }

    private void Send()
    {
        if (!Guid.TryParse(PersonText, out var person))
        {
            Missing = "Choose who stands in.";
            return;
        }

        var (from, until) = (Zones.ToInstant(From, Rotation.Zone), Zones.ToInstant(Until, Rotation.Zone));
        Missing = RotationOverride.Check(from, until, Reason, Now)?.Message;
        if (Missing is null) Dialog.Close(DialogResult.Ok(new StandInWanted(Rotation.Id, Shift, new(person), from, until, Reason)));
    }
}
