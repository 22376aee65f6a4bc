using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Planning.Components;

/// <summary>Finds the next interval in which a plan clashes with nothing, and says why not earlier.</summary>
public sealed partial class NextSlotPanel(Viewer viewer) : ComponentBase
{
    private static readonly int[] Lengths = [15, 30, 60, 120, 240, 480, 1440];

    /// <summary>Its services, environment and people; when it is planned now does not matter.</summary>
    [Parameter, EditorRequired] public PlannedWork Plan { get; set; } = default!;

    /// <summary>Somebody takes the slot: start and end, UTC. Without it there is only something to look at.</summary>
    [Parameter] public EventCallback<(DateTimeOffset Start, DateTimeOffset End)> Chosen { get; set; }

    [Inject] private NextFreeSlot Slots { get; set; } = default!;

    private int Minutes { get; set; } = 60;

    private FreeSlot? Slot { get; set; }

    private Refusal? Why { get; set; }

    private bool Busy { get; set; }

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private async Task FindAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await Slots.FindAsync(Plan, null, TimeSpan.FromMinutes(Minutes), Zone, explain: true, CancellationToken.None);
            (Slot, Why) = ((outcome as Outcome<FreeSlot>.Done)?.Value, outcome.Refusal);
        }
        finally
        {
            Busy = false;
        }
    }

    private string Local(DateTimeOffset at) => Zones.ToLocal(at, Zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
