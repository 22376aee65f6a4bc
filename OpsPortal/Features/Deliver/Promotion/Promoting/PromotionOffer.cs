using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Promoting;

/// <summary>What could go on from one environment to the next.</summary>
/// <param name="Components">What runs in <paramref name="From"/> and not in <paramref name="To"/>, with version, commit and digest.</param>
/// <param name="Replaced">What runs in <paramref name="To"/> of the same components; may be fewer.</param>
internal sealed record PromotionOffer(ServiceKey Service, string From, string To, IReadOnlyList<ComponentVersion> Components, IReadOnlyList<ComponentVersion> Replaced)
{
    /// <summary>A change under way that takes exactly this there; null: there is none.</summary>
    public async Task<ChangeNumber?> UnderWayAsync(OpsDb db, CancellationToken stopping)
    {
        var states = PipelineFacts.Open;
        var open = await ChangeTouches.Of(db, Service, To).AsNoTracking().Where(change => states.Contains(change.State)).Take(100).ToListAsync(stopping);
        return open.Find(change => change.Plan.Components.Count == Components.Count && Components.All(one => change.Plan.Components.Any(other => one.Name == other.Name && one.Version == other.Version && one.Digest == other.Digest)))?.Number;
    }

    /// <summary>The change that brought it to where it runs now, the newest first; null: it came there in another way.</summary>
    public async Task<Change?> SourceAsync(OpsDb db, CancellationToken stopping)
    {
        ChangeState[] carried = [ChangeState.Implemented, ChangeState.Closed];
        var done = await ChangeTouches.Of(db, Service, From).AsNoTracking().Where(change => carried.Contains(change.State)).Take(100).ToListAsync(stopping);
        return done.Find(change => change.Plan.Components.Any(component => Components.Any(one => PipelineReader.IsSame(component, one))));
    }
}

/// <summary>Looks what runs and could go on.</summary>
internal sealed class PromotionOffers(Catalogue catalogue, IDeployedVersions deployed)
{
    /// <param name="to">Empty: the first environment of production.</param>
    /// <remarks>Refused for a service or environment that is not in the catalogue, for the first environment, and where nothing runs before it or the same runs in both.</remarks>
    public async Task<Outcome<PromotionOffer>> FindAsync(ServiceKey service, string to, CancellationToken stopping)
    {
        if (catalogue.Current.Find(service) is not { } entry) return Refusals.NotFound(service.ToString());
        var path = PromotionPath.Of(service, entry.Facts.Environments);
        var target = to.Length == 0 ? path.Environments.FirstOrDefault(name => entry.Facts.Environments.Any(one => one.Name == name && one.Tier == Tier.Production)) : path.Environments.FirstOrDefault(name => string.Equals(name, to, StringComparison.OrdinalIgnoreCase));
        if (target is null) return new Refusal("promotion.invalid-environment", to.Length == 0 ? $"{service} has no production in the catalogue." : $"{service} has no environment {to} in the catalogue.");
        if (path.Before(target, isHotfix: false) is not [.., var from]) return new Refusal("promotion.first", $"Nothing comes before {target}.");
        var facts = (await deployed.ReadAsync(stopping)).Facts.Where(one => one.Fact.Component.Service == service).ToList();
        var (before, there) = (In(from), In(target));
        if (before.Count == 0) return new Refusal("promotion.nothing", $"Nothing of {service} is known to run in {from}.");
        List<ComponentVersion> offered = [.. before.Where(component => !there.Exists(one => PipelineReader.IsSame(one, component)))];
        return offered.Count == 0 ? new Refusal("promotion.nothing", $"{target} runs what {from} runs already.") : new PromotionOffer(service, from, target, offered, [.. there.Where(one => offered.Exists(component => component.Name == one.Name))]);

        List<ComponentVersion> In(string environment) => [.. facts.Where(one => string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase)).Select(one => one.Fact.Component)];
    }
}
