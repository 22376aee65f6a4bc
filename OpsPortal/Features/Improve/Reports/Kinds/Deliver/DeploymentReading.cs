using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Improve.Dora;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>A deployment as reports count it.</summary>
/// <param name="Place">Tells deployments of the same instant apart.</param>
/// <param name="Change">The number of its change; 0: none is known.</param>
internal sealed record ReportedDeployment(DeploymentFacts Facts, long Place, long Change, string Href, string Commit)
{
    public RowCursor Cursor => new(Facts.EndedAt, Place);
}

/// <summary>Reads the deployments to production that ended in a period: those the portal carried out, and those that pipelines told of.</summary>
internal sealed class DeploymentReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue, DeploymentLinks links)
{
    /// <summary>A recovery is looked for so long after the period, and what was taken back in it so long before.</summary>
    private static readonly TimeSpan RecoveryWithin = TimeSpan.FromDays(30);

    private static readonly DeploymentState[] Over = [DeploymentState.Succeeded, DeploymentState.RolledBack, DeploymentState.Failed, DeploymentState.Aborted];

    private static readonly NoticeStatus[] Ends = [NoticeStatus.Succeeded, NoticeStatus.Failed, NoticeStatus.RolledBack];

    public EstateNames Names => new(catalogue.Current);

    /// <summary>In the order of ending.</summary>
    public async Task<IReadOnlyList<ReportedDeployment>> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var (start, end, snapshot) = (period.Start - RecoveryWithin, period.End + RecoveryWithin, catalogue.Current);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var all = new List<ReportedDeployment>();
        await foreach (var one in db.Set<Deployment>().AsNoTracking().Where(d => d.EndedAt != null && d.EndedAt >= start && d.EndedAt < end && Over.Contains(d.State))
            .Select(d => new { d.Number, d.Environment, d.State, d.IsHotfix, d.StartedAt, d.EndedAt, d.Change, Model = EF.Property<string>(d, DeploymentColumns.Model), Services = EF.Property<string>(d, DeploymentColumns.Services) }).AsAsyncEnumerable().WithCancellation(stopping))
        {
            var services = one.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (one.EndedAt is not { } ended || !IsProduction(snapshot, services, one.Environment)) continue;
            var back = one.State == DeploymentState.RolledBack;
            all.Add(new(new(one.Number.ToString(), services, one.Model, one.State is DeploymentState.Failed or DeploymentState.Aborted, back, one.IsHotfix, one.IsHotfix, one.StartedAt ?? ended, ended, null, back ? ended : null),
                one.Number.Value * 2, one.Change.Value, $"/deployments/{one.Number}", ""));
        }

        await AddNoticesAsync(db, all, start, end, stopping);
        var told = Recovered(await links.LinkAsync(db, InOrder(all), start, end, stopping));
        var narrow = Names.Narrow(question)?.ToHashSet(StringComparer.Ordinal);
        List<ReportedDeployment> within = [.. told.Where(one => period.Holds(one.Facts.EndedAt) && (narrow is null || one.Facts.Services.Any(narrow.Contains)))];
        return await CommitTimes.WithAsync(db, within, stopping);
    }

    /// <summary>Ends that pipelines told of, unless they belong to a deployment of the portal's own. One that is taken back is the same deployment.</summary>
    private async Task AddNoticesAsync(OpsDb db, List<ReportedDeployment> all, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping)
    {
        var own = all.Select(one => one.Change).ToHashSet();
        var known = new Dictionary<(string, string, string, string), int>();
        await foreach (var one in db.Set<DeploymentNotice>().AsNoTracking().Where(n => n.OccurredAt >= start && n.OccurredAt < end && Ends.Contains(n.Status)).OrderBy(n => n.OccurredAt).ThenBy(n => n.Id)
            .Select(n => new { n.Id, n.Service, n.Component, n.Version, n.Environment, n.Status, n.OccurredAt, n.IsHotfix, n.IsRollback, n.CausedByIncident, n.Change, n.Commit }).AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (one.Change is { } change && own.Contains(change.Value)) continue;
            var service = one.Service.Value;
            if (!IsProduction(catalogue.Current, [service], one.Environment)) continue;
            var what = (service, one.Component, one.Environment.ToLowerInvariant(), one.Version);
            var back = one.Status == NoticeStatus.RolledBack || one.IsRollback;
            if (back && one.Status == NoticeStatus.RolledBack && known.TryGetValue(what, out var earlier) && all[earlier].Facts.EndedAt >= one.OccurredAt - RecoveryWithin)
            {
                all[earlier] = all[earlier] with { Facts = all[earlier].Facts with { IsRolledBack = true, RecoveredAt = one.OccurredAt } };
                continue;
            }

            known[what] = all.Count;
            var rework = one.IsHotfix || one.CausedByIncident.Length > 0;
            all.Add(new(new($"{one.Component} {one.Version}", [service], "pipeline", one.Status == NoticeStatus.Failed, one.Status == NoticeStatus.RolledBack, one.IsHotfix, rework, one.OccurredAt, one.OccurredAt, null, one.Status == NoticeStatus.RolledBack ? one.OccurredAt : null),
                (one.Id * 2) + 1, one.Change?.Value ?? 0, one.Change is { } of ? $"/changes/{of}" : "/changes/notices", one.Commit));
        }
    }

    private static List<ReportedDeployment> InOrder(List<ReportedDeployment> all) => [.. all.OrderBy(one => one.Facts.EndedAt).ThenBy(one => one.Place)];

    /// <summary>What failed has recovered with the next of the same service that succeeded.</summary>
    private static List<ReportedDeployment> Recovered(IReadOnlyList<ReportedDeployment> inOrder)
    {
        var next = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var told = new List<ReportedDeployment>(inOrder.Count);
        foreach (var one in inOrder.Reverse())
        {
            var facts = one.Facts;
            if (facts is { CountsAsFailed: true, RecoveredAt: null } && (facts.IsFailed || facts.IsHotfixed))
            {
                var again = facts.Services.Select(service => next.TryGetValue(service, out var at) ? at : (DateTimeOffset?)null).ToList();
                if (again.Count > 0 && again.TrueForAll(at => at is not null)) facts = facts with { RecoveredAt = again.Max() };
            }

            if (!facts.IsFailed && !facts.IsRolledBack) foreach (var service in facts.Services) next[service] = facts.EndedAt;
            told.Add(one with { Facts = facts });
        }

        told.Reverse();
        return told;
    }

    /// <summary>As the catalogue says for one of the services; an environment of that name for those it knows no more.</summary>
    private static bool IsProduction(CatalogueSnapshot snapshot, IReadOnlyList<string> services, string environment)
    {
        foreach (var key in services)
        {
            if (!ServiceKey.TryParse(key, null, out var service) || snapshot.Find(service) is not { } entry) continue;
            if (entry.Facts.Environments.FirstOrDefault(known => string.Equals(known.Name, environment, StringComparison.OrdinalIgnoreCase)) is { } found) return found.Tier == Tier.Production;
        }

        return environment.StartsWith("prod", StringComparison.OrdinalIgnoreCase);
    }
}
