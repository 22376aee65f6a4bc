using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Jobs;

/// <summary>Raises an event for a source that has been silent for longer than its heartbeat, and clears it when the source speaks again. Running it twice raises nothing twice.</summary>
internal sealed class NoticeSilentSources(IDbContextFactory<OpsDb> databases, SignalPath path, SourceLedger ledger, ChangeFeed feed, TimeProvider clock) : IJob
{
    /// <summary>Minutes of traffic are kept this long.</summary>
    private static readonly TimeSpan KeepMinutes = TimeSpan.FromDays(2);

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = databases.CreateDbContext();
        var sources = await db.Set<IntakeSource>().AsNoTracking().Where(source => source.HeartbeatSeconds != null || source.SilentSince != null).ToListAsync(stopping);
        foreach (var source in sources)
        {
            var spokeAt = ledger.SpokeAt(source.Name) is { } lately && !(source.LastSignalAt > lately) ? lately : source.LastSignalAt;
            var silentFrom = source.SilentFrom(spokeAt);
            if (silentFrom <= now) await FireAsync(db, source, spokeAt, silentFrom.Value, now, stopping);
            else if (source.SilentSince is not null) await ClearAsync(db, source, now, stopping);
        }

        var old = now - KeepMinutes;
        using (await db.Gate.EnterAsync(stopping)) await db.Set<SourceMinute>().Where(minute => minute.Minute < old).ExecuteDeleteAsync(stopping);
    }

    private async Task FireAsync(OpsDb db, IntakeSource source, DateTimeOffset? spokeAt, DateTimeOffset silentFrom, DateTimeOffset now, CancellationToken stopping)
    {
        if (source.SilentSince is not null) return;
        var annotations = new LabelDraft()
            .Add("summary", $"Source {source.Name} has fallen silent")
            .Add("description", spokeAt is { } at ? $"It last spoke at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC and should speak every {TimeSpan.FromSeconds(source.HeartbeatSeconds ?? 0)}." : "It has never spoken since it was set up.")
            .Add("team", source.Team).Build();
        if (await path.TakeAsync([Told.Firing(AddSource.Portal, Labels(source), annotations, silentFrom, $"/sources/{source.Name}")], stopping) != Taken.Stored) return;
        await NoteAsync(db, source, now, stopping);
    }

    private async Task ClearAsync(OpsDb db, IntakeSource source, DateTimeOffset now, CancellationToken stopping)
    {
        if (await path.TakeAsync([Told.Over(AddSource.Portal, Labels(source), LabelSet.Empty, now, now)], stopping) != Taken.Stored) return;
        await NoteAsync(db, source, null, stopping);
    }

    private async Task NoteAsync(OpsDb db, IntakeSource source, DateTimeOffset? silentSince, CancellationToken stopping)
    {
        using (await db.Gate.EnterAsync(stopping))
            await db.Set<IntakeSource>().Where(stored => stored.Name == source.Name).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.SilentSince, silentSince), stopping);
        feed.Publish(ChangeKind.Sources);
    }

    private static LabelSet Labels(IntakeSource source) => LabelSet.From(("alertname", "SourceSilent"), ("severity", "warning"), ("source", source.Name));
}
