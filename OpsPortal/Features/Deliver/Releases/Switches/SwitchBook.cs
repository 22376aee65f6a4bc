using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Switches;

/// <summary>A switch as applications are answered from it.</summary>
/// <param name="Release">As <c>REL-3</c>; empty: none.</param>
internal sealed record SwitchInForce(string Key, SwitchRule Rule, string Release, int Version);

/// <summary>Every switch, as of one moment.</summary>
/// <param name="InOrder">By key.</param>
internal sealed record SwitchesInForce(FrozenDictionary<string, SwitchInForce> ByKey, IReadOnlyList<SwitchInForce> InOrder)
{
    public static SwitchesInForce None { get; } = new(FrozenDictionary<string, SwitchInForce>.Empty, []);
}

/// <summary>
/// Every switch in memory, so that no question of an application costs a query. Read again after a change here, before the next answer is given, and every few
/// seconds for changes made by another node. While the database cannot be read, what was read last goes on answering.
/// </summary>
internal sealed class SwitchBook(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<SwitchBook> log) : IDisposable
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Kept _now = new(SwitchesInForce.None, DateTimeOffset.MinValue, DateTimeOffset.MinValue, -1);

    /// <summary>How often the switches were asked of the database.</summary>
    public long Reads { get; private set; }

    public ValueTask<SwitchesInForce> NowAsync(CancellationToken stopping)
    {
        var kept = Volatile.Read(ref _now);
        return IsGood(kept, feed.Version(ChangeKind.Releases), clock.GetUtcNow()) ? ValueTask.FromResult(kept.Switches) : ReadAsync(stopping);
    }

    public void Dispose() => _reading.Dispose();

    private async ValueTask<SwitchesInForce> ReadAsync(CancellationToken stopping)
    {
        await _reading.WaitAsync(stopping);
        try
        {
            // Looked at before the database is: a change in between makes what is read old at once.
            var (version, at) = (feed.Version(ChangeKind.Releases), clock.GetUtcNow());
            if (IsGood(_now, version, at)) return _now.Switches;
            Reads++;
            try
            {
                Volatile.Write(ref _now, new(await FromDatabaseAsync(stopping), at, at, version));
            }
            catch (DbException why) when (_now.ReadAt > DateTimeOffset.MinValue)
            {
                log.SwitchesNotRead(_now.ReadAt, why);
                Volatile.Write(ref _now, _now with { TriedAt = at, Version = version });
            }

            return _now.Switches;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<SwitchesInForce> FromDatabaseAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var switches = await db.Set<FeatureSwitch>().AsNoTracking().ToListAsync(stopping);
        var naming = (await db.Set<Release>().AsNoTracking().Where(release => EF.Property<string>(release, ReleaseColumns.Switch) != "" && release.State != ReleaseState.Cancelled)
            .Select(release => new { release.Number, release.State, Switch = EF.Property<string>(release, ReleaseColumns.Switch) }).ToListAsync(stopping)).ToLookup(release => release.Switch, StringComparer.Ordinal);
        SwitchInForce[] inForce = [.. switches.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new SwitchInForce(
            one.Key, one.Rule, naming[one.Key].MaxBy(release => (release.State == ReleaseState.Released, release.Number))?.Number.ToString() ?? "", one.Version))];
        return new(inForce.ToFrozenDictionary(one => one.Key, StringComparer.Ordinal), inForce);
    }

    private static bool IsGood(Kept kept, long version, DateTimeOffset at) => kept.Version == version && at - kept.TriedAt < GoodFor;

    private sealed record Kept(SwitchesInForce Switches, DateTimeOffset ReadAt, DateTimeOffset TriedAt, long Version);
}
