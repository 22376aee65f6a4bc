using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>Says that a deployment led to an incident, or was made to end it, or takes that back.</summary>
internal sealed class LinkIncident(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="kind">Null: they have nothing to do with one another.</param>
    /// <remarks>Saying the same twice changes nothing. Refused without <see cref="Permissions.IncidentsWork"/>, and for what is not there.</remarks>
    public async Task<Outcome<IncidentNumber>> RunAsync(Actor by, IncidentNumber incident, DeploymentNumber deployment, IncidentLinkKind? kind, CancellationToken stopping)
    {
        if (!by.May(Permissions.IncidentsWork)) return Refusals.Forbidden(Permissions.IncidentsWork);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (!await db.Set<Incident>().AnyAsync(one => one.Number == incident, stopping)) return Refusals.NotFound(incident.ToString());
        if (!await db.Set<Deployment>().AnyAsync(one => one.Number == deployment, stopping)) return Refusals.NotFound(deployment.ToString());
        var (kept, now) = (await db.Set<IncidentLink>().SingleOrDefaultAsync(link => link.Incident == incident && link.Deployment == deployment, stopping), clock.GetUtcNow());
        if (kept?.Kind == kind) return incident;
        db.Record(new(by, now, kind is null ? "incident.deployment-unlinked" : "incident.deployment-linked", incident.ToString(), kept is null ? null : Facts(deployment, kept.Kind), kind is { } said ? Facts(deployment, said) : null));
        if (kind is not { } wanted) db.Remove(kept!);
        else if (kept is null) db.Add(new IncidentLink { Incident = incident, Deployment = deployment, Kind = wanted, By = by.Name, At = now });
        else (kept.Kind, kept.By, kept.At) = (wanted, by.Name, now);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            return new Refusal("incident.changed-meanwhile", "Somebody has said how they belong together at the same moment. Look again.");
        }

        feed.Publish(ChangeKind.Incidents);
        feed.Publish(ChangeKind.Deployments);
        feed.Publish(ChangeKind.Audit);
        return incident;
    }

    private static object Facts(DeploymentNumber deployment, IncidentLinkKind kind) => new { Deployment = deployment.ToString(), Link = kind.ToString() };
}

internal sealed class IncidentLinkConfiguration : IEntityTypeConfiguration<IncidentLink>
{
    public void Configure(EntityTypeBuilder<IncidentLink> link)
    {
        link.ToTable("incident_deployments").HasKey(l => new { l.Incident, l.Deployment });
        link.Property(l => l.Incident).HasConversion(number => number.Value, stored => new IncidentNumber(stored));
        link.Property(l => l.Deployment).HasConversion<DeploymentNumberColumn>();
        link.Property(l => l.Kind).HasConversion<string>().HasMaxLength(12);
        link.Property(l => l.By).HasMaxLength(Person.MaxNameLength);
        link.HasIndex(l => l.Deployment).HasDatabaseName("ix_incident_deployments_deployment");
        link.HasOne<Deployment>().WithMany().HasForeignKey(l => l.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}
