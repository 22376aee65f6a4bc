using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>Moves traffic through the built-in gateway. Shares are kept before they are put in force; other processes follow within seconds.</summary>
internal sealed class GatewayController(GatewayShelf shelf, GatewayBook book, IOptions<GatewayOptions> options, ChangeFeed feed, TimeProvider clock) : ITrafficController
{
    public const string Name = "gateway";

    /// <summary>How often a share is written anew when somebody else changed the route in between.</summary>
    private const int Attempts = 5;

    private static readonly Actor Portal = Actor.Portal("Deployments");

    public string Kind => Name;

    /// <remarks>The route of the service says everything; there are no settings.</remarks>
    public Refusal? Check(StepSettings settings) => null;

    public async Task<Outcome<TrafficReading>> ReadAsync(TrafficTarget target, StepSettings settings, CancellationToken stopping)
    {
        if (Off() is { } off) return off;
        await using var db = await shelf.Databases.CreateDbContextAsync(stopping);
        return await FindAsync(db, target, stopping) is { } route ? route.Reading() : TrafficRefusals.NoRoute(target.Service, target.Environment);
    }

    public async Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, StepSettings settings, TrafficWeights wanted, CancellationToken stopping)
    {
        if (Off() is { } off) return off;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await shelf.Databases.CreateDbContextAsync(stopping);
            if (await FindAsync(db, target, stopping) is not { } route) return TrafficRefusals.NoRoute(target.Service, target.Environment);
            var (before, now) = (route.Reading().ToString(), clock.GetUtcNow());
            var shared = route.Share(wanted, Portal.Name, now);
            if (shared.Refusal is { } why) return why;
            if (shared is Outcome<bool>.Done(true))
            {
                db.Record(new Act(Portal, now, "gateway.shifted", GatewayDesk.Place(route), before, wanted.ToString()));
                try
                {
                    await db.SaveChangesAsync(stopping);
                    feed.Publish(ChangeKind.Traffic);
                    feed.Publish(ChangeKind.Audit);
                }
                catch (DbUpdateConcurrencyException) when (attempt < Attempts)
                {
                    continue;
                }
            }

            await shelf.RefreshAsync(stopping);
            return route.Reading();
        }
    }

    private Refusal? Off() => options.Value.Port == 0 ? TrafficRefusals.GatewayOff() : book.IsListening ? null : TrafficRefusals.GatewayDeaf();

    private static Task<GatewayRoute?> FindAsync(OpsDb db, TrafficTarget target, CancellationToken stopping)
    {
        var service = new ServiceKey(target.Service);
        return db.Set<GatewayRoute>().SingleOrDefaultAsync(route => route.Service == service && route.Environment == target.Environment, stopping);
    }
}
