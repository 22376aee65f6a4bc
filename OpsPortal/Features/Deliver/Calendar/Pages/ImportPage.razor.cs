using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Deliver.Calendar.Import;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Calendar.Pages;

/// <summary>Shows what a calendar file would plan, and plans it when told.</summary>
public sealed partial class ImportPage(Viewer viewer) : ComponentBase
{
    private const int Shown = 200;

    [Inject] private ImportCalendar Import { get; set; } = default!;

    private string Zone { get; set; } = Zones.Utc;

    private string Services { get; set; } = "";

    private string Environment { get; set; } = "";

    private EffectKind Effect { get; set; }

    private IReadOnlyList<IcsRead>? Events { get; set; }

    private int Refused => Events?.Count(read => read.Schedule is null) ?? 0;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    protected override void OnInitialized() => Zone = Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (Events, Told, Why) = (null, "", null);
        if (chosen.File.Size > IcsReader.MaxBytes)
        {
            Why = IcsRefusals.TooLarge();
            return;
        }

        await using var file = chosen.File.OpenReadStream(IcsReader.MaxBytes);
        var outcome = await ImportCalendar.ReadAsync(file, Zone.Trim(), CancellationToken.None);
        (Events, Why) = ((outcome as Outcome<IReadOnlyList<IcsRead>>.Done)?.Value, outcome.Refusal);
    }

    private async Task SaveAsync()
    {
        if (Busy || Events is not { } events) return;
        Busy = true;
        var like = new WindowDraft
        {
            Services = Services.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Environment = Environment,
            Effect = Effect,
            Tag = Effect == EffectKind.Tag ? "maintenance" : "",
        };
        var outcome = await Import.RunAsync(await viewer.ActorAsync(), events, like, confirmed: false, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        if (outcome is not Outcome<IReadOnlyList<MaintenanceWindow>>.Done(var planned)) return;
        (Events, Told) = (null, $"Planned {planned.Count} {(planned.Count == 1 ? "window" : "windows")}, {planned[0].Number} to {planned[^1].Number}.");
    }
}
