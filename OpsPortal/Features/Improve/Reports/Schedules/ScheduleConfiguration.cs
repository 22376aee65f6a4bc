using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver;

namespace OpsPortal.Features.Improve.Reports.Schedules;

internal sealed class ScheduleNumberColumn() : ValueConverter<ScheduleNumber, long>(number => number.Value, stored => new ScheduleNumber(stored));

internal sealed class ReportScheduleConfiguration : IEntityTypeConfiguration<ReportSchedule>
{
    public void Configure(EntityTypeBuilder<ReportSchedule> schedule)
    {
        schedule.ToTable("report_schedules").HasKey(s => s.Number);
        schedule.Property(s => s.Number).HasConversion<ScheduleNumberColumn>().ValueGeneratedNever();
        schedule.Property(s => s.Plan).HasConversion(new StoredJsonColumn<ReportScheduleDraft>(), StoredJsonColumn<ReportScheduleDraft>.Replaced);
        schedule.Property(s => s.OwnerName).HasMaxLength(Person.MaxNameLength);
        schedule.Property(s => s.ChangedBy).HasMaxLength(Person.MaxNameLength);
        schedule.Property(s => s.Version).IsConcurrencyToken();
        schedule.Ignore(s => s.IsPaused);
        schedule.HasIndex(s => s.DueAt).HasFilter("\"DueAt\" IS NOT NULL").HasDatabaseName("ix_report_schedules_due");
    }
}

internal sealed class ReportSendingConfiguration : IEntityTypeConfiguration<ReportSending>
{
    public void Configure(EntityTypeBuilder<ReportSending> sending)
    {
        sending.ToTable("report_sendings").HasKey(s => s.Id);
        sending.Property(s => s.Id).ValueGeneratedNever();
        sending.Property(s => s.Schedule).HasConversion<ScheduleNumberColumn>();
        sending.Property(s => s.AskedBy).HasMaxLength(Person.MaxNameLength);
        sending.Property(s => s.State).HasConversion<string>().HasMaxLength(10);
        sending.Property(s => s.Title).HasMaxLength(200);
        sending.Property(s => s.Why).HasMaxLength(ReportSending.MaxWhyLength);
        sending.Property(s => s.Version).IsConcurrencyToken();
        sending.HasIndex(s => new { s.Schedule, s.DueAt }).HasDatabaseName("ix_report_sendings_schedule");
        sending.HasIndex(s => s.FreeAt).HasFilter("\"FreeAt\" IS NOT NULL").HasDatabaseName("ix_report_sendings_free");
        sending.HasOne<ReportSchedule>().WithMany().HasForeignKey(s => s.Schedule).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReportMailConfiguration : IEntityTypeConfiguration<ReportMail>
{
    public void Configure(EntityTypeBuilder<ReportMail> mail)
    {
        mail.ToTable("report_mails").HasKey(m => m.Id);
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Address).HasMaxLength(EmailAddress.MaxLength);
        mail.Property(m => m.State).HasConversion<string>().HasMaxLength(10);
        mail.Property(m => m.Said).HasMaxLength(ReportSending.MaxWhyLength);
        mail.HasIndex(m => m.Message).HasDatabaseName("ix_report_mails_message");
        mail.HasOne<ReportSending>().WithMany().HasForeignKey(m => m.Sending).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReportFileConfiguration : IEntityTypeConfiguration<ReportFile>
{
    public void Configure(EntityTypeBuilder<ReportFile> file)
    {
        file.ToTable("report_files").HasKey(f => f.Id);
        file.Property(f => f.Id).ValueGeneratedNever();
        file.Property(f => f.Name).HasMaxLength(ReportFile.MaxNameLength);
        file.Property(f => f.ContentType).HasMaxLength(ReportFile.MaxTypeLength);
        file.HasOne<ReportSending>().WithMany().HasForeignKey(f => f.Sending).OnDelete(DeleteBehavior.Cascade);
    }
}
