using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>A rehearsal as a person tells of it.</summary>
/// <param name="Environment">As the catalogue names it, below production.</param>
/// <param name="Worked">It brought the earlier version back.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Link">Where it can be looked at, http or https; empty: nowhere.</param>
public sealed record RehearsalTold(string Environment, bool Worked, TimeSpan Took, string Evidence, string Link);

/// <summary>Keeps that the backout plan of a change was rehearsed by hand, by the person who answers for it.</summary>
internal sealed class RecordRehearsal(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock)
{
    /// <remarks>Refused without <see cref="Permissions.ReadinessShow"/>, for a machine, for an environment that the services do not have, and as <see cref="BackoutRehearsal.Record"/>.</remarks>
    public async Task<Outcome<BackoutRehearsal>> RunAsync(ActingSession by, ChangeNumber number, RehearsalTold told, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ReadinessShow)) return Refusals.Forbidden(Permissions.ReadinessShow);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } change) return Refusals.NotFound(number.ToString());
        var environments = change.Plan.Components.Select(component => component.Service).Distinct().Select(catalogue.Current.Find).OfType<CatalogueEntry>().SelectMany(service => service.Facts.Environments);
        if (environments.Where(one => string.Equals(one.Name, told.Environment.Trim(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => one.Tier).FirstOrDefault() is not { } where)
            return new Refusal("rehearsal.invalid-environment", $"The services of {number} have no environment {told.Environment} in the catalogue.");
        var outcome = BackoutRehearsal.Record(change.Plan, where, told.Worked, told.Took, told.Evidence, by.Party, now, null, new(number, await RehearsalShelf.RecipeAsync(db, change.Plan, stopping), told.Link.Trim()));
        if (outcome is not Outcome<BackoutRehearsal>.Done(var rehearsal)) return outcome;
        db.Add(rehearsal);
        db.Record(new(by.Actor, now, "backout.rehearsed", number.ToString(), null, new { rehearsal.Environment, rehearsal.Worked, rehearsal.Evidence, rehearsal.Link }));
        await db.SaveChangesAsync(stopping);
        foreach (var kind in new[] { Live.ChangeKind.Changes, Live.ChangeKind.Deployments, Live.ChangeKind.Audit }) feed.Publish(kind);
        return rehearsal;
    }
}
