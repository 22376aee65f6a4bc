using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Events.Components.Dialogs;

/// <summary>Asks until when an event is out of sight; times are those of the browser's zone.</summary>
public sealed partial class SnoozeDialog(Viewer viewer) : ComponentBase
{
    private const int MorningHour = 8;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    private Viewer Viewer => viewer;

    /// <summary>Each with the instant it means now.</summary>
    private IReadOnlyList<(string Title, DateTimeOffset Until)> Choices { get; set; } = [];

    /// <summary>A time of one's own, in the browser's zone.</summary>
    private DateTime? Own { get; set; }

    private string? Why { get; set; }

    /// <summary>Null when the person thinks better of it.</summary>
    public static async Task<DateTimeOffset?> AskAsync(IDialogService dialogs, string on)
    {
        var dialog = await dialogs.ShowAsync<SnoozeDialog>($"Snooze {on}", new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        return (await dialog.Result)?.Data as DateTimeOffset?;
    }

    protected override void OnInitialized()
    {
        var now = viewer.Now;
        Choices =
        [
            ("15 min", now.AddMinutes(15)), ("30 min", now.AddMinutes(30)), ("1 h", now.AddHours(1)), ("4 h", now.AddHours(4)),
            ("Tomorrow 8:00", At(viewer.Local(now).Date.AddDays(1).AddHours(MorningHour))),
        ];
    }

    private string Said(DateTimeOffset until) => $"until {viewer.Local(until).ToString("ddd HH:mm", CultureInfo.InvariantCulture)}";

    private DateTimeOffset At(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(wall, viewer.Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    private void OnKey(KeyboardEventArgs key)
    {
        if (Own is null && key.Key is [>= '1' and <= '9'] && key.Key[0] - '1' is var index && index < Choices.Count) Choose(index);
    }

    private void Choose(int index) => Dialog.Close(DialogResult.Ok(Choices[index].Until));

    private void ChooseOwn()
    {
        if (Own is not { } local) return;
        var until = At(local);
        Why = until <= viewer.Now ? EventRefusals.SnoozeInPast().Message
            : until > viewer.Now + Event.LongestSnooze ? EventRefusals.SnoozeTooLong(Event.LongestSnooze).Message : null;
        if (Why is null) Dialog.Close(DialogResult.Ok(until));
    }
}
