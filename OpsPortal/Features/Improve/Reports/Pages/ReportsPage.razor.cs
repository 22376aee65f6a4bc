using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Pages;

/// <summary>Every report by whom it is made for, and how far the sums are that they are made from.</summary>
public sealed partial class ReportsPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly (Audience Audience, string Title)[] Audiences = [(Audience.Desk, "For the desk"), (Audience.Delivery, "For those who deliver"), (Audience.Management, "For those who answer for services")];

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private ReportShelf Shelf { get; set; } = default!;

    [Inject] private RebuildRollups Rollups { get; set; } = default!;

    private RollupProgress? Progress { get; set; }

    private string? Refused { get; set; }

    private bool MayRebuild => _actor.May(Permissions.JobsManage);

    private string Said => Progress switch
    {
        null => "",
        { Percent: { } percent } rebuild => Words.Say($"{percent} % counted anew; {Words.Many(rebuild.Pending, "quarter")} of an hour to go."),
        { Pending: > 0 } behind => Words.Say($"{Words.Many(behind.Pending, "quarter")} of an hour to be counted; that takes a minute or two."),
        { RebuiltAt: { } at } settled => Words.Say($"Everything is counted. {settled.RebuiltBy} had it counted anew on {viewer.Local(at):d MMM yyyy HH:mm} {viewer.ZoneName(at)}."),
        _ => "Everything is counted.",
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (!MayRebuild) return;
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Reports);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Progress = await Rollups.ProgressAsync(_leaving.Token);
        StateHasChanged();
    }

    private async Task RebuildAsync()
    {
        var outcome = await Rollups.RunAsync(_actor, _leaving.Token);
        Refused = outcome.Refusal?.Message;
        await ReadAsync();
    }
}
