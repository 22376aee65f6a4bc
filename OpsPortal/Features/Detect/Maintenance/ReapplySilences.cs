using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>Brings open events in line with the silences and maintenance windows in force. Running it twice changes nothing twice.</summary>
/// <remarks>
/// Looks at open events only when there is reason to: a silence or window changed, one began or ended, the last run left something
/// over, or a minute has passed. Otherwise a run costs nothing.
/// </remarks>
public sealed class ReapplySilences(
    IDbContextFactory<OpsDb> databases, Holding holding, ChangeFeed feed, TimeProvider clock, ILogger<ReapplySilences> log) : IJob, IDisposable
{
    /// <summary>How often open events are looked at without any other reason.</summary>
    public static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(1);

    private const int PageSize = 1000;
    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private HoldingView? _applied;
    private bool _again;

    /// <summary>Whether events that are no longer in the suppressed part may bear what a window did to them.</summary>
    private bool _mayBeMarked = true;

    public async Task RunAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var view = holding.At(clock.GetUtcNow());
            var changed = _applied is not { } applied || !ReferenceEquals(view.Silences, applied.Silences) || !ReferenceEquals(view.Windows, applied.Windows) || view.Silences.HasEdge(applied.Now, view.Now);
            if (!changed && !_again && view.Now - _applied?.Now < AtLeastEvery) return;

            var left = await ApplyAsync(view, stopping);

            // Once more after a change: signals that were on their way while it happened have landed by then.
            (_applied, _again) = (view, changed || left);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>True where somebody else changed an event meanwhile, so that it is left for the next run.</summary>
    private async Task<bool> ApplyAsync(HoldingView view, CancellationToken stopping)
    {
        var (suppressed, unsuppressed, left) = (0, 0, false);
        foreach (var standing in Open)
        {
            // Without anything in force only those that are held can be wrong.
            if (view.IsEmpty && standing != Standing.Suppressed && !_mayBeMarked) continue;
            for (var after = new EventNumber(0); ;)
            {
                var (due, last) = await FindAsync(view, standing, after, stopping);
                foreach (var chunk in due.Chunk(PageSize / 10))
                {
                    if (!await SaveAsync(chunk, view, stopping)) left |= !await SaveOneByOneAsync(chunk, view, stopping);
                }

                suppressed += due.Count(wanted => wanted.Becomes == Standing.Suppressed);
                unsuppressed += due.Count(wanted => wanted.Becomes != Standing.Suppressed && standing == Standing.Suppressed);
                if (last is not { } next) break;
                after = next;
            }
        }

        _mayBeMarked = !view.IsEmpty || left;
        if (suppressed + unsuppressed > 0) log.Reapplied(suppressed, unsuppressed);
        return left;
    }

    /// <summary>The events of one page that are not what they should be; and where the next page begins.</summary>
    private async Task<(List<Wanted> Due, EventNumber? Last)> FindAsync(HoldingView view, Standing standing, EventNumber after, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var events = db.Events.AsNoTracking().Where(e => e.Standing == standing && e.Number > after);

        if (view.IsEmpty && standing != Standing.Suppressed) events = events.Where(e => e.LoweredBy != null || e.TaggedBy != null);
        var page = await events.OrderBy(e => e.Number)
            .Select(e => new { e.Number, e.Labels, e.Service, e.SuppressedBy, e.LoweredBy, e.TaggedBy, e.Tag, e.Priority, e.Computed, e.PrioritySetBy }).Take(PageSize).ToListAsync(stopping);
        var due = new List<Wanted>();
        foreach (var found in page)
        {
            var hold = view.Find(found.Labels, found.Service, found.SuppressedBy);
            var facts = found.Computed ?? found.Priority;
            var lowered = hold.Windows.Lower?.Effect.Apply(facts) ?? facts;
            var isPressing = found.PrioritySetBy.Length > 0 || (hold.Windows.Lower is null && found.LoweredBy is null)
                || (lowered == found.Priority && found.LoweredBy == (lowered == facts ? null : hold.Windows.Lower?.Number.Value));
            var isMarked = found.TaggedBy == hold.Windows.Tag?.Number.Value && found.Tag == (hold.Windows.Tag?.Effect.Tag ?? "");
            if (hold.SuppressedBy != found.SuppressedBy || !isPressing || !isMarked)
                due.Add(new(found.Number, hold.SuppressedBy is null ? Standing.Active : hold.SuppressedBy == found.SuppressedBy ? standing : Standing.Suppressed));
        }

        return (due, page.Count < PageSize ? null : page[^1].Number);
    }

    private async Task<bool> SaveOneByOneAsync(Wanted[] due, HoldingView view, CancellationToken stopping)
    {
        var all = true;
        foreach (var one in due) all &= await SaveAsync([one], view, stopping);
        return all;
    }

    private async Task<bool> SaveAsync(Wanted[] due, HoldingView view, CancellationToken stopping)
    {
        var numbers = due.Select(wanted => wanted.Number).ToList();
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var found in await db.Events.Where(e => numbers.Contains(e.Number)).ToListAsync(stopping))
        {
            if (!found.IsOpen) continue;
            view.Find(found.Labels, found.Service, found.SuppressedBy).Apply(found, view.Now);
            db.EventEntries.AddRange(found.NewEntries);
        }

        try
        {
            if (await db.SaveChangesAsync(stopping) > 0) feed.Publish(ChangeKind.Events);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <param name="Becomes">Where it will be found, as far as maintenance decides it.</param>
    private readonly record struct Wanted(EventNumber Number, Standing Becomes);
}
