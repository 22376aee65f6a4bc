using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>When what was deployed was written, as its commits were told when they were pushed.</summary>
internal static class CommitTimes
{
    /// <summary>Plans are read to find commits; of more deployments than this, only the last are looked at.</summary>
    public const int Most = 5000;

    private const int AtOnce = 1000;

    public static async Task<IReadOnlyList<ReportedDeployment>> WithAsync(OpsDb db, List<ReportedDeployment> deployments, CancellationToken stopping)
    {
        var looked = deployments.Where(one => !one.Facts.IsFailed && !one.Facts.IsRolledBack).TakeLast(Most).ToList();
        if (looked.Count == 0 || !await db.Set<PushedCommit>().AnyAsync(stopping)) return deployments;
        var commits = looked.Where(one => one.Commit.Length > 0).ToDictionary(one => one.Place, one => (IReadOnlyList<string>)[one.Commit]);
        foreach (var part in looked.Where(one => one.Place % 2 == 0).Select(one => new DeploymentNumber(one.Place / 2)).Chunk(AtOnce))
        {
            foreach (var one in await db.Set<Deployment>().AsNoTracking().Where(d => EF.Parameter(part).Contains(d.Number)).Select(d => new { d.Number, d.Components }).ToListAsync(stopping))
                commits[one.Number.Value * 2] = [.. one.Components.Select(component => component.Commit).Where(commit => commit.Length > 0)];
        }

        var written = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var part in commits.Values.SelectMany(of => of).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            foreach (var commit in await db.Set<PushedCommit>().AsNoTracking().Where(commit => EF.Parameter(part).Contains(commit.Sha)).Select(commit => new { commit.Sha, commit.AuthoredAt }).ToListAsync(stopping)) written[commit.Sha] = commit.AuthoredAt;
        }

        return
        [
            .. from one in deployments
               let times = commits.GetValueOrDefault(one.Place, []).Where(written.ContainsKey).Select(commit => (DateTimeOffset?)written[commit])
               select one with { Facts = one.Facts with { WrittenAt = times.Min() } },
        ];
    }
}
