using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Schedules.Components;

/// <summary>What a schedule has sent: when, about which days, to whom, how it went, and the files themselves.</summary>
public sealed partial class SendingHistory(Viewer viewer) : ComponentBase
{
    [Parameter, EditorRequired] public ScheduleNumber Number { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<SendingRow> Rows { get; set; } = [];

    [Parameter] public bool MayAct { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private SendAgain Again { get; set; } = default!;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private static string Told(SendingRow row)
    {
        var sent = row.Mails.Count(mail => mail.State == MailState.Sent);
        return sent == row.Mails.Count ? $"To {Words.Many(sent, "recipient")}" : $"To {sent} of {Words.Many(row.Mails.Count, "recipient")}";
    }

    private async Task AgainAsync(SendingRow row)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Again.RunAsync(await viewer.ActorAsync(), Number, row.Id, CancellationToken.None)).Refusal;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
