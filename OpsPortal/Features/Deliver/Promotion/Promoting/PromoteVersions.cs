using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Promoting;

/// <summary>The change by which versions go on.</summary>
/// <param name="IsNew">False: it was under way already, and is opened.</param>
/// <param name="NotAsked">Why nobody is asked to approve it yet; null: approval is asked for, or was.</param>
public sealed record Promoted(ChangeNumber Change, bool IsNew, Refusal? NotAsked);

/// <summary>Makes the change by which an environment gets what the one before it runs, and asks for its approval. Pressing twice makes one.</summary>
internal sealed class PromoteVersions(IDbContextFactory<OpsDb> databases, PromotionOffers offers, PromotionPlans plans, ChangeDesk desk, SubmitChange submit)
{
    private const string Again = "promotion.under-way";

    /// <param name="to">Empty: the first environment of production.</param>
    /// <remarks>Refused without <see cref="Permissions.ChangesWrite"/>, as <see cref="PromotionOffers.FindAsync"/>, and for a version in quarantine.</remarks>
    public async Task<Outcome<Promoted>> RunAsync(ActingSession by, ServiceKey service, string to, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ChangesWrite)) return Refusals.Forbidden(Permissions.ChangesWrite);
        var found = await offers.FindAsync(service, to.Trim(), stopping);
        if (found is not Outcome<PromotionOffer>.Done(var offer)) return found.Refusal ?? Refusals.NotFound(service.ToString());
        PromotionDraft draft;
        await using (var db = await databases.CreateDbContextAsync(stopping))
        {
            if (await offer.UnderWayAsync(db, stopping) is { } known) return new Promoted(known, IsNew: false, null);
            if (Quarantine.Check(offer.Components, await db.Set<Quarantine>().AsNoTracking().Where(one => one.LiftedAt == null).ToListAsync(stopping)) is { } held) return held;
            draft = await plans.WriteAsync(db, offer, stopping);
        }

        // Numbers are given out to one at a time, so whoever is second sees here what the first has made.
        var requested = await desk.RequestAsync(by.Actor, async (db, number, now) =>
        {
            if (await offer.UnderWayAsync(db, stopping) is { } meanwhile) return new Refusal(Again, meanwhile.ToString());
            var change = Change.Request(number, draft.Plan, by.Party, now);
            return change is Outcome<Change>.Done(var made) && draft.Authors.Count > 0 ? made.Credit(draft.Authors, by.Party, now) : change;
        }, stopping);
        if (requested.Refusal is { Code: Again } first && ChangeNumber.TryParse(first.Message, null, out var other)) return new Promoted(other, IsNew: false, null);
        if (requested is not Outcome<Change>.Done(var promoted)) return requested.Refusal ?? Refusals.NotFound(service.ToString());
        return new Promoted(promoted.Number, IsNew: true, (await submit.RunAsync(by, promoted.Number, stopping)).Refusal);
    }
}
