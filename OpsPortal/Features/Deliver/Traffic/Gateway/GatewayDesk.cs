using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>Sets routes of the gateway up, changes and removes them. Shares are not changed here but by deployments.</summary>
internal sealed class GatewayDesk(GatewayShelf shelf, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>What the actor must be permitted: a route makes the portal act on other systems.</summary>
    public const string Permission = Permissions.TrafficWrite;

    private static readonly Refusal Taken = new("gateway.route-taken", "Another route takes this host and path, or somebody changed this one at the same moment.");

    private static readonly Refusal ChangedMeanwhile = new("gateway.changed-meanwhile", "This route was changed, or traffic was shifted, since you looked; look again, then decide.");

    /// <summary>Sets the route of a service in an environment up, or anew. Sides that stay keep their share; a new one has none.</summary>
    /// <remarks>Refused without <see cref="Permission"/>, as <see cref="GatewayRouteDraft.Check"/>, where another route takes the same host and path, where a side with traffic would go, where the route is not the one that was seen, and beyond <see cref="GatewayRoute.Most"/>.</remarks>
    public async Task<Outcome<GatewayRoute>> SaveAsync(Actor by, GatewayRouteDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permission)) return Refusals.Forbidden(Permission);
        if (draft.Check() is { } wrong) return wrong;
        var (now, environment) = (clock.GetUtcNow(), draft.Environment.Trim());
        await using var db = await shelf.Databases.CreateDbContextAsync(stopping);
        var known = await db.Set<GatewayRoute>().SingleOrDefaultAsync(route => route.Service == draft.Service && route.Environment == environment, stopping);
        if (draft.Seen is { } seen && seen != (known?.Version ?? 0)) return ChangedMeanwhile;
        if (known is null && await db.Set<GatewayRoute>().CountAsync(stopping) >= GatewayRoute.Most) return new Refusal("gateway.too-many", $"There can be {GatewayRoute.Most} routes at most.");
        var own = known?.Id ?? Guid.Empty;
        if (await db.Set<GatewayRoute>().AnyAsync(route => route.Host == draft.Host && route.PathPrefix == draft.PathPrefix && route.Id != own, stopping)) return Taken;
        if (known?.Sides.FirstOrDefault(side => side.Percent > 0 && draft.Sides.All(one => one.Name != side.Name)) is { } busy) return new Refusal("gateway.side-has-traffic", $"{busy.Name} gets {busy.Percent} % of the traffic. Move it elsewhere before the side is removed.");

        var before = known is null ? null : Facts(known);
        var route = known ?? new GatewayRoute { Id = Guid.CreateVersion7(now), Service = draft.Service, Environment = environment, Sides = [], CreatedAt = now };
        route.Sides = [.. draft.Sides.Select((side, at) => new GatewaySide(side.Name, known is null ? at == 0 ? 100 : 0 : known.Sides.FirstOrDefault(one => one.Name == side.Name)?.Percent ?? 0, side.Destinations))];
        (route.Host, route.PathPrefix, route.Sticky, route.StickyName) = (draft.Host, draft.PathPrefix, draft.Sticky, draft.Sticky == Stickiness.None ? "" : draft.StickyName);
        (route.ChangedAt, route.ChangedBy, route.Version) = (now, by.Name, route.Version + 1);
        if (known is null) db.Add(route);
        return await SaveAsync(db, new(by, now, known is null ? "gateway.route-added" : "gateway.route-changed", Place(route), before, Facts(route)), route, stopping);
    }

    /// <summary>Removes the route; the gateway knows nothing of its host and path from then on.</summary>
    /// <param name="seen">Its version as last seen; null: whichever it has.</param>
    /// <remarks>Refused without <see cref="Permission"/>, where there is none, and where it is not the one that was seen.</remarks>
    public async Task<Outcome<GatewayRoute>> RemoveAsync(Actor by, ServiceKey service, string environment, int? seen, CancellationToken stopping)
    {
        if (!by.May(Permission)) return Refusals.Forbidden(Permission);
        await using var db = await shelf.Databases.CreateDbContextAsync(stopping);
        if (await db.Set<GatewayRoute>().SingleOrDefaultAsync(route => route.Service == service && route.Environment == environment, stopping) is not { } found) return Refusals.NotFound($"A route for {service.Value} in {environment}");
        if (seen is { } version && version != found.Version) return ChangedMeanwhile;
        db.Remove(found);
        return await SaveAsync(db, new(by, clock.GetUtcNow(), "gateway.route-removed", Place(found), Facts(found)), found, stopping);
    }

    private async Task<Outcome<GatewayRoute>> SaveAsync(OpsDb db, Act act, GatewayRoute route, CancellationToken stopping)
    {
        db.Record(act);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            return Taken;
        }

        await shelf.RefreshAsync(stopping);
        feed.Publish(ChangeKind.Traffic);
        feed.Publish(ChangeKind.Audit);
        return route;
    }

    /// <summary>As the audit trail names it.</summary>
    internal static string Place(GatewayRoute route) => $"{route.Service.Value} in {route.Environment}";

    private static object Facts(GatewayRoute route) => new { route.Host, route.PathPrefix, route.Sticky, route.StickyName, route.Sides };
}
