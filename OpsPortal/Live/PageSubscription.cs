namespace OpsPortal.Live;

/// <summary>
/// Refreshes one open page when something it shows has changed: never more than four times a second, less often while
/// very many pages are open, never twice at a time, and always once more after the last change.
/// </summary>
public sealed class PageSubscription : IDisposable
{
    /// <summary>The shortest time from the start of one refresh to the next.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest a page waits, however many are open.</summary>
    public static readonly TimeSpan SlowestPace = TimeSpan.FromSeconds(2);

    /// <summary>As many pages share one database at full pace; more slow each other down in proportion.</summary>
    private const int PagesAtFullPace = 50;

    private readonly Lock _gate = new();
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _clock;
    private readonly Func<Task> _refresh;
    private readonly ChangeKind[] _kinds;
    private readonly IDisposable[] _subscriptions;
    private readonly ITimer _timer;
    private DateTimeOffset _lastStart = DateTimeOffset.MinValue;
    private bool _changed, _scheduled, _running, _disposed;

    /// <param name="refresh">Reads again what is on screen; called on a timer thread, so it goes through <c>InvokeAsync</c>. A failure ends this refresh only.</param>
    public PageSubscription(ChangeFeed feed, TimeProvider clock, Func<Task> refresh, params ChangeKind[] kinds)
    {
        (_feed, _clock, _refresh, _kinds) = (feed, clock, refresh, kinds);
        _timer = clock.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscriptions = [.. kinds.Select(kind => feed.Subscribe(kind, Changed))];
    }

    /// <summary>The shortest time between two refreshes of this page, where its readers need less than <see cref="Pace"/> gives.</summary>
    public TimeSpan Unhurried { get; init; } = Pace;

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Changed()
    {
        lock (_gate)
        {
            _changed = true;
            Schedule();
        }
    }

    private void Schedule()
    {
        if (_disposed || _scheduled || _running || !_changed) return;
        _scheduled = true;
        var now = _clock.GetUtcNow();
        var due = _lastStart == DateTimeOffset.MinValue ? TimeSpan.Zero : Together(_lastStart + PaceNow(), now) - now;
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// While changes follow each other, all pages refresh at the same beats: what one has read then serves the others
    /// (<see cref="SharedReads"/>). A page that is a little late keeps the beat; a first change after a rest waits for none.
    /// </summary>
    private DateTimeOffset Together(DateTimeOffset earliest, DateTimeOffset now)
    {
        if (earliest <= now) return now;
        var pace = PaceNow().Ticks;
        var early = earliest.UtcTicks - (pace / 4);
        return new(early - (early % pace) + (early % pace == 0 ? 0 : pace), TimeSpan.Zero);
    }

    private TimeSpan PaceNow()
    {
        var crowd = Pace * ((double)_kinds.Max(_feed.Listeners) / PagesAtFullPace);
        return crowd < Unhurried ? Unhurried : crowd > SlowestPace ? SlowestPace : crowd;
    }

    private async Task RunAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            (_scheduled, _running, _changed, _lastStart) = (false, true, false, _clock.GetUtcNow());
        }

        try
        {
            await _refresh();
        }
        finally
        {
            lock (_gate)
            {
                _running = false;
                Schedule();
            }
        }
    }
}
