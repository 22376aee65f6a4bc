using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>Brings the suppression of open events in line with the silences in force. Running it twice changes nothing twice.</summary>
/// <remarks>
/// Looks at open events only when there is reason to: a silence changed, one began or ended, the last run left something
/// over, or a minute has passed. Otherwise a run costs nothing.
/// </remarks>
public sealed class ReapplySilences(
    IDbContextFactory<OpsDb> databases, SilenceBook book, ChangeFeed feed, TimeProvider clock, ILogger<ReapplySilences> log) : IJob, IDisposable
{
    /// <summary>How often open events are looked at without any other reason.</summary>
    public static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(1);

    private const int PageSize = 1000;
    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SilenceIndex? _applied;
    private DateTimeOffset _appliedAt;
    private bool _again;

    public async Task RunAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var (index, now) = (book.Current, clock.GetUtcNow());
            var changed = !ReferenceEquals(index, _applied) || index.HasEdge(_appliedAt, now);
            if (!changed && !_again && now - _appliedAt < AtLeastEvery) return;

            var left = await ApplyAsync(index, now, stopping);

            // Once more after a change: signals that were on their way while it happened have landed by then.
            (_applied, _appliedAt, _again) = (index, now, changed || left);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>True where somebody else changed an event meanwhile, so that it is left for the next run.</summary>
    private async Task<bool> ApplyAsync(SilenceIndex index, DateTimeOffset now, CancellationToken stopping)
    {
        var (suppressed, unsuppressed, left) = (0, 0, false);
        foreach (var standing in Open)
        {
            // Without any silence only those that are suppressed can be wrong.
            if (index.Count == 0 && standing != Standing.Suppressed) continue;
            for (var after = new EventNumber(0); ;)
            {
                var (due, last) = await FindAsync(index, standing, after, now, stopping);
                foreach (var chunk in due.Chunk(PageSize / 10))
                {
                    if (!await SaveAsync(chunk, now, stopping)) left |= !await SaveOneByOneAsync(chunk, now, stopping);
                }

                suppressed += due.Count(wanted => wanted.Value is not null);
                unsuppressed += due.Count(wanted => wanted.Value is null);
                if (last is not { } next) break;
                after = next;
            }
        }

        if (suppressed + unsuppressed > 0)
        {
            feed.Publish(ChangeKind.Events);
            log.Reapplied(suppressed, unsuppressed);
        }

        return left;
    }

    /// <summary>The events of one page whose suppression is not what it should be, with what it should be; and where the next page begins.</summary>
    private async Task<(Dictionary<EventNumber, Guid?> Due, EventNumber? Last)> FindAsync(
        SilenceIndex index, Standing standing, EventNumber after, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var page = await db.Events.AsNoTracking().Where(e => e.Standing == standing && e.Number > after).OrderBy(e => e.Number)
            .Select(e => new { e.Number, e.Labels, e.SuppressedBy }).Take(PageSize).ToListAsync(stopping);
        var due = new Dictionary<EventNumber, Guid?>();
        foreach (var found in page)
        {
            var covering = index.Covering(found.Labels, now);
            var stands = found.SuppressedBy is { } by && covering is not null && index.AllCovering(found.Labels, now).Contains(by);
            if (covering != found.SuppressedBy && !stands) due[found.Number] = covering;
        }

        return (due, page.Count < PageSize ? null : page[^1].Number);
    }

    private async Task<bool> SaveOneByOneAsync(KeyValuePair<EventNumber, Guid?>[] due, DateTimeOffset now, CancellationToken stopping)
    {
        var all = true;
        foreach (var one in due) all &= await SaveAsync([one], now, stopping);
        return all;
    }

    private async Task<bool> SaveAsync(KeyValuePair<EventNumber, Guid?>[] due, DateTimeOffset now, CancellationToken stopping)
    {
        var wanted = due.ToDictionary();
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var found in await db.Events.Where(e => wanted.Keys.Contains(e.Number)).ToListAsync(stopping))
        {
            if (!found.IsOpen) continue;
            found.Suppress(wanted[found.Number], now);
            db.EventEntries.AddRange(found.NewEntries);
        }

        try
        {
            await db.SaveChangesAsync(stopping);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
