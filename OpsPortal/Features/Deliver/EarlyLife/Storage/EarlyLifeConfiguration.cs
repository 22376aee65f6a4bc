using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Storage;

internal sealed class EarlyLifeConfiguration : IEntityTypeConfiguration<EarlyLifeSupport>
{
    /// <summary>The services as words between blanks, by which lists are narrowed.</summary>
    public const string ServiceWords = "ServiceWords";

    private const string Shown = "_shown";

    public void Configure(EntityTypeBuilder<EarlyLifeSupport> support)
    {
        support.ToTable("early_life_supports").HasKey(s => s.Deployment);
        support.Property(s => s.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        support.Property(s => s.Services).HasConversion(new StoredJsonColumn<IReadOnlyList<ServiceKey>>(), StoredJsonColumn<IReadOnlyList<ServiceKey>>.Replaced);
        support.Property(s => s.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        support.Property(s => s.Terms).HasConversion(new StoredJsonColumn<EarlyLifeTerms>(), StoredJsonColumn<EarlyLifeTerms>.Replaced);
        support.Property(s => s.EndedBy).HasMaxLength(Person.MaxNameLength);
        support.Property(s => s.Decision).HasMaxLength(EarlyLifeSupport.MaxTextLength);
        support.Property(s => s.LeftOpen).HasConversion(new StoredJsonColumn<IReadOnlyList<string>>(), StoredJsonColumn<IReadOnlyList<string>>.Replaced);
        support.Property(s => s.Version).IsConcurrencyToken();
        support.Ignore(s => s.Shown).Ignore(s => s.IsOver).Ignore(s => s.Tightened);
        support.Property<List<ShownCriterion>>(Shown).HasColumnName("Shown").HasConversion(
            new StoredJsonColumn<List<ShownCriterion>>(), new ValueComparer<List<ShownCriterion>>((a, b) => a!.Count == b!.Count, list => list.Count, list => list.ToList()));
        support.Property<string>(ServiceWords);
        support.HasIndex(s => s.EndedAt).HasDatabaseName("ix_early_life_supports_ended");
        support.HasOne<Deployment>().WithMany().HasForeignKey(s => s.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EarlyLifeEntryConfiguration : IEntityTypeConfiguration<EarlyLifeEntry>
{
    public void Configure(EntityTypeBuilder<EarlyLifeEntry> entry)
    {
        entry.ToTable("early_life_entries").HasKey(e => e.Id);
        entry.Property(e => e.Deployment).HasConversion<DeploymentNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(12);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(EarlyLifeEntry.MaxTextLength);
        entry.HasIndex(e => e.Deployment).HasDatabaseName("ix_early_life_entries_deployment");
        entry.HasOne<EarlyLifeSupport>().WithMany().HasForeignKey(e => e.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EarlyLifeDayConfiguration : IEntityTypeConfiguration<EarlyLifeDay>
{
    public void Configure(EntityTypeBuilder<EarlyLifeDay> day)
    {
        day.ToTable("early_life_days").HasKey(d => new { d.Deployment, d.Day });
        day.Property(d => d.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        day.Property(d => d.Day).ValueGeneratedNever();
        day.Property(d => d.StandsBy).HasMaxLength(Person.MaxNameLength);
        day.HasOne<EarlyLifeSupport>().WithMany().HasForeignKey(d => d.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EarlyLifeLookConfiguration : IEntityTypeConfiguration<EarlyLifeLook>
{
    public void Configure(EntityTypeBuilder<EarlyLifeLook> look)
    {
        look.ToTable("early_life_looks").HasKey(l => l.Deployment);
        look.Property(l => l.Deployment).HasConversion<DeploymentNumberColumn>().ValueGeneratedNever();
        look.Property(l => l.Facts).HasConversion(new StoredJsonColumn<EarlyLifeFacts>(), StoredJsonColumn<EarlyLifeFacts>.Replaced);
        look.Property(l => l.Findings).HasConversion(new StoredJsonColumn<IReadOnlyList<CriterionFinding>>(), StoredJsonColumn<IReadOnlyList<CriterionFinding>>.Replaced);
        look.HasOne<EarlyLifeSupport>().WithMany().HasForeignKey(l => l.Deployment).OnDelete(DeleteBehavior.Restrict);
    }
}
