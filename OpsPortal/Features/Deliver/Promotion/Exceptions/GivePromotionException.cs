using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Promotion.Storage;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Exceptions;

/// <summary>Lets one change pass by an environment, for a reason that stays on record.</summary>
internal sealed class GivePromotionException(ChangeDesk desk, Catalogue catalogue)
{
    public const string Act = "promotion.excepted";

    /// <param name="environment">The one that is left out.</param>
    /// <remarks>
    /// Refused without <see cref="Permissions.DeploymentsSkip"/>, for a machine, for whoever asked for the change, edited it, wrote what it deploys or is to carry it out,
    /// for an environment that does not come before the one of the change, without a reason, twice, and once the change is over.
    /// </remarks>
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string environment, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.DeploymentsSkip, number, Act, async (db, change, now) =>
        {
            if (PromotionException.Give(number, environment.Trim(), reason, by.Party, now) is not Outcome<PromotionException>.Done(var given)) return PromotionException.Give(number, environment, reason, by.Party, now).Refusal;
            if (change.State is not (ChangeState.Draft or ChangeState.AwaitingApproval or ChangeState.Approved or ChangeState.Implementing)) return ChangeRefusals.NotEditable(change.State);
            if (await PartInItAsync(db, change, by, stopping) is { } own) return own;
            if (Before(change).FirstOrDefault(one => string.Equals(one, given.Environment, StringComparison.OrdinalIgnoreCase)) is not { } place)
                return new Refusal("promotion.invalid-environment", $"{given.Environment} does not come before {change.Plan.Environment} on the way of what {number} changes.");
            if ((await OfAsync(db, number, stopping)).Any(one => string.Equals(one.Environment, place, StringComparison.OrdinalIgnoreCase))) return new Refusal("promotion.excepted-already", $"{number} may pass by {place} already.");
            db.Add(StoredException.Of(given with { Environment = place }));
            return change.Comment($"May pass by {place}: {given.Reason}", by.Party, now).Refusal;
        }, stopping);

    /// <summary>The environments before the one that a change is for, on the ways of its services, the nearest last.</summary>
    public IReadOnlyList<string> Before(Change change) =>
        [.. Paths.Of(catalogue.Current, change.Plan.Components.Select(component => component.Service)).SelectMany(path => path.Before(change.Plan.Environment, isHotfix: false) ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Those that were given for a change, the oldest first.</summary>
    public static async Task<IReadOnlyList<PromotionException>> OfAsync(OpsDb db, ChangeNumber number, CancellationToken stopping) =>
        [.. (await db.Set<StoredException>().AsNoTracking().Where(one => one.Change == number).OrderBy(one => one.At).ToListAsync(stopping)).Select(one => one.ToException())];

    /// <summary>Nobody both allows and performs, by whichever account.</summary>
    private static async Task<Refusal?> PartInItAsync(OpsDb db, Change change, ActingSession by, CancellationToken stopping)
    {
        var links = (await Colleagues.ReadAsync(db, [], stopping)).Links;
        var human = links.HumanOf(by.Party);
        var because = change.Participants.FirstOrDefault(one => links.HumanOf(one.Party) == human);
        if (because is not null || (change.Plan.Executor.Person is { } executor && links.HumanOf(executor) == human))
            return new("promotion.own-exception", $"{by.Actor.Name} took part in {change.Number}{(because is null ? " or is to carry it out" : "")}; an exception is given by somebody else.");
        return null;
    }
}

/// <summary>The ways of services through their environments.</summary>
internal static class Paths
{
    /// <summary>Of those that have environments in the catalogue; the others go anywhere.</summary>
    public static IReadOnlyList<PromotionPath> Of(CatalogueSnapshot catalogue, IEnumerable<ServiceKey> services) =>
        [.. services.Distinct().Select(catalogue.Find).OfType<CatalogueEntry>().Where(service => service.Facts.Environments.Count > 0).Select(service => PromotionPath.Of(service.Key, service.Facts.Environments))];
}
