using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Freezes;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Calendar.Pages;

/// <summary>Freezes, the latest end first: set, looked at, lifted.</summary>
public sealed partial class FreezesPage(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private FreezeDesk Desk { get; set; } = default!;

    [Inject] private FreezeList List { get; set; } = default!;

    private ListSource<FreezeRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<FreezeRow>> Acts { get; set; } = [];

    private string FreezeName { get; set; } = "";

    private string Services { get; set; } = "";

    private string Environment { get; set; } = "";

    private string Reason { get; set; } = "";

    private DateTime Start { get; set; }

    private DateTime End { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private bool MayWrite => _actor.May(Permissions.FreezesWrite);

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        Source = new((query, cursor, limit, stopping) => List.PageAsync(query.Text, cursor, limit, stopping)) { Rows = (keys, stopping) => List.RowsAsync(keys, stopping) };
        (Start, End) = (Zones.ToLocal(viewer.Now, Zone).Date.AddDays(1), Zones.ToLocal(viewer.Now, Zone).Date.AddDays(2));
        _actor = await viewer.ActorAsync();
        if (MayWrite) Acts = [new("Lift", "e", PrepareLiftAsync)];
    }

    private async Task<ActPlan<FreezeRow>?> PrepareLiftAsync(IReadOnlyList<FreezeRow> rows) =>
        await ConfirmDialog.AskAsync(dialogs, rows.Count == 1 ? $"Lift {rows[0].Name}?" : $"Lift {rows.Count} freezes?", "Deployments are no longer held back by it.", "Lift")
            ? new("Lifted", async (row, stopping) => (await Desk.LiftAsync(_actor, row.Id, stopping)).Refusal)
            : null;

    private async Task SetAsync()
    {
        if (Busy) return;
        (Busy, Told) = (true, "");
        var services = new List<ServiceKey>();
        Why = null;
        foreach (var word in Services.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var read = ServiceKey.Read(word);
            Why ??= read.Refusal;
            if (read is Outcome<ServiceKey>.Done(var key)) services.Add(key);
        }

        if (Why is null)
        {
            var outcome = await Desk.SetAsync(_actor, new(FreezeName, Reason, services, Environment, Zones.ToInstant(Start, Zone), Zones.ToInstant(End, Zone)), CancellationToken.None);
            Why = outcome.Refusal;
            if (Why is null) (Told, FreezeName, Reason) = ($"{FreezeName} is set.", "", "");
        }

        Busy = false;
    }
}
