using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Respond.Automation.Pages;

/// <summary>Every run, newest first: what was done, what was held back and why.</summary>
public sealed partial class RunsPage : ComponentBase
{
    private static readonly Facet StateFacet = new("state", "State", [.. new[] { RunState.AwaitingApproval, RunState.Queued, RunState.Running, RunState.Succeeded, RunState.Failed, RunState.Stopped, RunState.Refused, RunState.Rehearsed }
        .Select(state => new Choice(state.ToString(), AutomationWords.Of(state)))]);

    private static readonly Facet TriggerFacet = new("trigger", "Trigger", []);

    private static IReadOnlyList<Facet> Facets { get; } = [StateFacet, TriggerFacet];

    [Inject] private RunQueries Runs { get; set; } = default!;

    private ListSource<RunRow> Source { get; set; } = null!;

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Runs.PageAsync(Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Runs.CountAsync(Filter(query), most, stopping),
        Rows = (keys, stopping) => Runs.RowsAsync([.. keys.Select(key => RunNumber.Parse(key, null))], stopping),
    };

    private static RunFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        States = [.. query.Of(StateFacet).Select(Enum.Parse<RunState>)],
        Trigger = TriggerNumber.TryParse(query.Of(TriggerFacet).FirstOrDefault(), null, out var number) ? number : null,
    };
}
