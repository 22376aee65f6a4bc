using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Verification;

/// <summary>What the portal's own events say of a deployment under way.</summary>
internal sealed class RunEvents(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    public const string Name = "Events";

    /// <summary>Most events that are looked at, the latest first.</summary>
    private const int Most = 500;

    private static readonly string[] EnvironmentLabels = ["environment", "env"];

    public async Task<Finding> LookAsync(Deployment deployment, CancellationToken stopping)
    {
        var from = Since(deployment);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Events.AsNoTracking().Where(one => one.FirstSeenAt >= from && one.Service != "" && one.Type != EventType.Informational).OrderByDescending(one => one.FirstSeenAt).Take(Most)
            .Select(one => new { one.Number, one.Title, one.Service, one.Labels, one.Type, one.StartsAt, one.FirstSeenAt, one.Condition, one.EndsAt }).ToListAsync(stopping);
        var seen = found.Where(one => ServiceKey.TryParse(one.Service, null, out _)).Select(one => new SeenEvent(
            one.Number.ToString(), one.Title, new(one.Service), EnvironmentLabels.Select(label => one.Labels[label]).FirstOrDefault(value => value is { Length: > 0 }) ?? "",
            one.Type == EventType.Exception, one.StartsAt > from ? one.StartsAt : one.FirstSeenAt, one.Condition == Condition.Firing ? null : one.EndsAt)).ToList();
        var (state, why) = PortalEvents.Judge(seen, deployment.Services, deployment.Environment, catalogue.Current.Graph, from);
        return new(Name, state, why);
    }

    /// <summary>What the bad version did before it was taken back says nothing of the earlier one.</summary>
    private static DateTimeOffset Since(Deployment deployment) =>
        deployment.IsGoingBack && deployment.Attempts.FirstOrDefault(attempt => attempt.Stage >= deployment.BackFrom) is { } first ? first.BeganAt : deployment.StartedAt ?? deployment.MadeAt;
}
