using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Promotion.Storage;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>What is known of the versions of one service, read at one moment.</summary>
/// <param name="Running">What runs where.</param>
/// <param name="Held">Quarantines that nobody has lifted.</param>
/// <param name="Changes">Those that have not ended, the newest first.</param>
/// <param name="Governed">Environments that have a process; an empty name among them stands for all. Elsewhere the order of environments binds nobody.</param>
internal sealed record PipelineFacts(
    IReadOnlyList<(string Environment, VersionFact Fact)> Running, IReadOnlyList<Quarantine> Held, IReadOnlyList<Change> Changes, IReadOnlyList<(string Environment, MovingDeployment Deployment)> Moving,
    IReadOnlyList<PassedThrough> Passed, IReadOnlyList<PromotionException> Exceptions, IReadOnlyList<BuiltVersion> Built, IReadOnlyList<string> Governed)
{
    /// <summary>A change in one of these has not ended.</summary>
    public static readonly ChangeState[] Open = [ChangeState.Draft, ChangeState.AwaitingApproval, ChangeState.Approved, ChangeState.Implementing];

    private const int MostChanges = 20, MostNamed = 50;

    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    public IReadOnlyList<VersionFact> In(string environment) => [.. Running.Where(one => string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase)).Select(one => one.Fact).OrderBy(one => one.Component.Name, StringComparer.Ordinal)];

    public static async Task<PipelineFacts> ReadAsync(OpsDb db, ServiceKey service, IReadOnlyList<string> environments, IEnumerable<(string Environment, VersionFact Fact)> running, CancellationToken stopping)
    {
        var touching = db.Set<Change>().AsNoTracking().Where(change => db.Set<ChangeTouch>().Where(touch => touch.Service == service).Select(touch => touch.Change).Contains(change.Number)).OrderByDescending(change => change.Number);
        var open = await touching.Where(change => Open.Contains(change.State)).Take(MostChanges).ToListAsync(stopping);
        var numbers = open.ConvertAll(change => change.Number);
        return new(
            [.. running.Where(one => one.Fact.Component.Service == service)],
            await db.Set<Quarantine>().AsNoTracking().Where(one => one.LiftedAt == null).ToListAsync(stopping),
            open,
            await MovingAsync(db, service, stopping),
            await PassedVersions.OfAsync(db, [service], environments, stopping),
            [.. (await db.Set<StoredException>().AsNoTracking().Where(one => numbers.Contains(one.Change)).ToListAsync(stopping)).Select(one => one.ToException())],
            Newest(await touching.Take(MostNamed).ToListAsync(stopping), await db.Set<DeploymentNotice>().AsNoTracking().Where(notice => notice.Service == service).OrderByDescending(notice => notice.Id).Take(MostNamed).ToListAsync(stopping), service),
            await db.Set<DeploymentProcess>().AsNoTracking().Where(process => process.Service == service).Select(process => process.Environment).ToListAsync(stopping));
    }

    public bool IsGoverned(string environment) => Governed.Any(one => one.Length == 0 || string.Equals(one, environment, StringComparison.OrdinalIgnoreCase));

    private static async Task<IReadOnlyList<(string, MovingDeployment)>> MovingAsync(OpsDb db, ServiceKey service, CancellationToken stopping)
    {
        var word = $" {service} ";
        var moving = await db.Set<Deployment>().AsNoTracking().Where(one => UnderWay.Contains(one.State) && (" " + EF.Property<string>(one, DeploymentColumns.Services) + " ").Contains(word))
            .OrderBy(one => one.Number).Select(one => new { one.Number, one.State, one.Environment, one.Components, one.StartedAt }).ToListAsync(stopping);
        return [.. moving.Select(one => (one.Environment, new MovingDeployment(one.Number, one.State, Said(one.Components, service), one.StartedAt)))];
    }

    private static IReadOnlyList<BuiltVersion> Newest(List<Change> changes, List<DeploymentNotice> notices, ServiceKey service) =>
    [
        .. changes.SelectMany(change => change.Plan.Components.Where(component => component.Service == service).Select(component => new BuiltVersion(component, change.RequestedAt, change.Number.ToString(), $"/changes/{change.Number}", Tests(change.Plan))))
            .Concat(notices.Select(notice => new BuiltVersion(notice.Deployed, notice.OccurredAt, notice.Sender, "/changes/notices", "")))
            .GroupBy(one => one.Component.Name, StringComparer.Ordinal).Select(named => named.GroupBy(one => one.Component.Version, StringComparer.Ordinal).Select(First).OfType<BuiltVersion>().MaxBy(one => one.At)).OfType<BuiltVersion>()
            .OrderBy(one => one.Component.Name, StringComparer.Ordinal),
    ];

    /// <summary>Where a version was named first, with what its tests said wherever that was written.</summary>
    private static BuiltVersion? First(IEnumerable<BuiltVersion> same) => same.MinBy(one => one.At) is { } first ? first with { Tests = same.OrderBy(one => one.At).Select(one => one.Tests).FirstOrDefault(tests => tests.Length > 0) ?? "" } : null;

    private static string Tests(ChangePlan plan) => string.Join("; ", plan.Evidence.Take(3).Select(one => one.Result.Length > 0 ? $"{one.Title}: {one.Result}" : one.Title));

    /// <summary>As <c>api 2.1.0, web 7</c>.</summary>
    public static string Said(IEnumerable<ComponentVersion> components, ServiceKey service) =>
        string.Join(", ", components.Where(component => component.Service == service).Select(component => $"{component.Component} {component.Version}"));
}
