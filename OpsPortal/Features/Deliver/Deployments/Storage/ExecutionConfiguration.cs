using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Verification;

namespace OpsPortal.Features.Deliver.Deployments.Storage;

internal sealed class DeploymentHoldConfiguration : IEntityTypeConfiguration<DeploymentHold>
{
    public void Configure(EntityTypeBuilder<DeploymentHold> hold)
    {
        hold.ToTable("deployment_holds").HasKey(h => new { h.Service, h.Environment });
        hold.Property(h => h.Service).HasMaxLength(ServiceKey.MaxLength);
        hold.Property(h => h.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        hold.Property(h => h.Deployment).HasConversion<DeploymentNumberColumn>();
        hold.HasIndex(h => h.Deployment).HasDatabaseName("ix_deployment_holds_deployment");
    }
}

/// <summary>The right to report an attempt once; only the hash of the token is kept.</summary>
internal sealed class CallbackGrant
{
    /// <summary>As <c>DEP-1.2.3.1</c>.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the token, 64 hex digits.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset IssuedAt { get; init; }
}

internal sealed class CallbackGrantConfiguration : IEntityTypeConfiguration<CallbackGrant>
{
    public void Configure(EntityTypeBuilder<CallbackGrant> grant)
    {
        grant.ToTable("deployment_callbacks").HasKey(g => new { g.Key, g.Hash });
        grant.Property(g => g.Key).HasMaxLength(60);
        grant.Property(g => g.Hash).HasMaxLength(64);
    }
}

/// <summary>Some lines of a step's log, as they were written together. Kept with the deployment.</summary>
internal sealed class StepLogPart
{
    public long Id { get; init; }

    /// <summary>Of the attempt, as <c>DEP-1.2.3.1</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The number of its first line, from 0.</summary>
    public int First { get; init; }

    public int Count { get; init; }

    /// <summary>One line each: instant (UTC, milliseconds), <c>o</c> or <c>e</c>, and the text.</summary>
    public required string Lines { get; init; }
}

internal sealed class StepLogPartConfiguration : IEntityTypeConfiguration<StepLogPart>
{
    public void Configure(EntityTypeBuilder<StepLogPart> part)
    {
        part.ToTable("deployment_log_parts").HasKey(p => p.Id);
        part.Property(p => p.Key).HasMaxLength(60);
        part.HasIndex(p => new { p.Key, p.First }).HasDatabaseName("ix_deployment_log_parts_key");
    }
}

/// <summary>One measurement of one check of an attempt.</summary>
public sealed class StoredMeasurement
{
    public long Id { get; init; }

    /// <summary>Of the attempt, as <c>DEP-1.2.3.1</c>.</summary>
    public required string Key { get; init; }

    public required string Check { get; init; }

    public DateTimeOffset At { get; init; }

    public Domain.Deliver.Verifications.CheckState State { get; init; }

    public required string Why { get; init; }
}

internal sealed class StoredMeasurementConfiguration : IEntityTypeConfiguration<StoredMeasurement>
{
    public const int MaxWhyLength = 1000;

    public void Configure(EntityTypeBuilder<StoredMeasurement> measurement)
    {
        measurement.ToTable("deployment_measurements").HasKey(m => m.Id);
        measurement.Property(m => m.Key).HasMaxLength(60);
        measurement.Property(m => m.Check).HasMaxLength(CheckFault.MaxNameLength);
        measurement.Property(m => m.State).HasConversion<string>().HasMaxLength(12);
        measurement.Property(m => m.Why).HasMaxLength(MaxWhyLength);
        measurement.HasIndex(m => m.Key).HasDatabaseName("ix_deployment_measurements_key");
    }
}

/// <summary>The last comparison of new and old that a step made, whole: what people see of it.</summary>
public sealed class StoredAnalysis
{
    /// <summary>Of the attempt, as <c>DEP-1.2.3.1</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset At { get; set; }

    /// <summary>How many looks just before were in error, this one included.</summary>
    public int Errors { get; set; }

    public required AnalysisReport Report { get; set; }
}

internal sealed class StoredAnalysisConfiguration : IEntityTypeConfiguration<StoredAnalysis>
{
    public void Configure(EntityTypeBuilder<StoredAnalysis> analysis)
    {
        analysis.ToTable("deployment_analyses").HasKey(a => new { a.Key, a.Name });
        analysis.Property(a => a.Key).HasMaxLength(60);
        analysis.Property(a => a.Name).HasMaxLength(CheckFault.MaxNameLength);
        analysis.Property(a => a.Report).HasConversion(new StoredJsonColumn<AnalysisReport>(), StoredJsonColumn<AnalysisReport>.Replaced);
    }
}

internal sealed class QuarantineConfiguration : IEntityTypeConfiguration<Quarantine>
{
    public void Configure(EntityTypeBuilder<Quarantine> quarantine)
    {
        quarantine.ToTable("quarantines").HasKey(q => q.Id);
        quarantine.Property(q => q.Component).HasConversion(new StoredJsonColumn<ComponentVersion>(), StoredJsonColumn<ComponentVersion>.Replaced);
        quarantine.Property(q => q.Deployment).HasConversion<DeploymentNumberColumn>();
        quarantine.Property(q => q.Reason).HasMaxLength(Quarantine.MaxReasonLength);
        quarantine.Property(q => q.LiftedBy).HasMaxLength(Person.MaxNameLength);
        quarantine.Property(q => q.LiftedWhy).HasMaxLength(Quarantine.MaxReasonLength);
        quarantine.Property(q => q.Version).IsConcurrencyToken();
        quarantine.Ignore(q => q.IsLifted);
        quarantine.HasIndex(q => q.LiftedAt).HasDatabaseName("ix_quarantines_lifted");
        quarantine.HasOne<Deployment>().WithMany().HasForeignKey(q => q.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DeploymentProcessConfiguration : IEntityTypeConfiguration<DeploymentProcess>
{
    public void Configure(EntityTypeBuilder<DeploymentProcess> process)
    {
        process.ToTable("deployment_processes").HasKey(p => new { p.Service, p.Environment });
        process.Property(p => p.Service).HasMaxLength(ServiceKey.MaxLength);
        process.Property(p => p.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        process.Property(p => p.Content).HasConversion(new StoredJsonColumn<ProcessContent>(), StoredJsonColumn<ProcessContent>.Replaced);
        process.Property(p => p.ChangedBy).HasMaxLength(Person.MaxNameLength);
        process.Property(p => p.Version).IsConcurrencyToken();
    }
}

internal sealed class ProcessInForceConfiguration : IEntityTypeConfiguration<ProcessInForce>
{
    public void Configure(EntityTypeBuilder<ProcessInForce> process)
    {
        process.ToTable("deployment_process_copies").HasKey(p => p.Deployment);
        process.Property(p => p.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        process.Property(p => p.Content).HasConversion(new StoredJsonColumn<ProcessContent>(), StoredJsonColumn<ProcessContent>.Replaced);
        process.HasOne<Deployment>().WithMany().HasForeignKey(p => p.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ExecutorLeaseConfiguration : IEntityTypeConfiguration<ExecutorLease>
{
    public void Configure(EntityTypeBuilder<ExecutorLease> lease)
    {
        lease.ToTable("deployment_executor").HasKey(l => l.Id);
        lease.Property(l => l.Id).ValueGeneratedNever();
        lease.Property(l => l.Holder).HasMaxLength(100);
    }
}
