using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Handoffs.Queries;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Handoffs.Pages;

/// <summary>What waits for oneself, whose shift can be handed over, what happened since one's last shift, and what was handed over.</summary>
public sealed partial class HandoffsPage(Viewer viewer, NavigationManager navigation, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int Many = 20;

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private string? _next;

    [Inject] private HandoffTools Tools { get; set; } = default!;

    private IReadOnlyList<OnDuty>? On { get; set; }

    private IReadOnlyList<HandoffRow> Waiting { get; set; } = [];

    private IReadOnlyList<HandoffRow> Recent { get; set; } = [];

    private SinceLast? Since { get; set; }

    private bool Busy { get; set; }

    private string? Why { get; set; }

    private bool MayWork => _actor.May(Permissions.IncidentsWork) && _actor.Person is not null;

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = Tools.Follow(clock, () => InvokeAsync(ReadAsync), ChangeKind.Handoffs, ChangeKind.OnCall);
        if (_actor.Person is { } me) Since = await Tools.Queries.SinceAsync(me, _leaving.Token);
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
        try
        {
            Waiting = _actor.Person is { } me ? await Tools.Queries.WaitingAsync(me, _leaving.Token) : [];
            var page = await Tools.Queries.PageAsync("", [], null, null, Math.Max(Many, Recent.Count), _leaving.Token);
            (Recent, _next) = (page.Items, page.Next);
            On = await Tools.OnCall.AtAsync(viewer.Now, null, _leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }

    private async Task MoreAsync()
    {
        var page = await Tools.Queries.PageAsync("", [], null, _next, Many, _leaving.Token);
        (Recent, _next) = ([.. Recent, .. page.Items], page.Next);
    }

    private async Task StartAsync(Guid rotation)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await Tools.Acts.Start.OfShiftAsync(_actor, rotation, CancellationToken.None);
            Why = outcome.Refusal?.Message;
            if (outcome is Outcome<Handoff>.Done(var started)) navigation.NavigateTo($"/handoff/{started.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}
