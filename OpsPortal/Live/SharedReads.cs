namespace OpsPortal.Live;

/// <summary>
/// One reading of the database for all who ask the same question between two changes: two hundred open queues then cost
/// about as many queries as one.
/// </summary>
/// <remarks>
/// An answer counts only for the version it was begun at, so whoever has acted, and so published, never gets one from before
/// the act. A failure is told to those who waited for it and not kept. Whoever leaves takes nothing from the others; when
/// all have left, the reading is given up.
/// </remarks>
public sealed class SharedReads(ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Most answers kept; the oldest goes first.</summary>
    public const int MostKept = 128;

    /// <summary>How long an answer counts unless the caller says otherwise: what changes without a word is not hidden for longer.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<(ChangeKind Kind, string Question), IReading> _readings = [];

    /// <summary>Answers kept or under way.</summary>
    public int Kept
    {
        get
        {
            lock (_gate)
            {
                return _readings.Count;
            }
        }
    }

    /// <summary>The answer to a question, read at most once for each version of what it is about.</summary>
    /// <param name="question">Names everything the answer depends on: the method, the whole filter, and the person where the answer is theirs alone.</param>
    /// <param name="read">Called without a synchronization context; what it returns is shared, so nobody may change it.</param>
    /// <param name="lasts">How long the answer counts while nothing changes.</param>
    public async Task<T> ReadAsync<T>(ChangeKind about, string question, Func<CancellationToken, Task<T>> read, CancellationToken stopping, TimeSpan? lasts = null)
    {
        stopping.ThrowIfCancellationRequested();
        var (reading, isNew) = Join<T>((about, question), lasts ?? Lasts);
        if (isNew) _ = RunAsync(reading, read);
        try
        {
            return await reading.Answer.Task.WaitAsync(stopping);
        }
        finally
        {
            Leave(reading);
        }
    }

    private (Reading<T> Reading, bool IsNew) Join<T>((ChangeKind Kind, string Question) key, TimeSpan lasts)
    {
        lock (_gate)
        {
            var (version, now) = (feed.Version(key.Kind), clock.GetUtcNow());
            if (_readings.TryGetValue(key, out var kept) && kept is Reading<T> known && known.Version == version && (!known.Answer.Task.IsCompleted || now - known.At < lasts))
            {
                known.Waiting++;
                return (known, false);
            }

            _readings.Remove(key);
            MakeRoom();
            var reading = new Reading<T>(key, version, now) { Waiting = 1 };
            _readings[key] = reading;
            return (reading, true);
        }
    }

    private void MakeRoom()
    {
        if (_readings.Count < MostKept) return;
        foreach (var old in _readings.Values.Where(reading => reading.Version != feed.Version(reading.Key.Kind)).ToList()) _readings.Remove(old.Key);
        while (_readings.Count >= MostKept) _readings.Remove(_readings.Values.MinBy(reading => reading.At)!.Key);
    }

    private async Task RunAsync<T>(Reading<T> reading, Func<CancellationToken, Task<T>> read)
    {
        try
        {
            reading.Answer.TrySetResult(await Detached(read, reading.GivenUp.Token));
        }
        catch (Exception failure)
        {
            Forget(reading);
            reading.Answer.TrySetException(failure);
            _ = reading.Answer.Task.Exception; // seen, also where nobody waits any more
        }
    }

    /// <summary>The page that happens to ask first may close or be slow; the reading of the others must not depend on its thread.</summary>
    private static Task<T> Detached<T>(Func<CancellationToken, Task<T>> read, CancellationToken givenUp)
    {
        var page = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return read(givenUp);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(page);
        }
    }

    private void Leave<T>(Reading<T> reading)
    {
        lock (_gate)
        {
            if (--reading.Waiting > 0 || reading.Answer.Task.IsCompleted) return;
            Forget(reading);
        }

        reading.GivenUp.Cancel();
    }

    private void Forget(IReading reading)
    {
        lock (_gate)
        {
            if (_readings.TryGetValue(reading.Key, out var kept) && kept == reading) _readings.Remove(reading.Key);
        }
    }

    private interface IReading
    {
        (ChangeKind Kind, string Question) Key { get; }

        long Version { get; }

        DateTimeOffset At { get; }
    }

    private sealed class Reading<T>((ChangeKind Kind, string Question) key, long version, DateTimeOffset at) : IReading
    {
        public (ChangeKind Kind, string Question) Key => key;

        public long Version => version;

        public DateTimeOffset At => at;

        public int Waiting { get; set; }

        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource GivenUp { get; } = new();
    }
}
