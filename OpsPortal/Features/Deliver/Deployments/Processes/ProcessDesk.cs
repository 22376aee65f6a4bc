using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>Keeps the processes by which services are deployed.</summary>
internal sealed class ProcessDesk(IDbContextFactory<OpsDb> databases, ProcessCheck check, Catalogue catalogue, ChangeFeed feed, TimeProvider clock)
{
    public async Task<IReadOnlyList<DeploymentProcess>> AllAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<DeploymentProcess>().AsNoTracking().OrderBy(process => process.Service).ThenBy(process => process.Environment).ToListAsync(stopping);
    }

    /// <summary>Null where there is none.</summary>
    public async Task<DeploymentProcess?> FindAsync(ServiceKey service, string environment, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<DeploymentProcess>().AsNoTracking().SingleOrDefaultAsync(process => process.Service == service && process.Environment == environment, stopping);
    }

    /// <inheritdoc cref="OfAsync(OpsDb, ChangePlan, CancellationToken)"/>
    public async Task<DeploymentProcess?> OfAsync(ChangePlan plan, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await OfAsync(db, plan, stopping);
    }

    /// <summary>The process that a plan would be deployed by: of its first service and environment, else of that service. Null: it is done by hand.</summary>
    public static async Task<DeploymentProcess?> OfAsync(OpsDb db, ChangePlan plan, CancellationToken stopping)
    {
        if (plan.Components.Count == 0) return null;
        var service = plan.Components[0].Service;
        var kept = await db.Set<DeploymentProcess>().AsNoTracking().Where(process => process.Service == service).ToListAsync(stopping);
        return kept.Find(process => string.Equals(process.Environment, plan.Environment, StringComparison.OrdinalIgnoreCase)) ?? kept.Find(process => process.Environment.Length == 0);
    }

    /// <param name="version">As it was read; 0: there was none. Refused where somebody has changed it since.</param>
    /// <remarks>Refused without <see cref="Permissions.DeploymentsPlan"/>, for a service that is not in the catalogue, and for what <see cref="ProcessCheck"/> finds.</remarks>
    public async Task<Outcome<DeploymentProcess>> SaveAsync(Actor by, ServiceKey service, string environment, string text, int version, CancellationToken stopping)
    {
        if (!by.May(Permissions.DeploymentsPlan)) return Refusals.Forbidden(Permissions.DeploymentsPlan);
        if (catalogue.Current.Find(service) is not { } known) return Refusals.NotFound(service.ToString());
        if (environment.Length > 0 && !known.Facts.Environments.Any(one => one.Name == environment)) return new Refusal("process.unknown-environment", $"{service} has no environment {environment} in the catalogue.");
        var read = ProcessText.Read(text);
        if (read is not Outcome<ProcessContent>.Done(var content)) return read.Refusal!;
        if (check.Fault(content, service.Value, environment) is { } wrong) return wrong;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await EarlyLifeCheck.FaultAsync(db, content, stopping) is { } unknown) return unknown;
        var kept = await db.Set<DeploymentProcess>().SingleOrDefaultAsync(process => process.Service == service && process.Environment == environment, stopping);
        if ((kept?.Version ?? 0) != version) return Stale();
        var before = kept is null ? null : new { kept.Content };
        if (kept is null) db.Add(kept = new() { Service = service, Environment = environment, Content = content, ChangedBy = by.Name, ChangedAt = now, Version = 1 });
        else (kept.Content, kept.ChangedBy, kept.ChangedAt, kept.Version) = (content, by.Name, now, kept.Version + 1);
        db.Record(new(by, now, "deployment-process.changed", NameOf(service, environment), before, new { kept.Content }));
        return await SaveAsync(db, kept, stopping);
    }

    /// <remarks>Deployments under way keep their copy. Refused without <see cref="Permissions.DeploymentsPlan"/>.</remarks>
    public async Task<Outcome<DeploymentProcess>> RemoveAsync(Actor by, ServiceKey service, string environment, CancellationToken stopping)
    {
        if (!by.May(Permissions.DeploymentsPlan)) return Refusals.Forbidden(Permissions.DeploymentsPlan);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<DeploymentProcess>().SingleOrDefaultAsync(process => process.Service == service && process.Environment == environment, stopping) is not { } kept) return Refusals.NotFound(NameOf(service, environment));
        db.Remove(kept);
        db.Record(new(by, clock.GetUtcNow(), "deployment-process.removed", NameOf(service, environment), new { kept.Content }));
        return await SaveAsync(db, kept, stopping);
    }

    private async Task<Outcome<DeploymentProcess>> SaveAsync(OpsDb db, DeploymentProcess process, CancellationToken stopping)
    {
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            return Stale();
        }

        feed.Publish(ChangeKind.Deployments);
        feed.Publish(ChangeKind.Audit);
        return process;
    }

    private static Refusal Stale() => new("process.changed-meanwhile", "Somebody has changed it since it was read. Read it again.");

    private static string NameOf(ServiceKey service, string environment) => environment.Length > 0 ? $"{service} in {environment}" : service.ToString();
}
