using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Prioritisation;

/// <summary>Brings the priorities of open events in line with the matrix and the catalogue whenever one of them changes. Running it twice changes nothing twice.</summary>
internal sealed class RecomputePriorities(IDbContextFactory<OpsDb> databases, PriorityBook book, ChangeFeed feed, TimeProvider clock, ILogger<RecomputePriorities> log) : BackgroundService
{
    private const int PageSize = 500;

    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    // Holds at most one wish: any number of changes since the last run mean one more run.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Goes through all open events once. An event that somebody changes at the same moment is left for the next change.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var changed = 0;
        for (var last = new EventNumber(0); ;)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var page = await db.Events.Where(e => Open.Contains(e.Standing) && e.Service != "" && e.Number > last).OrderBy(e => e.Number).Take(PageSize).ToListAsync(stopping);
            if (page.Count == 0) break;
            last = page[^1].Number;
            changed += await RecomputeAsync(db, page, stopping);
        }

        if (changed > 0) feed.Publish(ChangeKind.Events);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var services = feed.Subscribe(ChangeKind.Services, () => _wishes.Writer.TryWrite(true));
        using var priorities = feed.Subscribe(ChangeKind.Priorities, () => _wishes.Writer.TryWrite(true));
        await foreach (var _ in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.NotRecomputed(failed);
            }
        }
    }

    private async Task<int> RecomputeAsync(OpsDb db, List<Event> page, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var named = page.Select(e => e.Rule).OfType<Guid>().Distinct().ToArray();
        var fixedBy = (await db.Set<SignificanceRule>().Where(rule => EF.Parameter(named).Contains(rule.Id) && rule.Priority != null).Select(rule => rule.Id).ToListAsync(stopping)).ToHashSet();
        var changed = 0;
        foreach (var e in page.Where(e => e.Rule is not { } rule || !fixedBy.Contains(rule)))
        {
            var reason = book.Ask(e.Service, e.Type, e.Labels, e.Annotations, now);
            if (reason.Impact is not { } impact) continue;
            e.Recompute(reason.Priority, impact.Words, now);
            if (!db.ChangeTracker.HasChanges() && e.NewEntries.Count == 0) continue;
            db.EventEntries.AddRange(e.NewEntries);
            changed += e.NewEntries.Count;
        }

        try
        {
            if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stopping);
            return changed;
        }
        catch (DbUpdateConcurrencyException)
        {
            _wishes.Writer.TryWrite(true);
            return 0;
        }
    }
}

internal static partial class PrioritisationLog
{
    [LoggerMessage(1601, LogLevel.Error, "The priorities of open events could not be brought in line; the next change tries again")]
    public static partial void NotRecomputed(this ILogger log, Exception failure);
}
