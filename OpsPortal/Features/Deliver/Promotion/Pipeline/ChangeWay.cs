using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Room;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>An environment before the one that a change is for.</summary>
/// <param name="Why">What of the change has not succeeded there; empty: all has.</param>
/// <param name="Given">By which exception the change passes by; null: none was given.</param>
public sealed record WayStep(string Environment, IReadOnlyList<string> Why, PromotionException? Given);

/// <summary>The way of a change to its environment.</summary>
/// <param name="Steps">In the order of the environments, the nearest last.</param>
/// <param name="IsWatched">The service has a process, so that the order binds.</param>
/// <param name="Model">By which it is deployed, in words.</param>
/// <param name="Room">What it needs while both versions run; empty: no more than now.</param>
public sealed record WayView(IReadOnlyList<ServiceKey> Services, IReadOnlyList<WayStep> Steps, bool IsWatched, string Model, IReadOnlyList<RoomFinding> Room);

/// <summary>Reads the way of a change: what it has passed, by which exceptions, and whether there is room for it.</summary>
internal sealed class ChangeWays(IDbContextFactory<OpsDb> databases, Catalogue catalogue, RoomReader room)
{
    public async Task<WayView> ReadAsync(Change change, CancellationToken stopping)
    {
        List<ServiceKey> services = [.. change.Plan.Components.Select(component => component.Service).Distinct()];
        var (paths, target) = (Paths.Of(catalogue.Current, services), change.Plan.Environment);
        List<string> before = [.. paths.SelectMany(path => path.Before(target, isHotfix: false) ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var exceptions = await GivePromotionException.OfAsync(db, change.Number, stopping);
        var passed = await PassedVersions.OfAsync(db, services, before, stopping);
        var wish = new PromotionWish(change.Number, change.Plan.Components, target, IsHotfix: false, [change.RequestedBy]);
        var process = await ProcessDesk.OfAsync(db, change.Plan, stopping);
        var steps = before.ConvertAll(environment => new WayStep(
            environment,
            [.. PromotionRule.Missing(wish, [.. paths.Where(path => path.Before(target, isHotfix: false)?.Contains(environment, StringComparer.OrdinalIgnoreCase) == true).Select(path => path with { Environments = [environment, target], Hotfix = [] })], passed, []).Select(why => why.Message)],
            exceptions.LastOrDefault(one => string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase))));
        return new(services, steps, process is not null, process?.Content.Recipe.Model.Name ?? "by hand", process is null ? [] : await room.LookAsync(db, process.Content.Recipe.Model, services, target, stopping));
    }
}
