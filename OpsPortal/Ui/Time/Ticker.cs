namespace OpsPortal.Ui.Time;

/// <summary>Beats every ten seconds while anything on the page listens, so that "2 min ago" stays true.</summary>
public sealed class Ticker(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Action? _listeners;
    private ITimer? _timer;

    /// <summary>Calls <paramref name="onBeat"/> from a timer thread until the result is disposed.</summary>
    public IDisposable Listen(Action onBeat)
    {
        lock (_gate)
        {
            _listeners += onBeat;
            _timer ??= clock.CreateTimer(_ => _listeners?.Invoke(), null, Beat, Beat);
        }

        return new Listening(this, onBeat);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _listeners = null;
        }
    }

    private void Leave(Action onBeat)
    {
        lock (_gate)
        {
            _listeners -= onBeat;
        }
    }

    private sealed class Listening(Ticker ticker, Action onBeat) : IDisposable
    {
        public void Dispose() => ticker.Leave(onBeat);
    }
}
