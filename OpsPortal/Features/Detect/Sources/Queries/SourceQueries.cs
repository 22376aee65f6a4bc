using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Queries;

/// <summary>What pages ask about sources.</summary>
public sealed class SourceQueries(IDbContextFactory<OpsDb> databases, SourceLedger ledger, TimeProvider clock)
{
    private const int Minutes = 60;

    /// <summary>Every source, by name.</summary>
    public async Task<IReadOnlyList<SourceRow>> AllAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var since = LastMinute().AddMinutes(1 - Minutes);
        var sums = await db.Set<SourceMinute>().Where(minute => minute.Minute >= since).GroupBy(minute => minute.Source)
            .Select(group => new { group.Key, Errors = group.Sum(minute => minute.Errors), Dropped = group.Sum(minute => minute.Dropped) })
            .ToDictionaryAsync(sum => sum.Key, stopping);
        var sources = await db.Set<IntakeSource>().AsNoTracking().OrderBy(source => source.Name).ToListAsync(stopping);
        return sources.ConvertAll(source => Row(source, sums.GetValueOrDefault(source.Name)?.Errors ?? 0, sums.GetValueOrDefault(source.Name)?.Dropped ?? 0));
    }

    /// <summary>One source; null: there is none of that name.</summary>
    public async Task<SourceStory?> OneAsync(string name, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<IntakeSource>().AsNoTracking().SingleOrDefaultAsync(source => source.Name == name, stopping) is not { } found) return null;
        var (last, first) = (LastMinute(), LastMinute().AddMinutes(1 - Minutes));
        var stored = await db.Set<SourceMinute>().AsNoTracking().Where(minute => minute.Source == name && minute.Minute >= first).ToDictionaryAsync(minute => minute.Minute, stopping);
        var minutes = Enumerable.Range(0, Minutes).Select(i => first.AddMinutes(i)).Where(at => at <= last)
            .Select(at => stored.GetValueOrDefault(at) ?? new SourceMinute { Source = name, Minute = at }).ToList();
        var signals = await KeptAsync(db, name, SampleKind.Signal, stopping);
        return new(
            Row(found, minutes.Sum(minute => minute.Errors), minutes.Sum(minute => minute.Dropped)),
            found,
            minutes,
            [.. from sample in signals let signal = SignalText.Read(sample.Body) where signal is not null select (sample.At, signal)],
            await KeptAsync(db, name, SampleKind.Error, stopping));
    }

    /// <summary>The last payloads of a source, newest first, to try mappings on.</summary>
    public async Task<IReadOnlyList<SourceSample>> PayloadsAsync(string name, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await KeptAsync(db, name, SampleKind.Payload, stopping);
    }

    private static Task<List<SourceSample>> KeptAsync(OpsDb db, string name, SampleKind kind, CancellationToken stopping) =>
        db.Set<SourceSample>().AsNoTracking().Where(sample => sample.Source == name && sample.Kind == kind)
            .OrderByDescending(sample => sample.At).ThenByDescending(sample => sample.Id).Take(SourceSample.Kept(kind)).ToListAsync(stopping);

    private SourceRow Row(IntakeSource source, long errors, long dropped)
    {
        var lately = ledger.SpokeAt(source.Name);
        var spokeAt = lately is null || source.LastSignalAt > lately ? source.LastSignalAt : lately;
        var state = !source.Enabled ? SourceState.Off
            : source.SilentSince is not null || source.SilentFrom(spokeAt) <= clock.GetUtcNow() ? SourceState.Silent
            : errors + dropped > 0 ? SourceState.Failing
            : spokeAt is null ? SourceState.Waiting
            : SourceState.Speaking;
        return new(source.Name, source.Kind, source.Team, state, spokeAt, ledger.LastMinute(source.Name), errors, dropped);
    }

    private DateTimeOffset LastMinute() => clock.GetUtcNow() is var now ? new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : default;
}
