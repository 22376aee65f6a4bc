using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes;

namespace OpsPortal.Features.Deliver.Deployments.Storage;

internal sealed class DeploymentNumberColumn() : ValueConverter<DeploymentNumber, long>(number => number.Value, stored => new DeploymentNumber(stored));

internal sealed class DeploymentConfiguration : IEntityTypeConfiguration<Deployment>
{
    public void Configure(EntityTypeBuilder<Deployment> deployment)
    {
        deployment.ToTable("deployments").HasKey(d => d.Number);
        deployment.Property(d => d.Number).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        deployment.Property(d => d.Change).HasConversion<ChangeNumberColumn>();
        deployment.Property(d => d.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        deployment.Property(d => d.Components).HasConversion(new StoredJsonColumn<IReadOnlyList<ComponentVersion>>(), StoredJsonColumn<IReadOnlyList<ComponentVersion>>.Replaced);
        deployment.Property(d => d.Recipe).HasConversion(new StoredJsonColumn<DeploymentRecipe>(), StoredJsonColumn<DeploymentRecipe>.Replaced);
        deployment.Property(d => d.Stages).HasConversion(new StoredJsonColumn<IReadOnlyList<PlannedStage>>(), StoredJsonColumn<IReadOnlyList<PlannedStage>>.Replaced);
        deployment.Property(d => d.MadeBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        deployment.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        deployment.Property(d => d.Question!).HasConversion(new StoredJsonColumn<Question>(), StoredJsonColumn<Question>.Replaced).IsRequired(false);
        deployment.Property(d => d.Traffic).HasConversion(new StoredJsonColumn<TrafficPosition>(), StoredJsonColumn<TrafficPosition>.Replaced);
        deployment.Property(d => d.Why).HasMaxLength(DeploymentEntry.MaxTextLength);
        deployment.Property(d => d.Version).IsConcurrencyToken();
        deployment.Ignore(d => d.NewEntries).Ignore(d => d.Services);
        deployment.HasMany(d => d.Attempts).WithOne().HasForeignKey(a => a.Deployment).OnDelete(DeleteBehavior.Restrict);
        deployment.Navigation(d => d.Attempts).HasField("_attempts").UsePropertyAccessMode(PropertyAccessMode.Field);
        deployment.HasOne<Change>().WithMany().HasForeignKey(d => d.Change).OnDelete(DeleteBehavior.Restrict);

        // What lists and the executor ask for, so that they need not read plans.
        deployment.Property<string>(DeploymentColumns.Services);
        deployment.Property<string>(DeploymentColumns.Words);
        deployment.Property<string>(DeploymentColumns.Model).HasMaxLength(20);
        deployment.Property<string>(DeploymentColumns.MadeByName).HasMaxLength(Person.MaxNameLength);
        deployment.Property<DateTimeOffset?>(DeploymentColumns.DueAt);
        deployment.HasIndex(DeploymentColumns.DueAt).HasDatabaseName("ix_deployments_due");
        deployment.HasIndex(d => new { d.State, d.Number }).HasDatabaseName("ix_deployments_state");
        deployment.HasIndex(d => d.Change).HasDatabaseName("ix_deployments_change");

        // What reports ask of a period, so that they read no plans.
        deployment.HasIndex(nameof(Deployment.EndedAt), nameof(Deployment.Number), nameof(Deployment.Environment), nameof(Deployment.State), nameof(Deployment.IsHotfix), nameof(Deployment.StartedAt), nameof(Deployment.Change), DeploymentColumns.Model, DeploymentColumns.Services).HasDatabaseName("ix_deployments_ended");
    }
}

internal sealed class StepAttemptConfiguration : IEntityTypeConfiguration<StepAttempt>
{
    public void Configure(EntityTypeBuilder<StepAttempt> attempt)
    {
        attempt.ToTable("deployment_attempts").HasKey(a => new { a.Deployment, a.Stage, a.Step, a.Attempt });
        attempt.Property(a => a.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        attempt.Property(a => a.Stage).ValueGeneratedNever();
        attempt.Property(a => a.Step).ValueGeneratedNever();
        attempt.Property(a => a.Attempt).ValueGeneratedNever();
        attempt.Property(a => a.State).HasConversion<string>().HasMaxLength(12);
        attempt.Property(a => a.EndedBy).HasMaxLength(Person.MaxNameLength);
        attempt.Property(a => a.Why).HasMaxLength(StepAttempt.MaxTextLength);
        attempt.Property(a => a.Reference).HasMaxLength(StepAttempt.MaxReferenceLength);
        attempt.Ignore(a => a.Key).Ignore(a => a.IsSettled);
        attempt.HasIndex(a => new { a.State, a.Deployment }).HasDatabaseName("ix_deployment_attempts_state");
    }
}

internal sealed class DeploymentEntryConfiguration : IEntityTypeConfiguration<DeploymentEntry>
{
    public void Configure(EntityTypeBuilder<DeploymentEntry> entry)
    {
        entry.ToTable("deployment_entries").HasKey(e => e.Id);
        entry.Property(e => e.Deployment).HasConversion<DeploymentNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.About).HasMaxLength(60);
        entry.Property(e => e.Text).HasMaxLength(DeploymentEntry.MaxTextLength);
        entry.HasIndex(e => e.Deployment).HasDatabaseName("ix_deployment_entries_deployment");
        entry.HasOne<Deployment>().WithMany().HasForeignKey(e => e.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}
