using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Estate.Services;

/// <summary>Deletes a service. While others depend on it, only for who types its key; their dependencies on it go with it.</summary>
public sealed class DeleteService(CatalogueDesk desk)
{
    /// <param name="confirmation">What the person typed; the key itself confirms.</param>
    public Task<Outcome<ServiceKey>> RunAsync(Actor by, ServiceKey key, string confirmation, CancellationToken stopping) => desk.RunAsync<ServiceKey>(by, async db =>
    {
        if (await db.Services.Include(service => service.Needs).SingleOrDefaultAsync(service => service.Key == key, stopping) is not { } service) return Refusals.NotFound($"The service {key}");
        var dependants = await db.Services.Include(other => other.Needs).Where(other => other.Needs.Any(need => need.To == key)).OrderBy(other => other.Key).ToListAsync(stopping);
        if (dependants.Count > 0 && confirmation != key.Value) return EstateRefusals.Needed(key, [.. dependants.Select(other => other.Key)]);
        foreach (var other in dependants)
        {
            var before = ServiceFacts.Of(other.ToDraft());
            other.Forget(key, desk.Now);
            desk.Record(db, by, "service.changed", other.Key.Value, before, ServiceFacts.Of(other.ToDraft()));
        }

        db.Remove(service);
        desk.Record(db, by, "service.deleted", key.Value, ServiceFacts.Of(service.ToDraft()), null);
        return key;
    }, EstateRefusals.ServiceChanged("Somebody"), stopping);
}
