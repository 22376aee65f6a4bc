using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Advice.Pages;

/// <summary>One rule or monitor: its noise by week, its budget, and what would make it quieter.</summary>
public sealed partial class RuleNoisePage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>Weeks of the table.</summary>
    private const int Shown = 12;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private Actor _actor = Actors.Nobody;

    [Parameter] public long Id { get; set; }

    [Inject] private NoiseTools Tools { get; set; } = default!;

    private NoiseView? View { get; set; }

    private bool Unknown { get; set; }

    private int? Allowance { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool MayWrite => _actor.May(Permissions.ImprovementsWrite);

    private string? Link => View?.Rule.Kind switch
    {
        SubjectKind.Monitor => $"/monitors/{View.Rule.Key}",
        SubjectKind.Rule => "/signals/rules",
        _ => null,
    };

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Improvements);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        if (View?.Row.Id == Id) return;
        (View, Unknown) = (null, false);
        await ReadAsync();
        Allowance = View?.Rule.Allowance;
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
        try
        {
            var (asked, view) = (Id, await Tools.Noise.ViewAsync(Id, _leaving.Token));
            if (asked != Id) return;
            (View, Unknown) = (view, view is null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    private async Task AllowAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Tools.Allowance.RunAsync(await viewer.ActorAsync(), Id, Allowance, CancellationToken.None)).Refusal;
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
