using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>How the way back of a service stands.</summary>
public enum RehearsalState
{
    /// <summary>One is demanded, and there is none.</summary>
    Missing,

    /// <summary>The last one did not work.</summary>
    Failed,
    TooOld,
    Fresh,

    /// <summary>None is demanded, and there is none.</summary>
    Never,
}

/// <summary>One service and the last rehearsal of a way back of it.</summary>
/// <param name="Demand">The policy that asks for the freshest one, of all that speak of its production; null: none is demanded.</param>
public sealed record RehearsalRow(ServiceKey Service, string Name, BackoutRehearsal? Last, PolicyRevision? Demand, RehearsalState State);

/// <summary>The read side of rehearsals.</summary>
internal sealed class RehearsalQueries(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Most rehearsals that are looked at, the newest first.</summary>
    private const int Most = 2000;

    /// <summary>The newest first.</summary>
    /// <param name="service">Of this service only; null: of all.</param>
    public async Task<IReadOnlyList<BackoutRehearsal>> AllAsync(ServiceKey? service, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await NewestAsync(db, stopping)).Where(one => service is not { } key || one.Services.Contains(key)).Take(limit)];
    }

    /// <summary>Every service that has a production or was rehearsed: what is overdue first, then by name.</summary>
    public async Task<IReadOnlyList<RehearsalRow>> ServicesAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var book = await PolicyShelf.ReadAsync(db, stopping);
        var last = (await NewestAsync(db, stopping)).SelectMany(one => one.Services.Select(service => (service, one))).DistinctBy(one => one.service).ToDictionary(one => one.service, one => one.one);
        var services = catalogue.Current.Services.Where(service => last.ContainsKey(service.Key) || service.Facts.Environments.Any(one => one.Tier == Tier.Production));
        return [.. services.Select(service => Row(service, last.GetValueOrDefault(service.Key), book, now)).OrderBy(row => row.State).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static RehearsalRow Row(CatalogueEntry service, BackoutRehearsal? last, PolicyBook book, DateTimeOffset now)
    {
        var demand = Questions(service).Select(book.DemandingRehearsal).Where(policy => policy is not null).MinBy(policy => policy?.Terms.RehearsedWithin);
        var most = demand?.Terms.RehearsedWithin ?? RiskScale.RehearsalHolds;
        var state = last is null ? demand is null ? RehearsalState.Never : RehearsalState.Missing
            : !last.Worked ? RehearsalState.Failed
            : now - last.At > most ? RehearsalState.TooOld : RehearsalState.Fresh;
        return new(service.Key, service.Facts.Name, last, demand, state);
    }

    /// <summary>What can be asked of a change of it to production, whatever its kind and risk.</summary>
    private static IEnumerable<PolicyQuestion> Questions(CatalogueEntry service) =>
        from environment in service.Facts.Environments
        where environment.Tier == Tier.Production
        from kind in Enum.GetValues<ChangeKind>()
        from risk in Enum.GetValues<RiskLevel>()
        select new PolicyQuestion(environment.Name, environment.Tier, service.Facts.Criticality, kind, risk);

    private static Task<List<BackoutRehearsal>> NewestAsync(OpsDb db, CancellationToken stopping) =>
        db.Set<BackoutRehearsal>().AsNoTracking().OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(Most).ToListAsync(stopping);
}
