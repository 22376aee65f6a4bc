using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Schedules.Components;

/// <summary>What can be done to one schedule. What is refused says why, in place.</summary>
public sealed partial class ScheduleActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public ScheduleRow Row { get; set; } = default!;

    /// <summary>Beside the line of a list: with the way to its page.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>It may be another now, or gone: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ScheduleActs Acts { get; set; } = default!;

    private bool MayAct => ScheduleDesk.MayNot(_actor) is null;

    private bool Busy { get; set; }

    private bool Sending { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync() => _actor = await viewer.ActorAsync();

    private async Task SendAsync()
    {
        if (Busy) return;
        Sending = true;
        await RunAsync("It is on its way; the history says how it goes.", Acts.SendAsync);
        Sending = false;
    }

    private Task PauseAsync() => RunAsync("Paused. Nothing is sent until it is resumed.", Acts.PauseAsync);

    private Task ResumeAsync() => RunAsync("It goes on with the next time.", Acts.ResumeAsync);

    private async Task DeleteAsync()
    {
        if (Busy || !await ConfirmDialog.AskAsync(dialogs, $"Delete {Row.Schedule.Number}?", "Its history goes with it, and so do the files that were sent. Mails that still wait are not sent.", "Delete")) return;
        await RunAsync("", (by, number, stopping) => Acts.DeleteAsync(by, number, Row.Schedule.Version, stopping));
    }

    private async Task RunAsync(string done, Func<Actor, ScheduleNumber, CancellationToken, Task<Outcome<ReportSchedule>>> act)
    {
        (Busy, Why, Said) = (true, null, "");
        try
        {
            Why = (await act(await viewer.ActorAsync(), Row.Schedule.Number, CancellationToken.None)).Refusal;
            if (Why is null) Said = done;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
