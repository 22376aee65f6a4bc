using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Pages;

/// <summary>One maintenance window: where it stands, what to do about it, its next times, and what it held back.</summary>
public sealed partial class WindowPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly WindowState[] Straight = [WindowState.Planned, WindowState.Active, WindowState.Ended];

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private WindowPageTools Tools { get; set; } = default!;

    private WindowActing Acting => Tools.Acting;

    private WindowDeciding Deciding => Tools.Deciding;

    /// <summary><c>MW-3</c> or <c>3</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    private WindowView? View { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private string Reason { get; set; } = "";

    private int ExtendMinutes { get; set; } = 30;

    /// <summary>While a time is in force, what needs approval stays as it was approved.</summary>
    private bool MayMove => MayWrite && View is { Row: { Repeats: true, State: var state }, Critical: var critical } && !WindowLifecycle.IsOver(state) && (state != WindowState.Active || critical is null);

    private bool MayWrite => _actor.May(Permissions.WindowsWrite);

    /// <summary>Whoever asked for it or changed it last sees no button that would be refused.</summary>
    private bool MayDecide => _actor.May(Permissions.WindowsApprove) && View is { Row.State: WindowState.AwaitingApproval } view && _actor.Person is { } person && person.Value != view.RequestedById && person.Value != view.ChangedById;

    private string Askers => View is { } view && view.RequestedBy != view.ChangedBy ? $"{view.RequestedBy} and {view.ChangedBy}" : View?.RequestedBy ?? "";

    private IEnumerable<WindowState> Steps => View switch
    {
        { Row.State: WindowState.Cancelled, ApprovedAt: null, Critical: not null } => [WindowState.AwaitingApproval, WindowState.Cancelled],
        { Row.State: WindowState.Cancelled } => [WindowState.Planned, WindowState.Cancelled],
        { Critical: not null } => Straight.Prepend(WindowState.AwaitingApproval),
        _ => Straight,
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Windows, ChangeKind.Events);
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        var before = View?.Row.State;
        View = WindowNumber.TryParse(Number, null, out var number) ? await Tools.Queries.ViewAsync(number, _leaving.Token) : null;

        // What was refused is settled by now, by whomever.
        if (before is not null && before != View?.Row.State) Why = null;
        Unknown = View is null;
        StateHasChanged();
    }

    private Task ApproveAsync() => ActAsync(number => Deciding.Approve.RunAsync(_actor, number, View!.Row.Version, CancellationToken.None), "Approved.");

    private Task RejectAsync() => ActAsync(number => Deciding.Reject.RunAsync(_actor, number, Reason, View!.Row.Version, CancellationToken.None), "Rejected.");

    private Task StartAsync() => ActAsync(number => Acting.Start.RunAsync(_actor, number, View!.Row.Version, CancellationToken.None), "It is in force now.");

    private Task EndAsync() => ActAsync(number => Acting.End.RunAsync(_actor, number, View!.Row.Version, CancellationToken.None), "Ended. What still holds comes up in the queue.");

    private Task CancelAsync() => ActAsync(number => Acting.Cancel.RunAsync(_actor, number, Reason, View!.Row.Version, CancellationToken.None), "Called off.");

    private Task ExtendAsync()
    {
        var end = View?.RunsUntil ?? View?.PlannedEnd ?? viewer.Now;
        var until = (end > viewer.Now ? end : viewer.Now).AddMinutes(ExtendMinutes);
        return ActAsync(number => Acting.Extend.RunAsync(_actor, number, until, View!.Row.Version, CancellationToken.None), "It lasts longer.");
    }

    private async Task ActAsync(Func<WindowNumber, Task<Outcome<MaintenanceWindow>>> act, string told)
    {
        if (Busy || View is null) return;
        (Busy, Told) = (true, "");
        Why = (await act(WindowNumber.Parse(View.Row.Key, null))).Refusal;
        Busy = false;
        if (Why is null) (Told, Reason) = (told, "");
        await ReadAsync();
    }
}
