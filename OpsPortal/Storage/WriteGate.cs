namespace OpsPortal.Storage;

/// <summary>
/// Lets one writer at a time through, first come first served. SQLite has a single write lock and no queue for it:
/// without the gate a person's click could starve behind a storm of signals. Open for PostgreSQL, which needs none.
/// </summary>
public sealed class WriteGate(bool oneAtATime)
{
    private readonly SemaphoreSlim? _turn = oneAtATime ? new(1, 1) : null;

    /// <summary>Waits for the turn; disposing the result gives it on.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken stopping)
    {
        if (_turn is not null) await _turn.WaitAsync(stopping);
        return new(_turn);
    }

    public readonly struct Turn(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
