using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.OnCall.Pages;

/// <summary>Every rotation: who is on, who is next, the next two weeks, and where nobody is.</summary>
public sealed partial class OnCallPage(Viewer viewer, IDialogService dialogs, TeamQueries teams) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private DateTimeOffset _from;

    [Inject] private OnCallTools Tools { get; set; } = default!;

    private IReadOnlyList<RotationView>? Views { get; set; }

    private string? Why { get; set; }

    private bool MayManage => _actor.May(Permissions.OnCallManage);

    private DateTimeOffset Now => viewer.Now;

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = Tools.Follow(() => InvokeAsync(ReadAsync));
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
            _from = viewer.Now;
            Views = await Tools.Book.ReadAsync(_from, _from + Ahead, null, _leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }

    private async Task StandInAsync(RotationView view)
    {
        if (await StandInDialog.AskAsync(dialogs, view.Rotation, await teams.PeopleAsync(CancellationToken.None), Now) is not { } wanted) return;
        Why = (await Tools.Acts.StandIn.RunAsync(_actor, wanted, CancellationToken.None)).Refusal?.Message;
        await ReadAsync();
    }

    private async Task EndAsync(Guid id)
    {
        Why = (await Tools.Acts.End.RunAsync(_actor, id, CancellationToken.None)).Refusal?.Message;
        await ReadAsync();
    }

    private static string Local(RotationView view, DateTimeOffset at) => Zones.ToLocal(at, view.Rotation.Zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same person has the same shade all along.</summary>
    private static int Hue(RotationView view, PersonId? person) => Math.Max(0, view.Rotation.Shifts.SelectMany(shift => shift.People).Distinct().ToList().IndexOf(person ?? default)) % 4;

    private static string Said(RotationView view) => $"{view.Shifts.Count} shifts in the next two weeks; the table below tells them";

    private string Place(OnCallShift shift)
    {
        var (from, until) = (Share(shift.From), Share(shift.Until));
        return string.Create(CultureInfo.InvariantCulture, $"left:{from:0.###}%;width:{Math.Max(0.2, until - from):0.###}%");
    }

    private double Share(DateTimeOffset at) => Math.Clamp((at - _from) / Ahead, 0, 1) * 100;
}
