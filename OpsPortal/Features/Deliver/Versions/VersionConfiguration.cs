using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Versions;

internal sealed class VersionObservationConfiguration : IEntityTypeConfiguration<VersionObservation>
{
    public const int MaxKeyLength = 700, MaxCommitLength = 64, MaxDigestLength = 200;

    public void Configure(EntityTypeBuilder<VersionObservation> observation)
    {
        observation.ToTable("version_observations").HasKey(o => o.Id);
        observation.Property(o => o.ComponentName).HasColumnName("Component").HasMaxLength(ChangePlan.MaxNameLength);
        observation.Property(o => o.Running).HasMaxLength(ChangePlan.MaxVersionLength);
        observation.Property(o => o.Commit).HasMaxLength(MaxCommitLength);
        observation.Property(o => o.Digest).HasMaxLength(MaxDigestLength);
        observation.Property(o => o.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        observation.Property(o => o.Source).HasMaxLength(VersionObservation.MaxSourceLength);
        observation.Property(o => o.CurrentKey).HasMaxLength(MaxKeyLength);
        observation.Property(o => o.Version).IsConcurrencyToken();
        observation.Ignore(o => o.Component);
        observation.HasIndex(o => o.CurrentKey).IsUnique().HasDatabaseName("ux_version_observations_current");
        observation.HasIndex(o => new { o.Service, o.ComponentName, o.Environment, o.LastSeen }).HasDatabaseName("ix_version_observations_place");
        observation.HasIndex(o => o.LastSeen).HasDatabaseName("ix_version_observations_seen");
    }
}

internal sealed class VersionLookupConfiguration : IEntityTypeConfiguration<VersionLookup>
{
    public void Configure(EntityTypeBuilder<VersionLookup> lookup)
    {
        lookup.ToTable("version_lookups").HasKey(l => l.Id);
        lookup.Property(l => l.Id).ValueGeneratedNever();
        lookup.Property(l => l.Component).HasMaxLength(ChangePlan.MaxNameLength);
        lookup.Property(l => l.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        lookup.Property(l => l.Url).HasMaxLength(VersionLookup.MaxUrlLength);
        lookup.Property(l => l.Kind).HasConversion<string>().HasMaxLength(20);
        lookup.Property(l => l.Expression).HasMaxLength(VersionLookup.MaxExpressionLength);
        lookup.Property(l => l.Said).HasMaxLength(VersionLookup.MaxSaidLength);
        lookup.Property(l => l.ChangedBy).HasMaxLength(Person.MaxNameLength);
        lookup.Property(l => l.Version).IsConcurrencyToken();
        lookup.Ignore(l => l.Name);
        lookup.HasIndex(l => l.DueAt).HasDatabaseName("ix_version_lookups_due");
    }
}

internal sealed class VersionDifferenceConfiguration : IEntityTypeConfiguration<VersionDifference>
{
    public void Configure(EntityTypeBuilder<VersionDifference> difference)
    {
        difference.ToTable("version_differences").HasKey(d => d.Id);
        difference.Property(d => d.Component).HasMaxLength(ChangePlan.MaxNameLength);
        difference.Property(d => d.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        difference.Property(d => d.Running).HasMaxLength(ChangePlan.MaxVersionLength);
        difference.Property(d => d.Commit).HasMaxLength(VersionObservationConfiguration.MaxCommitLength);
        difference.Property(d => d.Digest).HasMaxLength(VersionObservationConfiguration.MaxDigestLength);
        difference.Property(d => d.Expected).HasMaxLength(ChangePlan.MaxVersionLength);
        difference.Property(d => d.ExpectedBy).HasMaxLength(VersionObservation.MaxSourceLength);
        difference.Property(d => d.Source).HasMaxLength(VersionObservation.MaxSourceLength);
        difference.Property(d => d.Code).HasMaxLength(60);
        difference.Property(d => d.Why).HasMaxLength(VersionDifference.MaxWhyLength);
        difference.Property(d => d.OpenKey).HasMaxLength(VersionObservationConfiguration.MaxKeyLength);
        difference.Property(d => d.LookedAtBy).HasMaxLength(Person.MaxNameLength);
        difference.Property(d => d.Reason).HasMaxLength(VersionDifference.MaxReasonLength);
        difference.Property(d => d.Version).IsConcurrencyToken();
        difference.Ignore(d => d.Seen);
        difference.HasIndex(d => d.OpenKey).IsUnique().HasDatabaseName("ux_version_differences_open");
        difference.HasIndex(d => d.OverAt).HasDatabaseName("ix_version_differences_over");
    }
}
