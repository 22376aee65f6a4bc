using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Features.Detect.Metrics;

internal sealed class MetricSeriesConfiguration : IEntityTypeConfiguration<MetricSeriesRow>
{
    /// <summary>Longest name of a source, in characters.</summary>
    public const int MaxSourceLength = 120;

    public void Configure(EntityTypeBuilder<MetricSeriesRow> series)
    {
        series.ToTable("metric_series").HasKey(s => s.Id);
        series.Property(s => s.Id).ValueGeneratedNever();
        series.Property(s => s.Source).HasMaxLength(MaxSourceLength);
    }
}

internal sealed class MetricChunkConfiguration : IEntityTypeConfiguration<MetricChunkRow>
{
    public const string Table = "metric_chunks";

    public void Configure(EntityTypeBuilder<MetricChunkRow> chunk)
    {
        chunk.ToTable(Table).HasKey(c => new { c.Series, c.Start });
        chunk.HasIndex(c => c.End);
    }
}

internal sealed class MetricRollUpConfiguration : IEntityTypeConfiguration<MetricRollUpRow>
{
    public void Configure(EntityTypeBuilder<MetricRollUpRow> rollUp)
    {
        rollUp.ToTable("metric_rollups").HasKey(r => new { r.Series, r.Step, r.Start });
        rollUp.HasIndex(r => new { r.Step, r.Start });
    }
}

internal sealed class MetricLogConfiguration : IEntityTypeConfiguration<MetricLogRow>
{
    public void Configure(EntityTypeBuilder<MetricLogRow> record) => record.ToTable("metric_log").HasKey(r => r.Id);
}
