using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Releases;

internal sealed class ReleaseNumberColumn() : ValueConverter<ReleaseNumber, long>(number => number.Value, stored => new ReleaseNumber(stored));

internal sealed class ReleaseConfiguration : IEntityTypeConfiguration<Release>
{
    public void Configure(EntityTypeBuilder<Release> release)
    {
        release.ToTable("releases").HasKey(r => r.Number);
        release.Property(r => r.Number).HasConversion<ReleaseNumberColumn>().ValueGeneratedNever();
        release.Property(r => r.Draft).HasConversion(new StoredJsonColumn<ReleaseDraft>(), StoredJsonColumn<ReleaseDraft>.Replaced);
        release.Property(r => r.State).HasConversion<string>().HasMaxLength(12);
        release.Property(r => r.PlannedBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        release.Property(r => r.DecidedBy).HasConversion((ValueConverter)new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        release.Property(r => r.DecidedWhy).HasMaxLength(ReleaseEntry.MaxTextLength);
        release.Property(r => r.Version).IsConcurrencyToken();
        release.Ignore(r => r.NewEntries);
        release.HasMany(r => r.Tasks).WithOne().HasForeignKey(ReleaseTaskConfiguration.Release).OnDelete(DeleteBehavior.Restrict);

        // What lists ask for, so that they need not read what users are told.
        release.Property<string>(ReleaseColumns.Title).HasMaxLength(ReleaseDraft.MaxTitleLength);
        release.Property<string>(ReleaseColumns.Environment).HasMaxLength(ServiceDraft.MaxPartNameLength);
        release.Property<string>(ReleaseColumns.Audience).HasMaxLength(ReleaseDraft.MaxAudienceLength);
        release.Property<DateTimeOffset?>(ReleaseColumns.Date);
        release.Property<string>(ReleaseColumns.Switch).HasMaxLength(FeatureSwitch.MaxKeyLength);
        release.Property<IReadOnlyList<ComponentVersion>>(ReleaseColumns.Contents).HasConversion(new StoredJsonColumn<IReadOnlyList<ComponentVersion>>(), StoredJsonColumn<IReadOnlyList<ComponentVersion>>.Replaced);
        release.Property<string>(ReleaseColumns.Words);
        release.HasIndex(r => new { r.State, r.Number }).HasDatabaseName("ix_releases_state");
        release.HasIndex(ReleaseColumns.Switch).HasDatabaseName("ix_releases_switch");
    }
}

internal sealed class ReleaseTaskConfiguration : IEntityTypeConfiguration<ReleaseTask>
{
    /// <summary>The release that a task belongs to.</summary>
    public const string Release = "Release";

    public void Configure(EntityTypeBuilder<ReleaseTask> task)
    {
        task.Property<ReleaseNumber>(Release).HasConversion<ReleaseNumberColumn>();
        task.ToTable("release_tasks").HasKey(Release, nameof(ReleaseTask.Number));
        task.Property(t => t.Number).ValueGeneratedNever();
        task.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        task.Property(t => t.Title).HasMaxLength(ReleaseTask.MaxTitleLength);
        task.Property(t => t.OwnerName).HasMaxLength(Person.MaxNameLength);
        task.Property(t => t.DoneBy).HasMaxLength(Person.MaxNameLength);
        task.Property(t => t.Note).HasMaxLength(ReleaseTask.MaxNoteLength);
        task.Ignore(t => t.IsOpen);
    }
}

internal sealed class ReleaseEntryConfiguration : IEntityTypeConfiguration<ReleaseEntry>
{
    public void Configure(EntityTypeBuilder<ReleaseEntry> entry)
    {
        entry.ToTable("release_entries").HasKey(e => e.Id);
        entry.Property(e => e.Release).HasConversion<ReleaseNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(ReleaseEntry.MaxTextLength);
        entry.HasIndex(e => e.Release).HasDatabaseName("ix_release_entries_release");
        entry.HasOne<Release>().WithMany().HasForeignKey(e => e.Release).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeatureSwitchConfiguration : IEntityTypeConfiguration<FeatureSwitch>
{
    public void Configure(EntityTypeBuilder<FeatureSwitch> feature)
    {
        feature.ToTable("feature_switches").HasKey(f => f.Key);
        feature.Property(f => f.Key).HasMaxLength(FeatureSwitch.MaxKeyLength);
        feature.Property(f => f.Rule).HasConversion(new StoredJsonColumn<SwitchRule>(), StoredJsonColumn<SwitchRule>.Replaced);
        feature.Property(f => f.ChangedBy).HasMaxLength(Person.MaxNameLength);
        feature.Property(f => f.ChangedWhy).HasMaxLength(ReleaseEntry.MaxTextLength);
        feature.Property(f => f.Version).IsConcurrencyToken();
    }
}
