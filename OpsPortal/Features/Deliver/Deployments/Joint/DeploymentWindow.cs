using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>The maintenance window that a deployment has opened for its services.</summary>
internal sealed class DeploymentWindow
{
    public DeploymentNumber Deployment { get; init; }

    /// <summary>The last one; a rollback after the end opens another.</summary>
    public WindowNumber Window { get; set; }

    /// <summary>UTC; null: it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

internal sealed class DeploymentWindowConfiguration : IEntityTypeConfiguration<DeploymentWindow>
{
    public void Configure(EntityTypeBuilder<DeploymentWindow> window)
    {
        window.ToTable("deployment_windows").HasKey(w => w.Deployment);
        window.Property(w => w.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        window.Property(w => w.Window).HasConversion(number => number.Value, stored => new WindowNumber(stored));
        window.HasIndex(w => w.ClosedAt).HasDatabaseName("ix_deployment_windows_closed");
        window.HasOne<Deployment>().WithMany().HasForeignKey(w => w.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}
