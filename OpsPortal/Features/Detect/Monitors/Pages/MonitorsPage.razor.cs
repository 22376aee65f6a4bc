using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Monitors.Pages;

/// <summary>Every monitor: what it watches, how it stands, when it looks next.</summary>
public sealed partial class MonitorsPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private IMonitorQueries Monitors { get; set; } = default!;

    [Inject] private EnableMonitor Enable { get; set; } = default!;

    private ListSource<MonitorRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<MonitorRow>> Acts { get; set; } = [];

    private bool MayWrite => _actor.May(Permissions.MonitorsWrite);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Monitors.PageAsync(MonitorListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Monitors.CountAsync(MonitorListing.Filter(query), most, stopping),
        Rows = (keys, stopping) => Monitors.RowsAsync([.. keys.Select(key => MonitorNumber.Parse(key, null))], stopping),
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (MayWrite) Acts = [Set("Enable", "Enabled", "e", enabled: true), Set("Disable", "Disabled", "d", enabled: false)];
    }

    private ListAct<MonitorRow> Set(string name, string done, string key, bool enabled) => new(name, key, _ => Task.FromResult<ActPlan<MonitorRow>?>(new(done,
        async (row, stopping) => (await Enable.RunAsync(_actor, row.Number, enabled, null, stopping)).Refusal,
        async (row, stopping) => (await Enable.RunAsync(_actor, row.Number, row.Enabled, null, stopping)).Refusal)))
    { Asks = false };
}
