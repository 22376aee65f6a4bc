using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Storage;

/// <summary>A promotion exception as it is kept. Never changed.</summary>
internal sealed class StoredException
{
    public Guid Id { get; init; }

    public ChangeNumber Change { get; init; }

    /// <summary>The one that is left out.</summary>
    public required string Environment { get; init; }

    public required string Reason { get; init; }

    public required Party By { get; init; }

    public DateTimeOffset At { get; init; }

    public PromotionException ToException() => new(Change, Environment, Reason, By, At);

    public static StoredException Of(PromotionException given) => new() { Id = Guid.CreateVersion7(given.At), Change = given.Change, Environment = given.Environment, Reason = given.Reason, By = given.By, At = given.At };
}

internal sealed class BackoutRehearsalConfiguration : IEntityTypeConfiguration<BackoutRehearsal>
{
    public void Configure(EntityTypeBuilder<BackoutRehearsal> rehearsal)
    {
        rehearsal.ToTable("backout_rehearsals").HasKey(r => r.Id);
        rehearsal.Property(r => r.Id).ValueGeneratedNever();
        rehearsal.Property(r => r.PlanMark).HasMaxLength(64);
        rehearsal.Property(r => r.RunMark).HasMaxLength(64);
        rehearsal.Property(r => r.Services).HasConversion(new StoredJsonColumn<IReadOnlyList<ServiceKey>>(), StoredJsonColumn<IReadOnlyList<ServiceKey>>.Replaced);
        rehearsal.Property(r => r.Steps).HasConversion(new StoredJsonColumn<IReadOnlyList<string>>(), StoredJsonColumn<IReadOnlyList<string>>.Replaced);
        rehearsal.Property(r => r.Change).HasConversion<ChangeNumberColumn>();
        rehearsal.Property(r => r.Deployment).HasConversion<DeploymentNumberColumn>();
        rehearsal.Property(r => r.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        rehearsal.Property(r => r.Tier).HasConversion<string>().HasMaxLength(20);
        rehearsal.Property(r => r.Took).HasConversion<long>();
        rehearsal.Property(r => r.Evidence).HasMaxLength(BackoutRehearsal.MaxEvidenceLength);
        rehearsal.Property(r => r.Link).HasMaxLength(BackoutRehearsal.MaxLinkLength);
        rehearsal.Property(r => r.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        rehearsal.HasIndex(r => r.PlanMark).HasDatabaseName("ix_backout_rehearsals_plan");
        rehearsal.HasIndex(r => r.Deployment).IsUnique().HasDatabaseName("ux_backout_rehearsals_deployment");
    }
}

internal sealed class StoredExceptionConfiguration : IEntityTypeConfiguration<StoredException>
{
    public void Configure(EntityTypeBuilder<StoredException> exception)
    {
        exception.ToTable("promotion_exceptions").HasKey(e => e.Id);
        exception.Property(e => e.Id).ValueGeneratedNever();
        exception.Property(e => e.Change).HasConversion<ChangeNumberColumn>();
        exception.Property(e => e.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        exception.Property(e => e.Reason).HasMaxLength(PromotionException.MaxReasonLength);
        exception.Property(e => e.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        exception.HasIndex(e => e.Change).HasDatabaseName("ix_promotion_exceptions_change");
        exception.HasOne<Change>().WithMany().HasForeignKey(e => e.Change).OnDelete(DeleteBehavior.Restrict);
    }
}
