using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Dora;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>Finds which incidents of P1 and P2 came of which deployments: as people wrote it first, as it looks second.</summary>
internal sealed partial class DeploymentLinks
{
    /// <param name="inOrder">In the order of ending.</param>
    public async Task<IReadOnlyList<ReportedDeployment>> LinkAsync(OpsDb db, IReadOnlyList<ReportedDeployment> inOrder, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var hotfixed = DoraMetrics.WithHotfixes([.. inOrder.Select(one => one.Facts)]);
        var linked = inOrder.Select((one, at) => one with { Facts = hotfixed[at] }).ToArray();
        var grave = await db.Set<Incident>().AsNoTracking().Where(i => i.OpenedAt >= from && i.OpenedAt < to && (i.Priority == Priority.P1 || i.Priority == Priority.P2)).OrderBy(i => i.OpenedAt)
            .Select(i => new { i.Service, i.OpenedAt, i.ResolvedAt, i.Cause, i.Review, i.Lesson }).ToListAsync(stopping);
        if (grave.Count == 0) return linked;
        var byNumber = Index<long>(linked, one => one.Place % 2 == 0 ? [one.Place / 2] : []);
        var byChange = Index<long>(linked, one => one.Change > 0 ? [one.Change] : []);
        var byService = Index<string>(linked, one => one.Facts.Services);
        foreach (var incident in grave)
        {
            var named = Named($"{incident.Cause} {incident.Review} {incident.Lesson}").SelectMany(name => (name.Kind == "DEP" ? byNumber : byChange).GetValueOrDefault(name.Number) ?? []).Distinct().ToList();
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
