using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Detect.Monitors.Tightening;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Tightening;

/// <summary>
/// What deployments under way and running supports tighten, in memory, so that no evaluation costs a query. It follows from their states alone, so that nothing stays tight after a
/// crash. Read again after a change here, and every few seconds for changes made by another node. While the database cannot be read, what was read last goes on, but not for long.
/// </summary>
internal sealed class TightenedNow(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<TightenedNow> log) : ITighterValues, IDisposable
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Kept _now = new(Nothing, DateTimeOffset.MinValue, DateTimeOffset.MinValue, -1);

    private static ILookup<MonitorNumber, TighterValue> Nothing { get; } = Array.Empty<TighterValue>().ToLookup(value => value.Monitor);

    /// <summary>How often the database was asked.</summary>
    public long Reads { get; private set; }

    /// <summary>How often something has changed that may tighten or loosen.</summary>
    private long Version => feed.Version(ChangeKind.EarlyLife) + feed.Version(ChangeKind.Deployments);

    public ValueTask<ILookup<MonitorNumber, TighterValue>> NowAsync(CancellationToken stopping)
    {
        var kept = Volatile.Read(ref _now);
        return IsGood(kept, Version, clock.GetUtcNow()) ? ValueTask.FromResult(kept.Values) : ReadAsync(stopping);
    }

    public void Dispose() => _reading.Dispose();

    private async ValueTask<ILookup<MonitorNumber, TighterValue>> ReadAsync(CancellationToken stopping)
    {
        await _reading.WaitAsync(stopping);
        try
        {
            // Looked at before the database is: a change in between makes what is read old at once.
            var (version, at) = (Version, clock.GetUtcNow());
            if (IsGood(_now, version, at)) return _now.Values;
            Reads++;
            try
            {
                Volatile.Write(ref _now, new(await FromDatabaseAsync(stopping), at, at, version));
            }
            catch (DbException why)
            {
                log.TighteningsNotRead(_now.ReadAt, why);
                Volatile.Write(ref _now, _now with { Values = at - _now.ReadAt < AtMost ? _now.Values : Nothing, TriedAt = at, Version = version });
            }

            return _now.Values;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<ILookup<MonitorNumber, TighterValue>> FromDatabaseAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var supports = await db.Set<EarlyLifeSupport>().AsNoTracking().Where(support => support.EndedAt == null).ToListAsync(stopping);
        var under = await (from deployment in db.Set<Deployment>().AsNoTracking()
                           join copy in db.Set<ProcessInForce>().AsNoTracking() on deployment.Number equals copy.Deployment
                           where UnderWay.Contains(deployment.State)
                           select new { deployment.Number, deployment.Components, copy.Content }).ToListAsync(stopping);
        return supports.SelectMany(support => support.Tightened.Select(threshold => Of(threshold.Monitor, threshold.Tightened, $"early-life support of {support.Deployment}", $"/deployments/early-life/{support.Deployment}", support.Until, support.Services.Select(service => service.Value))))
            .Concat(under.SelectMany(one => one.Content.Tightens.Select(value => Of(value.Monitor, value.Value, $"deployment {one.Number}", $"/deployments/{one.Number}", null, one.Components.Select(component => component.Service.Value)))))
            .OfType<TighterValue>().ToLookup(value => value.Monitor);
    }

    private static TighterValue? Of(string monitor, double value, string by, string address, DateTimeOffset? until, IEnumerable<string> services) =>
        MonitorNumber.TryParse(monitor, null, out var number) ? new(number, value, by, address, until, [.. services.Distinct()]) : null;

    private static bool IsGood(Kept kept, long version, DateTimeOffset at) => kept.Version == version && at - kept.TriedAt < GoodFor;

    private sealed record Kept(ILookup<MonitorNumber, TighterValue> Values, DateTimeOffset ReadAt, DateTimeOffset TriedAt, long Version);
}
