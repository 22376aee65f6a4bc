using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Changes;

internal sealed class ChangeNumberColumn() : ValueConverter<ChangeNumber, long>(number => number.Value, stored => new ChangeNumber(stored));

internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    /// <summary>The list that <see cref="Change.Participants"/> shows; only ever added to.</summary>
    private const string Participants = "_participants";

    public void Configure(EntityTypeBuilder<Change> change)
    {
        change.ToTable("changes").HasKey(c => c.Number);
        change.Property(c => c.Number).HasConversion<ChangeNumberColumn>().ValueGeneratedNever();
        change.Property(c => c.Plan).HasConversion(new StoredJsonColumn<ChangePlan>(), StoredJsonColumn<ChangePlan>.Replaced);
        change.Property(c => c.State).HasConversion<string>().HasMaxLength(20);
        change.Property(c => c.Risk).HasConversion<string>().HasMaxLength(10);
        change.Property(c => c.RequestedBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        change.Property(c => c.EditedBy).HasMaxLength(Person.MaxNameLength);
        change.Property(c => c.StartedBy).HasMaxLength(Person.MaxNameLength);
        change.Property(c => c.Version).IsConcurrencyToken();
        change.Ignore(c => c.Participants).Ignore(c => c.NewEntries).Ignore(c => c.NewRevisions);
        change.Property<List<Participant>>(Participants).HasColumnName("Participants").HasConversion(
            new StoredJsonColumn<List<Participant>>(), new ValueComparer<List<Participant>>((a, b) => a!.Count == b!.Count, list => list.Count, list => list.ToList()));

        // What lists and clash checks ask for, so that they need not read plans.
        change.Property<string>(ChangeColumns.Title).HasMaxLength(ChangePlan.MaxTitleLength);
        change.Property<ChangeKind>(ChangeColumns.Kind).HasConversion<string>().HasMaxLength(12);
        change.Property<string>(ChangeColumns.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        change.Property<string>(ChangeColumns.Services);
        change.Property<string>(ChangeColumns.Words);
        change.Property<DateTimeOffset?>(ChangeColumns.StartsAt);
        change.Property<DateTimeOffset?>(ChangeColumns.EndsAt);
        change.Property<string>(ChangeColumns.RequestedByName).HasMaxLength(Person.MaxNameLength);
        change.Property<Guid?>(ChangeColumns.RequestedByPerson);
        change.HasIndex(nameof(Change.State), ChangeColumns.EndsAt).HasDatabaseName("ix_changes_planned");
        change.HasIndex(c => new { c.State, c.Number }).HasDatabaseName("ix_changes_state");

        // What reports ask of a period, so that they read no plans.
        change.HasIndex(nameof(Change.StartedAt), nameof(Change.Number), ChangeColumns.Kind, nameof(Change.State), nameof(Change.BrokeGlass), nameof(Change.RequestedAt), nameof(Change.EndedAt), ChangeColumns.Services).HasDatabaseName("ix_changes_started");
        change.HasIndex(ChangeColumns.RequestedByPerson).HasDatabaseName("ix_changes_requester");
    }
}

internal sealed class ChangeRevisionConfiguration : IEntityTypeConfiguration<ChangeRevision>
{
    public void Configure(EntityTypeBuilder<ChangeRevision> revision)
    {
        revision.ToTable("change_revisions").HasKey(r => new { r.Change, r.Number });
        revision.Property(r => r.Change).HasConversion<ChangeNumberColumn>();
        revision.Property(r => r.Plan).HasConversion(new StoredJsonColumn<ChangePlan>(), StoredJsonColumn<ChangePlan>.Replaced);
        revision.Property(r => r.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        revision.Property(r => r.Note).HasMaxLength(ChangeEntry.MaxTextLength);
        revision.HasOne<Change>().WithMany().HasForeignKey(r => r.Change).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeEntryConfiguration : IEntityTypeConfiguration<ChangeEntry>
{
    public void Configure(EntityTypeBuilder<ChangeEntry> entry)
    {
        entry.ToTable("change_entries").HasKey(e => e.Id);
        entry.Property(e => e.Change).HasConversion<ChangeNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(ChangeEntry.MaxTextLength);
        entry.HasIndex(e => e.Change).HasDatabaseName("ix_change_entries_change");
        entry.HasOne<Change>().WithMany().HasForeignKey(e => e.Change).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>What people answered about the risk of one change.</summary>
internal sealed class AnsweredRisk
{
    public ChangeNumber Change { get; init; }

    public IReadOnlyList<Domain.Deliver.Risk.RiskAnswer> Answers { get; set; } = [];

    /// <summary>Who answered last.</summary>
    public required Party By { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class AnsweredRiskConfiguration : IEntityTypeConfiguration<AnsweredRisk>
{
    public void Configure(EntityTypeBuilder<AnsweredRisk> answered)
    {
        answered.ToTable("change_risk_answers").HasKey(a => a.Change);
        answered.Property(a => a.Change).HasConversion<ChangeNumberColumn>().ValueGeneratedNever();
        answered.Property(a => a.Answers).HasConversion(new StoredJsonColumn<IReadOnlyList<Domain.Deliver.Risk.RiskAnswer>>(), StoredJsonColumn<IReadOnlyList<Domain.Deliver.Risk.RiskAnswer>>.Replaced);
        answered.Property(a => a.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        answered.HasOne<Change>().WithMany().HasForeignKey(a => a.Change).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeTouchConfiguration : IEntityTypeConfiguration<Acts.ChangeTouch>
{
    public void Configure(EntityTypeBuilder<Acts.ChangeTouch> touched)
    {
        touched.ToTable("change_services").HasKey(t => new { t.Change, t.Service });
        touched.Property(t => t.Change).HasConversion<ChangeNumberColumn>();
        touched.HasIndex(t => new { t.Service, t.Change }).HasDatabaseName("ix_change_services_service");
        touched.HasOne<Change>().WithMany().HasForeignKey(t => t.Change).OnDelete(DeleteBehavior.Restrict);
    }
}
