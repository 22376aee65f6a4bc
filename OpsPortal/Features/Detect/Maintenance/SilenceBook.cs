using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>The active and pending silences, in memory, as of the last commit. What the signal path and the screens ask.</summary>
/// <remarks>Whoever changes a silence refreshes the book before answering; <see cref="SilenceBookKeeper"/> follows all other changes.</remarks>
public sealed class SilenceBook(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile SilenceIndex _index = SilenceIndex.Empty;

    /// <summary>One consistent view; take it once per batch.</summary>
    public SilenceIndex Current => _index;

    /// <summary>The silence that covers these labels now; null where none does.</summary>
    public Guid? Covering(LabelSet labels, DateTimeOffset now) => _index.Covering(labels, now);

    /// <summary>Reads what is committed. Refreshes take turns, so the last one wins.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var now = clock.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(stopping);
            _index = SilenceIndex.Of(await db.Silences.AsNoTracking().Where(silence => silence.EndsAt > now).ToListAsync(stopping));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
