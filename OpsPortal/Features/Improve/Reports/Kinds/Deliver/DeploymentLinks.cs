using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Dora;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;
using IncidentLink = OpsPortal.Domain.Improve.Dora.IncidentLink;
using SaidLink = OpsPortal.Domain.Deliver.Deployments.IncidentLink;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>Finds which incidents of P1 and P2 came of which deployments: as people said and wrote it first, as it looks second.</summary>
internal sealed partial class DeploymentLinks
{
    /// <param name="inOrder">In the order of ending.</param>
    public async Task<IReadOnlyList<ReportedDeployment>> LinkAsync(OpsDb db, IReadOnlyList<ReportedDeployment> inOrder, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var hotfixed = DoraMetrics.WithHotfixes([.. inOrder.Select(one => one.Facts)]);
        var linked = inOrder.Select((one, at) => one with { Facts = hotfixed[at] }).ToArray();
        var grave = await db.Set<Incident>().AsNoTracking().Where(i => i.OpenedAt >= from && i.OpenedAt < to && (i.Priority == Priority.P1 || i.Priority == Priority.P2)).OrderBy(i => i.OpenedAt)
            .Select(i => new { i.Number, i.Service, i.OpenedAt, i.ResolvedAt, i.Cause, i.Review, i.Lesson }).ToListAsync(stopping);
        var byNumber = Index<long>(linked, one => one.Place % 2 == 0 ? [one.Place / 2] : []);
        await ReworkAsync(db, linked, byNumber, stopping);
        if (grave.Count == 0) return linked;
        var caused = await CausedAsync(db, from, to, stopping);
        var byChange = Index<long>(linked, one => one.Change > 0 ? [one.Change] : []);
        var byService = Index<string>(linked, one => one.Facts.Services);
        foreach (var incident in grave)
        {
            var written = Named($"{incident.Cause} {incident.Review} {incident.Lesson}").SelectMany(name => (name.Kind == "DEP" ? byNumber : byChange).GetValueOrDefault(name.Number) ?? []);
            var named = caused[incident.Number].SelectMany(number => byNumber.GetValueOrDefault(number) ?? []).Concat(written).Distinct().ToList();
            foreach (var at in named) Link(at, IncidentLink.Explicit, incident.ResolvedAt);
            if (named.Count > 0 || incident.Service.Length == 0 || !byService.TryGetValue(incident.Service, out var candidates)) continue;

            // The last that ended before it, if that was not long ago.
            var last = candidates.FindLastIndex(at => linked[at].Facts.EndedAt <= incident.OpenedAt);
            if (last >= 0 && incident.OpenedAt - linked[candidates[last]].Facts.EndedAt <= DeploymentFacts.IncidentWithin) Link(candidates[last], IncidentLink.Inferred, incident.ResolvedAt);
        }

        return linked;

        void Link(int at, IncidentLink how, DateTimeOffset? resolved)
        {
            var facts = linked[at].Facts;
            var again = facts.RecoveredAt is { } known && (facts.IsRolledBack || known > resolved) ? known : resolved;
            linked[at] = linked[at] with { Facts = facts with { Link = how > facts.Link ? how : facts.Link, RecoveredAt = again } };
        }
    }

    /// <summary>What people said on the pages of incidents that opened in the time.</summary>
    private static async Task<ILookup<IncidentNumber, long>> CausedAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping) =>
        (await (from link in db.Set<SaidLink>().AsNoTracking()
                join incident in db.Set<Incident>() on link.Incident equals incident.Number
                where link.Kind == IncidentLinkKind.Caused && incident.OpenedAt >= @from && incident.OpenedAt < to
                select new { link.Incident, link.Deployment }).ToListAsync(stopping)).ToLookup(link => link.Incident, link => link.Deployment.Value);

    /// <summary>A deployment that people say was made because of an incident is rework.</summary>
    private static async Task ReworkAsync(OpsDb db, ReportedDeployment[] linked, Dictionary<long, List<int>> byNumber, CancellationToken stopping)
    {
        var repaired = await db.Set<SaidLink>().AsNoTracking().Where(link => link.Kind == IncidentLinkKind.Repaired).Select(link => link.Deployment).Distinct().ToListAsync(stopping);
        foreach (var at in repaired.SelectMany(number => byNumber.GetValueOrDefault(number.Value) ?? [])) linked[at] = linked[at] with { Facts = linked[at].Facts with { IsRework = true } };
    }

    private static Dictionary<TKey, List<int>> Index<TKey>(ReportedDeployment[] all, Func<ReportedDeployment, IEnumerable<TKey>> keys) where TKey : notnull
    {
        var index = new Dictionary<TKey, List<int>>();
        for (var at = 0; at < all.Length; at++)
        {
            foreach (var key in keys(all[at]))
            {
                if (!index.TryGetValue(key, out var places)) index[key] = places = [];
                places.Add(at);
            }
        }

        return index;
    }

    private static IEnumerable<(string Kind, long Number)> Named(string text) =>
        from Match match in Reference().Matches(text)
        where long.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select (match.Groups["kind"].Value.ToUpperInvariant(), long.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\b(?<kind>DEP|CHG)-(?<number>\d{1,12})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
