using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Pages;
using OpsPortal.Features.Home.Widgets;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Wall;

/// <summary>For a screen across the room: a few boards that take turns, large enough to be read at five metres. The browser says when nothing has come for a minute, and keeps the screen awake.</summary>
public sealed partial class WallboardPage(DashboardTools tools, Viewer viewer, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int Usual = 20, Shortest = 5, Longest = 600;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary>How long each board stands.</summary>
    [SupplyParameterFromQuery(Name = "seconds")] public int? Seconds { get; set; }

    /// <summary>The board that is shown and stays, from 1; left out: they take turns.</summary>
    [SupplyParameterFromQuery(Name = "board")] public int? Only { get; set; }

    private IReadOnlyList<(Board Board, IReadOnlyList<HomeWidget> Widgets)> Boards { get; set; } = [];

    private int Place { get; set; }

    private bool Stands { get; set; }

    private DateTimeOffset ReadAt { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Boards = Board.For(await viewer.ActorAsync());
        if (Only is { } only && only >= 1 && only <= Boards.Count) (Place, Stands) = (only - 1, true);
        await ReadAsync();
        _changes = tools.FollowFromAfar(() => InvokeAsync(ReadAsync));
        _beat = tools.Ticker.Listen(() => _ = InvokeAsync(ReadAsync));
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = InvokeAsync(TurnAsync);
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Turn(int place) => (Place, Stands) = (place, true);

    private async Task TurnAsync()
    {
        var stands = TimeSpan.FromSeconds(Math.Clamp(Seconds ?? Usual, Shortest, Longest));
        try
        {
            var leaving = _leaving.Token;
            while (true)
            {
                await Task.Delay(stands, clock, leaving);
                if (Stands || Boards.Count < 2) continue;
                Place = (Place + 1) % Boards.Count;
                StateHasChanged();
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return; // nobody looks any more
        }
    }

    /// <summary>Only what was really read counts as fresh.</summary>
    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            await tools.Reader.ReadAsync(_leaving.Token);
            ReadAt = viewer.Now;
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException)
        {
            return; // the board says for itself that it is stale
        }

        StateHasChanged();
    }
}
