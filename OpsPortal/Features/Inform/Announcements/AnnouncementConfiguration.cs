using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Telling;

namespace OpsPortal.Features.Inform.Announcements;

internal sealed class AnnouncementConfiguration : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> announcement)
    {
        announcement.ToTable("announcements").HasKey(a => a.Number);
        announcement.Property(a => a.Number).HasConversion(number => number.Value, stored => new AnnouncementNumber(stored)).ValueGeneratedNever();
        announcement.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        announcement.Property(a => a.Subject).HasMaxLength(2 * AnnouncementSubject.MaxNumberLength);
        announcement.Property(a => a.Title).HasMaxLength(Announcement.MaxTitleLength);
        announcement.Property(a => a.Impact).HasMaxLength(Announcement.MaxImpactLength);
        announcement.Property(a => a.Effect).HasConversion<string>().HasMaxLength(20);
        announcement.Property(a => a.Services).HasConversion(new KeyListColumn(), KeyListColumn.Same);
        announcement.Property(a => a.AheadMinutes).HasConversion(new NumberListColumn(), NumberListColumn.Same).HasMaxLength(100);
        announcement.Property(a => a.Link).HasMaxLength(Announcement.MaxLinkLength);
        announcement.Property(a => a.State).HasConversion<string>().HasMaxLength(20);
        announcement.Property(a => a.ChangedBy).HasMaxLength(Person.MaxNameLength);
        announcement.Property(a => a.Version).IsConcurrencyToken();
        announcement.Ignore(a => a.IsOut);
        announcement.HasMany(a => a.Updates).WithOne().HasForeignKey(update => update.Announcement).OnDelete(DeleteBehavior.Cascade);
        announcement.HasIndex(a => a.State);

        // One announcement for each subject; those about nothing in the portal have none.
        announcement.HasIndex(a => a.Subject).IsUnique().HasFilter("\"Subject\" <> ''");
    }
}

internal sealed class AnnouncementUpdateConfiguration : IEntityTypeConfiguration<AnnouncementUpdate>
{
    public void Configure(EntityTypeBuilder<AnnouncementUpdate> update)
    {
        update.ToTable("announcement_updates").HasKey(u => new { u.Announcement, u.Place });
        update.Property(u => u.Announcement).HasConversion(number => number.Value, stored => new AnnouncementNumber(stored));
        update.Property(u => u.Place).ValueGeneratedNever();
        update.Property(u => u.Moment).HasConversion<string>().HasMaxLength(20);
        update.Property(u => u.Text).HasMaxLength(Announcement.MaxImpactLength);
        update.Property(u => u.By).HasMaxLength(Person.MaxNameLength);
    }
}

internal sealed class AnnouncementTemplateConfiguration : IEntityTypeConfiguration<AnnouncementTemplate>
{
    public void Configure(EntityTypeBuilder<AnnouncementTemplate> template)
    {
        template.ToTable("announcement_templates").HasKey(t => t.Kind);
        template.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        template.Property(t => t.Title).HasMaxLength(Announcement.MaxTitleLength);
        template.Property(t => t.Impact).HasMaxLength(Announcement.MaxImpactLength);
        template.Property(t => t.ChangedBy).HasMaxLength(Person.MaxNameLength);
        template.Property(t => t.Version).IsConcurrencyToken();
    }
}

internal sealed class AnnouncedConfiguration : IEntityTypeConfiguration<Announced>
{
    public void Configure(EntityTypeBuilder<Announced> announced)
    {
        announced.ToTable("announcement_mailings").HasKey(a => a.Id);
        announced.Property(a => a.Announcement).HasConversion(number => number.Value, stored => new AnnouncementNumber(stored));
        announced.Property(a => a.Moment).HasConversion<string>().HasMaxLength(20);
        announced.Property(a => a.Occurrence).HasMaxLength(Announced.MaxOccurrenceLength);
        announced.Property(a => a.Version).IsConcurrencyToken();

        // The promise that nobody is told the same thing twice.
        announced.HasIndex(a => new { a.Announcement, a.Moment, a.Occurrence }).IsUnique().HasDatabaseName("ux_announcement_mailings_occurrence");
        announced.HasIndex(a => a.DoneAt);
    }
}
