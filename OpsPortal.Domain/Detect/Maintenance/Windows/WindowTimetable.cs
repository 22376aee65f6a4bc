namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>Knows at any instant which of many windows are in force, by waiting for the next start or end instead of asking each. Safe from several threads.</summary>
public sealed class WindowTimetable
{
    private readonly Lock _turn = new();
    private readonly PriorityQueue<Slot, DateTimeOffset> _edges = new();
    private readonly HashSet<ScopedWindow> _inForce = [];
    private volatile ActiveWindows _now;

    /// <param name="windows">Those that are not over.</param>
    public WindowTimetable(IReadOnlyCollection<ScopedWindow> windows, DateTimeOffset now)
    {
        Count = windows.Count;
        foreach (var window in windows) Plan(window, now);
        _now = View(now);
    }

    public static WindowTimetable Empty { get; } = new([], DateTimeOffset.MinValue);

    public int Count { get; }

    /// <summary>The windows in force. Two answers that are the same object are about the same windows.</summary>
    /// <remarks>Time goes forward here: an instant before the last one asked is answered as that one.</remarks>
    public ActiveWindows At(DateTimeOffset now)
    {
        var known = _now;
        if (now < known.Until) return known;
        lock (_turn)
        {
            if (now < _now.Until) return _now;
            while (_edges.TryPeek(out var slot, out var at) && at <= now)
            {
                _edges.Dequeue();
                if (now >= slot.End)
                {
                    _inForce.Remove(slot.Window);
                    Plan(slot.Window, now);
                }
                else
                {
                    _inForce.Add(slot.Window);
                    _edges.Enqueue(slot, slot.End);
                }
            }

            return _now = View(now);
        }
    }

    private void Plan(ScopedWindow window, DateTimeOffset now)
    {
        if (window.Window.InForceOrNext(now) is not var (start, end)) return;
        if (start <= now) _inForce.Add(window);
        _edges.Enqueue(new(window, end), start <= now ? end : start);
    }

    private ActiveWindows View(DateTimeOffset now) => new(_inForce, now, _edges.TryPeek(out _, out var next) ? next : DateTimeOffset.MaxValue);

    private sealed record Slot(ScopedWindow Window, DateTimeOffset End);
}
