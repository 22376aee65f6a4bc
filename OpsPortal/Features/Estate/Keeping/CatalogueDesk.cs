using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Keeping;

/// <summary>
/// What every change of the catalogue shares: the right is checked, changes take turns (two that are right alone may close a circle
/// together), what is done is saved with its audit entries in one transaction, and everyone who looks is told.
/// </summary>
public sealed class CatalogueDesk(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock, ILogger<CatalogueDesk> log) : IDisposable
{
    // One portal has the database to itself, so taking turns in this process is enough.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Runs an act of somebody who may change the catalogue. A refusal changes nothing; an act that records nothing is not saved.</summary>
    /// <param name="changed">The refusal where somebody else saved the same thing meanwhile.</param>
    public async Task<Outcome<T>> RunAsync<T>(Actor by, Func<OpsDb, Task<Outcome<T>>> act, Refusal changed, CancellationToken stopping)
    {
        if (!by.May(Permissions.ServicesWrite)) return Refusals.Forbidden(Permissions.ServicesWrite);
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var outcome = await act(db);
            if (outcome is Outcome<T>.Refused || !db.ChangeTracker.HasChanges()) return outcome;
            await db.SaveChangesAsync(stopping);

            // It is committed: a caller who has left no longer stops the rest. First the view, then the news: whoever is told reads it at once.
            await catalogue.RefreshAsync(CancellationToken.None);
            feed.Publish(ChangeKind.Services);
            feed.Publish(ChangeKind.Audit);
            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            return changed;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Notes an act; it is written with the next save.</summary>
    public void Record(OpsDb db, Actor by, string act, string what, object? before, object? after)
    {
        db.Record(new(by, Now, act, what, before, after));
        log.Acted(act, what, by.Name);
    }

    public void Dispose() => _turn.Dispose();
}
