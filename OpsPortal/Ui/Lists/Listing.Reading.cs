using System.Globalization;
using Microsoft.JSInterop;
using OpsPortal.Live;
using OpsPortal.Ui.Lists.Rows;

namespace OpsPortal.Ui.Lists;

/// <summary>How rows come in: at first, on scrolling, and when something has changed.</summary>
public sealed partial class Listing<TRow>
{
    private PageSubscription? _changes;
    private TaskCompletionSource? _reading;
    private Task _filling = Task.CompletedTask;
    private int _turn;

    /// <summary>New rows at the top that are held back so that nothing moves.</summary>
    private int Waiting { get; set; }

    /// <summary>What a screen reader says politely.</summary>
    private string Said { get; set; } = "";

    /// <summary>The person has begun to work with what is on screen: it stays as it is.</summary>
    private bool Holding => _first > 0 || !_marks.None || Progress is not null || _asking;

    [JSInvokable("Looked")]
    public Task LookedAsync(int first, int seen, int rowHeight) => InvokeAsync(async () =>
    {
        (_first, _seen, _rowHeight) = (Math.Max(0, first), Math.Clamp(seen, 5, 200), Math.Max(20, rowHeight));
        await FillAsync();
        StateHasChanged();
    });

    /// <summary>
    /// Ends when the rows are those that were last asked for. Keys wait for it: one that was pressed while another filter is
    /// being read means what will be shown, not a row that is about to go.
    /// </summary>
    private async Task ReadAlreadyAsync()
    {
        while (_reading is { } reading && !_leaving.IsCancellationRequested) await reading.Task;
    }

    /// <summary>From now on keys wait, until <see cref="ReadAsync"/> has read.</summary>
    private void WillRead() => _reading ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void HasRead()
    {
        _reading?.TrySetResult();
        _reading = null;
    }

    /// <summary>Reads the list anew from its top.</summary>
    private async Task ReadAsync()
    {
        var generation = ++_generation;
        WillRead();
        await TryAsync(async stopping =>
        {
            var page = await Source.Page(Query, null, PageSize, stopping);
            if (generation != _generation) return;
            _rows.Begin(page);
            _under.Clear();
            _flashes.Clear();
            (Ready, Waiting, Failure, _first) = (true, 0, null, 0);
            if (_marks.Cursor is { } cursor && !_rows.Knows(cursor)) _marks.Put(null);
            HasRead();
            StateHasChanged();
            await CountAsync(generation, stopping);
        });
        if (generation == _generation) HasRead();
    }

    /// <summary>Something has changed: follows it where that moves nothing, else updates in place and says what waits.</summary>
    private async Task RefreshAsync()
    {
        if (!Ready || _leaving.IsCancellationRequested) return;
        var generation = _generation;
        await TryAsync(async stopping =>
        {
            var top = await Source.Page(Query, null, PageSize, stopping);
            var now = Holding && Source.Rows is not null && _rows.Keys.Count > 0 ? await Source.Rows([.. _rows.Keys.Skip(From).Take(To - From)], stopping) : [];
            if (generation != _generation) return;
            if (Holding)
            {
                FlashCells(_rows.Update(now));
                Waiting = CountNew(top.Items);
            }
            else
            {
                var (changed, added) = _rows.Begin(top);
                _under.Clear();
                FlashCells(changed);
                _turn++;
                foreach (var key in added) _flashes[key] = new(new HashSet<string>(), _turn);
                Said = added.Count == 0 ? Said : $"{added.Count} new";
            }

            Failure = null;
            await CountAsync(generation, stopping);
        });
    }

    /// <summary>New are unknown rows above a known one; those below have only moved up because others have left.</summary>
    private int CountNew(IReadOnlyList<TRow> top)
    {
        var known = top.Select(row => _rows.Knows(Key(row))).ToList();
        var reach = _rows.Next is null ? known.Count : known.LastIndexOf(true);
        return reach < 0 ? known.Count : known.Take(reach).Count(knows => !knows);
    }

    private async Task ShowNewAsync()
    {
        await ReadAsync();
        if (_view is not null) await _view.InvokeVoidAsync("top");
    }

    /// <summary>Sees to it that what is on screen and around the cursor, and a little more, is read.</summary>
    private async Task FillAsync()
    {
        while (!_filling.IsCompleted) await _filling;
        if (Ready) await (_filling = FillNowAsync());
    }

    private async Task FillNowAsync()
    {
        var generation = _generation;
        await TryAsync(async stopping =>
        {
            while (_rows.Next is { } cursor && Reach >= _rows.Keys.Count && generation == _generation)
            {
                var page = await Source.Page(Query, cursor, PageSize, stopping);
                if (generation == _generation) _rows.Add(page);
            }

            if (Source.Rows is null || generation != _generation) return;
            _rows.ForgetFarFrom(_first, _seen);
            var missing = _rows.Missing(From, To - From);
            if (missing.Count > 0) _rows.Update(await Source.Rows(missing, stopping));
        });
    }

    /// <summary>So many rows are to be known from the top on.</summary>
    private int Reach => Margin + Math.Max(_first + _seen, _marks.Cursor is { } cursor ? _rows.IndexOf(cursor) : 0);

    private async Task CountAsync(int generation, CancellationToken stopping)
    {
        if (Source.Count is { } count)
        {
            var counted = await count(Query, MostCounted, stopping);
            if (generation == _generation) _count = counted;
        }
        else
        {
            _count = _rows.Next is null ? _rows.Keys.Count : null;
        }

        StateHasChanged();
    }

    private void FlashCells(List<(TRow Before, TRow Now)> changes)
    {
        _flashes.Clear();
        _turn++;
        foreach (var (before, now) in changes)
        {
            var cells = _columns.Where(column => !Equals(column.Value(before), column.Value(now))).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
            if (cells.Count > 0) _flashes[Key(now)] = new(cells, _turn);
        }
    }

    private bool HasLeft(TRow row) => !_under.ContainsKey(Key(row)) && Source.Belongs is { } belongs && !belongs(Query, row);

    /// <summary>What cannot be read is said on the page and in the log, and can be tried again.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> read)
    {
        try
        {
            await read(_leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Ready = false; // the page was left
        }
        catch (Exception failure) when (failure is not JSDisconnectedException)
        {
            tools.Failed(Name, failure);
            Failure = string.Create(CultureInfo.InvariantCulture, $"The database did not answer at {clock.GetUtcNow():HH:mm:ss} UTC. The next change tries again; so can you.");
            StateHasChanged();
        }
    }
}
