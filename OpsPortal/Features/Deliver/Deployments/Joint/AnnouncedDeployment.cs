using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>What users of the services were told of a deployment last.</summary>
internal enum ToldOfDeployment
{
    Nothing,
    Begun,

    /// <summary>The earlier version is being brought back.</summary>
    GoesBack,
    Over,
}

/// <summary>A deployment that announces itself, and how far that has come.</summary>
internal sealed class AnnouncedDeployment
{
    public DeploymentNumber Deployment { get; init; }

    public ToldOfDeployment Told { get; set; }

    /// <summary>How often it was over: a rollback after the end is announced anew.</summary>
    public int Ends { get; set; }
}

internal sealed class AnnouncedDeploymentConfiguration : IEntityTypeConfiguration<AnnouncedDeployment>
{
    public void Configure(EntityTypeBuilder<AnnouncedDeployment> announced)
    {
        announced.ToTable("deployment_announcements").HasKey(a => a.Deployment);
        announced.Property(a => a.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        announced.Property(a => a.Told).HasConversion<string>().HasMaxLength(12);
        announced.HasOne<Deployment>().WithMany().HasForeignKey(a => a.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}
