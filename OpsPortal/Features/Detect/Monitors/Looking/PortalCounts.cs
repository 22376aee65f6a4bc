using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Looking;

/// <summary>Counts acts in the portal's own audit trail.</summary>
internal sealed class PortalCounts(IDbContextFactory<OpsDb> databases)
{
    /// <summary>The worst sources are counted each; an attack from more of them is counted as one more, <c>others</c>.</summary>
    private const int MostSources = 50;

    /// <summary>More acts than this are not read; the count then says this many.</summary>
    private const int MostActs = 20_000;

    public const string Everywhere = "all";
    private const string Others = "others";

    /// <summary>A point for every source, and one for all together; for known sources that have gone quiet a zero.</summary>
    /// <param name="known">Instances counted before.</param>
    public async Task<IReadOnlyList<MetricPoint>> CountAsync(Monitor monitor, PortalTarget target, IEnumerable<string> known, DateTimeOffset now, CancellationToken stopping)
    {
        var counts = target.Count == PortalCount.FailedSignIns ? await FailedSignInsAsync(now - target.Window, stopping) : await NewAdministratorsAsync(now - target.Window, stopping);
        foreach (var quiet in known.Where(instance => instance.Length > 0)) counts.TryAdd(quiet, 0);
        var name = ProbeSeries.Name(target.Count);
        return [.. counts.Select(count => new MetricPoint(ProbeSeries.Labels(monitor, name, count.Key), now.ToUnixTimeMilliseconds(), count.Value))];
    }

    private async Task<Dictionary<string, int>> FailedSignInsAsync(DateTimeOffset since, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var sources = await db.Audit.AsNoTracking().Where(entry => entry.Act == "account.sign-in-failed" && entry.At > since)
            .OrderByDescending(entry => entry.Sequence).Select(entry => entry.From).Take(MostActs).ToListAsync(stopping);
        var bySource = sources.CountBy(source => source.Length > 0 ? source : "unknown").OrderByDescending(count => count.Value).ToList();
        var counts = bySource.Take(MostSources).ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal);
        if (bySource.Count > MostSources) counts[Others] = bySource.Skip(MostSources).Sum(count => count.Value);
        counts[Everywhere] = sources.Count;
        return counts;
    }

    private async Task<Dictionary<string, int>> NewAdministratorsAsync(DateTimeOffset since, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var grants = await db.Audit.AsNoTracking().Where(entry => entry.Act == "duty.granted" && entry.At > since)
            .OrderByDescending(entry => entry.Sequence).Select(entry => new { entry.Object, entry.Before, entry.After }).Take(MostActs).ToListAsync(stopping);
        var administrator = $"\"{nameof(Duty.Administrator)}\"";
        var made = grants.Where(grant => grant.After.Contains(administrator, StringComparison.Ordinal) && !grant.Before.Contains(administrator, StringComparison.Ordinal)).Select(grant => grant.Object).ToList();
        var counts = made.CountBy(person => person).Take(MostSources).ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal);
        counts[Everywhere] = made.Count;
        return counts;
    }
}
