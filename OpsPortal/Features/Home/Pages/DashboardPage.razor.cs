using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Home.Pages;

/// <summary>How things stand: what waits, what comes in, and whether the portal takes it.</summary>
public sealed partial class DashboardPage(DashboardReader reader, Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    private Dashboard? Shown { get; set; }

    private DateTimeOffset ReadAt { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private bool MayRead => _actor.May(Permissions.EventsRead);

    private int Mine { get; set; }

    private string Total => Shown!.Active.Values.Sum() switch
    {
        0 => "nothing waits",
        1 => "1 event",
        var many => $"{Number(many)} events",
    };

    /// <summary>The last minute is still under way.</summary>
    private IReadOnlyList<Bar> Bars =>
        [.. Shown!.Arrivals.Select(minute => new Bar(viewer.Local(minute.Start).ToString("HH:mm", CultureInfo.InvariantCulture), minute.Count))];

    private string ArrivalsSaid
    {
        get
        {
            var (sum, most) = (Shown!.Arrivals.Sum(minute => minute.Count), Shown.Arrivals.MaxBy(minute => minute.Count)!);
            return sum == 0
                ? "none in the last hour"
                : $"{Number(sum)} in the last hour, most at {viewer.Local(most.Start).ToString("HH:mm", CultureInfo.InvariantCulture)} ({Number(most.Count)})";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Events);
        _beat = ticker.Listen(() => _ = InvokeAsync(ReadAsync));
        _actor = await viewer.ActorAsync();
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            if (MayRead) Shown = await reader.ReadAsync(_leaving.Token);
            if (MayRead && _actor.Person is { } me) Mine = await reader.OwnedByAsync(me, _leaving.Token);
            (Failure, ReadAt) = (null, viewer.Now);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException)
        {
            Failure = "The database did not answer just now; what you see may be out of date.";
        }

        StateHasChanged();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
