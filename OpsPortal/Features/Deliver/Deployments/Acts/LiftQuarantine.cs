using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>Says that a version which was taken back may be deployed again, and why.</summary>
internal sealed class LiftQuarantine(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <remarks>Refused without <see cref="Permissions.DeploymentsSkip"/>, and as <see cref="Quarantine.Lift"/>.</remarks>
    public async Task<Outcome<Quarantine>> RunAsync(ActingSession by, Guid id, string reason, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.DeploymentsSkip)) return Refusals.Forbidden(Permissions.DeploymentsSkip);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Quarantine>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } held) return Refusals.NotFound("The quarantine");
        if (held.Lift(reason, by.Party, now).Refusal is { } why) return why;
        db.Record(new(by.Actor, now, "version.quarantine-lifted", $"{held.Component.Name} {held.Component.Version}", null, new { Deployment = held.Deployment.ToString(), held.LiftedWhy }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("quarantine.lifted", "Somebody has lifted it already.");
        }

        feed.Publish(ChangeKind.Deployments);
        feed.Publish(ChangeKind.Audit);
        return held;
    }
}
