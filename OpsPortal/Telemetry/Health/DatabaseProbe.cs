using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Telemetry.Health;

/// <summary>What the database can do now. Asked at most once a second, however many ask: the check is open to everyone.</summary>
internal sealed class DatabaseProbe(IDbContextFactory<OpsDb> databases, TimeProvider clock, ILogger<DatabaseProbe> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (DateTimeOffset At, bool Readable, bool Writable)? _last;

    public async Task<(bool Readable, bool Writable)> AskAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            if (_last is not { } last || clock.GetUtcNow() - last.At > Fresh)
            {
                var readable = await TryAsync("read", ReadAsync, stopping);
                last = (clock.GetUtcNow(), readable, readable && await TryAsync("written", WriteAsync, stopping));
                _last = last;
            }

            return (last.Readable, last.Writable);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> TryAsync(string used, Func<CancellationToken, Task> use, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            await use(patience.Token);
            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.DatabaseUnusable(failure, used);
            return false;
        }
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        await db.Persons.Select(person => person.Id).FirstOrDefaultAsync(stopping);
    }

    /// <summary>Takes the write lock and changes no row: refused by a database that is read-only, broken or locked for good.</summary>
    private async Task WriteAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.ApiKeys.Where(key => key.Hash == "").ExecuteUpdateAsync(key => key.SetProperty(k => k.Hash, ""), stopping);
    }
}
