using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Ledger;

namespace OpsPortal.Features.Detect.Sources;

internal sealed class IntakeSourceConfiguration : IEntityTypeConfiguration<IntakeSource>
{
    public void Configure(EntityTypeBuilder<IntakeSource> source)
    {
        source.ToTable("intake_sources").HasKey(s => s.Name);
        source.Property(s => s.Name).HasMaxLength(Signal.MaxSourceLength);
        source.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        source.Property(s => s.Team).HasMaxLength(IntakeSource.MaxTeamLength);
        source.Property(s => s.RoutingKeyHash).HasMaxLength(64);
        source.HasIndex(s => s.RoutingKeyHash).IsUnique();
        source.Property(s => s.KeyShown).HasMaxLength(20);
        source.Property(s => s.SealedSecret).HasMaxLength(1000);
        source.Property(s => s.Fingerprint).HasMaxLength(FingerprintRule.MaxTextLength);
        source.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class SourceSampleConfiguration : IEntityTypeConfiguration<SourceSample>
{
    public void Configure(EntityTypeBuilder<SourceSample> sample)
    {
        sample.ToTable("source_samples").HasKey(s => s.Id);
        sample.Property(s => s.Id).ValueGeneratedNever();
        sample.Property(s => s.Source).HasMaxLength(Signal.MaxSourceLength);
        sample.Property(s => s.Kind).HasConversion<string>().HasMaxLength(10);
        sample.Property(s => s.Reason).HasMaxLength(SourceSample.MaxReasonLength);
        sample.Property(s => s.Message).HasMaxLength(SourceSample.MaxMessageLength);
        sample.HasIndex(s => new { s.Source, s.Kind, s.At });
    }
}

internal sealed class SourceMinuteConfiguration : IEntityTypeConfiguration<SourceMinute>
{
    public void Configure(EntityTypeBuilder<SourceMinute> minute)
    {
        minute.ToTable("source_minutes").HasKey(m => new { m.Source, m.Minute });
        minute.Property(m => m.Source).HasMaxLength(Signal.MaxSourceLength);
        minute.HasIndex(m => m.Minute);
    }
}
