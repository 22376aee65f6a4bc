using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Inform.Status;

namespace OpsPortal.Features.Inform.Status;

internal sealed class PublicEntryConfiguration : IEntityTypeConfiguration<PublicEntry>
{
    public void Configure(EntityTypeBuilder<PublicEntry> service)
    {
        service.ToTable("public_services").HasKey(s => s.Service);
        service.Property(s => s.Service).ValueGeneratedNever();
        service.Property(s => s.Name).HasMaxLength(PublicEntry.MaxNameLength);
    }
}

internal sealed class PublicDayConfiguration : IEntityTypeConfiguration<PublicDay>
{
    public void Configure(EntityTypeBuilder<PublicDay> day)
    {
        day.ToTable("public_service_days").HasKey(d => new { d.Service, d.Day });
        day.Property(d => d.Worst).HasConversion<string>().HasMaxLength(20);
    }
}
