using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver;

namespace OpsPortal.Features.Improve.Improvements;

internal sealed class ImprovementNumberColumn() : ValueConverter<ImprovementNumber, long>(number => number.Value, stored => new ImprovementNumber(stored));

internal sealed class ImprovementConfiguration : IEntityTypeConfiguration<Improvement>
{
    /// <summary>Everything that a search looks at, in lower case.</summary>
    public const string Words = "Words";

    public void Configure(EntityTypeBuilder<Improvement> improvement)
    {
        improvement.ToTable("improvements").HasKey(i => i.Number);
        improvement.Property(i => i.Number).HasConversion<ImprovementNumberColumn>().ValueGeneratedNever();
        improvement.Property(i => i.Title).HasMaxLength(ImprovementDraft.MaxTitleLength);
        improvement.Property(i => i.Description).HasMaxLength(ImprovementDraft.MaxTextLength);
        improvement.Property(i => i.ExpectedEffect).HasMaxLength(ImprovementDraft.MaxTextLength);
        improvement.Property(i => i.Effort).HasConversion<string>().HasMaxLength(12);
        improvement.Property(i => i.Service).HasMaxLength(ServiceKey.MaxLength);
        improvement.Property(i => i.Evidence).HasMaxLength(ImprovementDraft.MaxLinkLength);
        improvement.Property(i => i.Source).HasConversion<string>().HasMaxLength(24);
        improvement.Property(i => i.SourceKey).HasMaxLength(Finding.MaxKeyLength);
        improvement.Property(i => i.OpenKey).HasMaxLength(Finding.MaxKeyLength);
        improvement.Property(i => i.Measure!).HasConversion(new StoredJsonColumn<Measure>(), StoredJsonColumn<Measure>.Replaced).IsRequired(false);
        improvement.Property(i => i.State).HasConversion<string>().HasMaxLength(12);
        improvement.Property(i => i.OwnerName).HasMaxLength(Person.MaxNameLength);
        improvement.Property(i => i.EnteredBy).HasMaxLength(Person.MaxNameLength);
        improvement.Property(i => i.EndedWhy).HasMaxLength(ImprovementEntry.MaxTextLength);
        improvement.Property(i => i.Version).IsConcurrencyToken();
        improvement.Property<string>(Words);
        improvement.Ignore(i => i.NewEntries);
        improvement.HasIndex(i => new { i.State, i.Number }).HasDatabaseName("ix_improvements_state");
        improvement.HasIndex(i => i.SourceKey).HasDatabaseName("ix_improvements_source");
        improvement.HasIndex(i => i.OpenKey).IsUnique().HasFilter("\"OpenKey\" IS NOT NULL").HasDatabaseName("ux_improvements_open");
        improvement.HasIndex(i => i.MeasureDueAt).HasFilter("\"MeasureDueAt\" IS NOT NULL").HasDatabaseName("ix_improvements_measure_due");
        improvement.HasIndex(i => i.EnteredAt).HasDatabaseName("ix_improvements_entered");
        improvement.HasIndex(i => i.MeasuredAt).HasFilter("\"MeasuredAt\" IS NOT NULL").HasDatabaseName("ix_improvements_measured");
    }
}

internal sealed class ImprovementEntryConfiguration : IEntityTypeConfiguration<ImprovementEntry>
{
    public void Configure(EntityTypeBuilder<ImprovementEntry> entry)
    {
        entry.ToTable("improvement_entries").HasKey(e => e.Id);
        entry.Property(e => e.Improvement).HasConversion<ImprovementNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(ImprovementEntry.MaxTextLength);
        entry.HasIndex(e => e.Improvement).HasDatabaseName("ix_improvement_entries_improvement");
        entry.HasOne<Improvement>().WithMany().HasForeignKey(e => e.Improvement).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HeldReviewConfiguration : IEntityTypeConfiguration<HeldReview>
{
    public void Configure(EntityTypeBuilder<HeldReview> review)
    {
        review.ToTable("improvement_reviews").HasKey(r => r.Id);
        review.Property(r => r.By).HasMaxLength(Person.MaxNameLength);
        review.Property(r => r.Note).HasMaxLength(ImprovementEntry.MaxTextLength);
    }
}
